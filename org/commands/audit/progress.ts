import { type FileSystem, joinPath } from '../../state/file-system';
import { readStoredJson, textOf } from '../../state/stored-json';
import { TEMPORARY } from '../../state/temporary';
import { isRecord } from '../../transport/http/json';

/** How far an export has got. Saved only after the records it speaks of are on disk. */
export interface AuditProgress {
  /** What is exported: a file holds one query only. */
  readonly query: Readonly<Record<string, string>>;
  /** Bytes of the file that are certain. */
  readonly bytes: number;
  readonly records: number;
  /** Where the next page begins; absent at the start. */
  readonly cursor?: string;
  /** The newest `eventTimestamp` so far. */
  readonly newest?: string;
  readonly done: boolean;
  /** Wall-clock times (milliseconds since 1970) of the last minute's requests. */
  readonly requests: readonly number[];
}

const MAX_BYTES = 1_048_576;

/** The progress stands beside the file it belongs to, so that a run from anywhere finds it. */
export function progressPath(file: string): string {
  return `${file}.progress.json`;
}

/** A text says why the progress cannot be used, a clause that goes on after the file's name. */
export async function readProgress(
  fs: FileSystem,
  file: string,
): Promise<AuditProgress | string | undefined> {
  const read = await readStoredJson(fs, progressPath(file), MAX_BYTES);
  if (read.kind === 'absent') return undefined;
  if (read.kind === 'unreadable') return read.why;
  return isProgress(read.value) ? read.value : 'is not how an export notes its progress';
}

export async function writeProgress(fs: FileSystem, file: string, progress: AuditProgress): Promise<void> {
  await fs.writeText(progressPath(file), textOf({ version: 1, ...progress }));
}

/** Removes what a killed process left of writing the progress of this file. */
export async function sweepProgress(fs: FileSystem, file: string): Promise<void> {
  const path = progressPath(file);
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash + 1);
  for (const name of await fs.list(folder))
    if (TEMPORARY.test(name) && name.replace(TEMPORARY, '') === path.slice(slash + 1))
      await fs.remove(joinPath(folder, name));
}

function isProgress(value: unknown): value is AuditProgress {
  return (
    isRecord(value) &&
    value['version'] === 1 &&
    isRecord(value['query']) &&
    Object.values(value['query']).every((v) => typeof v === 'string') &&
    isCount(value['bytes']) &&
    isCount(value['records']) &&
    typeof value['done'] === 'boolean' &&
    ['cursor', 'newest'].every((key) => value[key] === undefined || typeof value[key] === 'string') &&
    Array.isArray(value['requests']) &&
    value['requests'].every((t) => typeof t === 'number')
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
