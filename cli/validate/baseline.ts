import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { ReportedDiagnostic } from '../format/report';
import { UsageError } from '../project/errors';
import { fileIdentity } from '../project/files';
import { relativeTo } from '../project/paths';
import type { Terminal } from '../terminal/terminal';
import { codeOf } from '../terminal/write-output';
import type { FindingDetails } from './details';
import type { Diagnostics } from './diagnostics';
import type { ValidateOptions } from './options';

/** Findings that are known and accepted, each with how often it is, by file, code and fingerprint. */
type KnownFindings = Map<string, number>;

/** One entry of a baseline file. */
interface BaselineEntry {
  readonly file: string;
  readonly code: string;
  readonly fingerprint: string;
  readonly count: number;
}

/**
 * Splits findings into those that are known and those that are new. Of several with one fingerprint as many
 * are known as there were. A file that cannot be read or parsed is never known: nothing in it was checked.
 * @param name the path of a finding's file as the known findings have it
 */
function newFindings(
  found: readonly ReportedDiagnostic[],
  details: ReadonlyMap<ReportedDiagnostic, FindingDetails>,
  known: KnownFindings,
  name: (file: string) => string,
): { readonly fresh: ReportedDiagnostic[]; readonly accepted: ReportedDiagnostic[] } {
  const left = new Map(known);
  const fresh: ReportedDiagnostic[] = [];
  const accepted: ReportedDiagnostic[] = [];
  for (const diagnostic of found) {
    const key = keyOf(name(diagnostic.file), diagnostic.code, details.get(diagnostic)!.fingerprint);
    const n = left.get(key) ?? 0;
    if (n === 0 || diagnostic.code === UNCHECKED) {
      fresh.push(diagnostic);
      continue;
    }
    left.set(key, n - 1);
    accepted.push(diagnostic);
  }
  return { fresh, accepted };
}

const UNCHECKED = 'json-syntax';

/**
 * Takes the findings out that the baseline holds. With `--update-baseline` it is written first, and then
 * holds them all.
 * @param base the folder that paths of findings are relative to
 */
export async function withoutKnown(
  diagnostics: Diagnostics,
  base: string,
  { baseline: path, updateBaseline, quiet }: ValidateOptions,
  terminal: Terminal,
): Promise<Diagnostics> {
  if (path === undefined) return diagnostics;
  const baseline = new Baseline(path, terminal.cwd);
  const { found, details } = diagnostics;
  const name = baseline.namesFrom(base);
  const known = updateBaseline === true ? knownFindings(found, details, name) : baseline.read();
  if (updateBaseline === true) await baseline.write(known);
  const { fresh, accepted } = newFindings(found, details, known, name);
  if (quiet !== true)
    terminal.err(`Findings that the baseline holds, and that are not reported: ${accepted.length}.\n`);
  return { ...diagnostics, found: fresh, accepted };
}

/** Counts findings by what they are known by. */
function knownFindings(
  found: readonly ReportedDiagnostic[],
  details: ReadonlyMap<ReportedDiagnostic, FindingDetails>,
  name: (file: string) => string,
): KnownFindings {
  const known: KnownFindings = new Map();
  for (const diagnostic of found) {
    const { file, code } = diagnostic;
    if (code === UNCHECKED) continue;
    const key = keyOf(name(file), code, details.get(diagnostic)!.fingerprint);
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return known;
}

function keyOf(file: string, code: string, fingerprint: string): string {
  return JSON.stringify([file, code, fingerprint]);
}

/** A baseline file; its paths are relative to its folder. */
class Baseline {
  readonly path: string;

  constructor(
    private readonly shown: string,
    cwd: string,
  ) {
    this.path = fileIdentity(resolve(cwd, shown));
  }

  /** From a path relative to a folder to the path the baseline has. */
  namesFrom(base: string): (file: string) => string {
    const relative = relativeTo(dirname(this.path));
    return (file) => relative(resolve(base, file));
  }

  read(): KnownFindings {
    let value: unknown;
    try {
      value = JSON.parse(readFileSync(this.path, 'utf8'));
    } catch (error) {
      const reason = error instanceof SyntaxError ? 'it is not valid JSON' : codeOf(error);
      throw new UsageError(
        `The baseline ${this.shown} cannot be read (${reason}), so it is not known which findings are new. Make it with --update-baseline.`,
      );
    }
    const { version, findings } = (value ?? {}) as { version?: unknown; findings?: unknown };
    if (version !== 1 || !Array.isArray(findings) || !findings.every(isEntry))
      throw new UsageError(
        `The file ${this.shown} is not a baseline of this version, so it is not known which findings are new. Make it with --update-baseline.`,
      );
    return new Map(findings.map((e) => [keyOf(e.file, e.code, e.fingerprint), e.count]));
  }

  async write(known: KnownFindings): Promise<void> {
    const findings = [...known]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => {
        const [file, code, fingerprint] = JSON.parse(key) as [string, string, string];
        return { file, code, fingerprint, count };
      });
    try {
      await writeFileAtomic(this.path, `${JSON.stringify({ version: 1, findings }, null, 2)}\n`);
    } catch (error) {
      throw new UsageError(
        `The baseline cannot be written to ${this.shown} (${codeOf(error)}). Check its folder, its permissions and the space on the disk.`,
      );
    }
  }
}

function isEntry(value: unknown): value is BaselineEntry {
  const entry = (value ?? {}) as Partial<Record<keyof BaselineEntry, unknown>>;
  return (
    typeof entry.file === 'string' &&
    typeof entry.code === 'string' &&
    typeof entry.fingerprint === 'string' &&
    Number.isInteger(entry.count) &&
    (entry.count as number) > 0
  );
}
