import { OrgError } from '../transport/errors/org-error';
import { isRecord } from '../transport/http/json';
import { stableFileName } from './names';
import type { RunFiles } from './run-files';

const STAGES = ['disabling', 'waiting', 'deleting'] as const;

/** How far retiring a policy has got. */
export interface Retirement {
  readonly id: string;
  readonly name: string;
  readonly stage: (typeof STAGES)[number];
  /** The tag of the disabled policy, once that is confirmed. */
  readonly etag?: string;
  /** ISO 8601. */
  readonly since: string;
}

/** How the names of notes begin. */
export const NOTE_PREFIX = 'retire-';

export async function writeRetirement(run: RunFiles, retirement: Retirement): Promise<void> {
  await run.write(fileOf(retirement.id), { version: 1, ...retirement });
}

export async function endRetirement(run: RunFiles, id: string): Promise<void> {
  await run.remove(fileOf(id));
}

/**
 * All policies on their way out.
 * @throws `file` where a note cannot be understood: taken for absent, it would have a deploy switch that
 *   policy on again
 */
export async function retirements(run: RunFiles): Promise<Retirement[]> {
  const found: Retirement[] = [];
  for (const name of await run.names()) {
    if (!name.startsWith(NOTE_PREFIX) || !name.endsWith('.json')) continue;
    const read = await run.read(name);
    if (read.kind === 'absent') continue;
    if (read.kind === 'json' && isRetirement(read.value) && fileOf(read.value.id) === name)
      found.push(read.value);
    else throw unusable(run, name, read.kind === 'unreadable' ? read.why : 'names no policy and stage');
  }
  return found;
}

export async function retiringIds(run: RunFiles): Promise<ReadonlySet<string>> {
  return new Set((await retirements(run)).map((r) => r.id));
}

function fileOf(id: string): string {
  return `${NOTE_PREFIX}${stableFileName(id)}.json`;
}

/** Whether the content of a note is what one must be. */
export function isRetirement(value: unknown): value is Retirement {
  return (
    isRecord(value) &&
    ['id', 'name', 'since'].every((key) => typeof value[key] === 'string') &&
    (STAGES as readonly unknown[]).includes(value['stage']) &&
    (value['etag'] === undefined || typeof value['etag'] === 'string')
  );
}

function unusable(run: RunFiles, name: string, why: string): OrgError {
  return new OrgError({
    kind: 'file',
    org: 'recpolicy',
    what: `a note about a policy that is being retired ${why}: ${run.path(name)}`,
    written: 'Nothing was written.',
    advice: 'Delete the note, then run retire again for the policy that it was about.',
  });
}
