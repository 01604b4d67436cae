import picomatch from 'picomatch/posix';
import { isRecord, strings } from './read';

/** Days; a higher minimum is reported on the file and not in force. */
const LONGEST = 365;

/** One environment (org) of a project, as the rules need it; addresses are the org engine's to check. */
export class Environment {
  readonly api: 'wem' | 'platform';
  readonly isProtected: boolean;
  /** Days, from the configuration; undefined leaves it to the value last fetched from the org. */
  readonly minimumRetentionDays: number | undefined;
  readonly include: readonly string[] | undefined;
  readonly variables: ReadonlyMap<string, string>;
  /** The entry of the configuration, for what only the org engine reads. */
  readonly entry: Readonly<Record<string, unknown>>;
  private readonly matches: ((path: string) => boolean) | undefined;

  constructor(
    /** The name in the configuration; empty for the one environment of a project that names none. */
    readonly name: string,
    entry: Readonly<Record<string, unknown>>,
  ) {
    this.entry = entry;
    this.api = entry['api'] === 'platform' ? 'platform' : 'wem';
    this.isProtected = entry['protected'] === true;
    const minimum = entry['minimumRetentionDays'];
    this.minimumRetentionDays =
      typeof minimum === 'number' && Number.isInteger(minimum) && minimum > 0 && minimum <= LONGEST
        ? minimum
        : undefined;
    this.include = Array.isArray(entry['include']) ? strings(entry['include']) : undefined;
    const variables = new Map<string, string>();
    if (isRecord(entry['variables'])) {
      // An id that is empty names nothing: to rules and completion it is a variable without a value.
      for (const [name, value] of Object.entries(entry['variables']))
        if (typeof value === 'string' && value.trim() !== '') variables.set(name, value);
    }
    this.variables = variables;
    this.matches = this.include === undefined ? undefined : matcher(this.include);
  }

  /** Whether the file at this project path belongs to the environment. */
  includes(path: string): boolean {
    return this.matches === undefined || this.matches(path);
  }
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  const everything = globs.some((g) => g === '**' || g === '**/*');
  if (everything && !globs.some((g) => g.startsWith('!'))) return () => true;
  const wanted = globs.filter((g) => !g.startsWith('!')).flatMap(withFolders);
  const unwanted = globs.filter((g) => g.startsWith('!')).flatMap((g) => withFolders(g.slice(1)));
  // Where all patterns take files out, they take them out of all.
  if (wanted.length === 0 && unwanted.length > 0) wanted.push('**');
  const options = { dot: true };
  try {
    return picomatch(wanted, { ...options, ignore: unwanted });
  } catch {
    return () => false;
  }
}

/** A glob, and where it has no wildcard and so may name a folder, everything in it: `policies` and `policies/` mean `policies/**`. */
function withFolders(glob: string): string[] {
  const path = glob.replace(/^\.\//, '');
  if (/[*?[\]{}()!+@\\]/.test(path) || path.endsWith('.json')) return [path];
  const folder = path.replace(/\/+$/, '');
  return folder === '' || folder === '.' ? ['**'] : [folder, `${folder}/**`];
}
