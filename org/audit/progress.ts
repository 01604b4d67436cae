import type { FileSystem } from '../files';
import { isRecord } from '../http/json';
import { parse, textOf } from '../state/store';

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

/** The progress stands beside the file it belongs to, so that a run from anywhere finds it. */
export function progressPath(file: string): string {
  return `${file}.progress.json`;
}

export async function readProgress(fs: FileSystem, file: string): Promise<AuditProgress | undefined> {
  const value = parse(await fs.readText(progressPath(file)));
  if (!isRecord(value) || !isRecord(value['query']) || typeof value['bytes'] !== 'number') return undefined;
  const requests = Array.isArray(value['requests'])
    ? value['requests'].filter((t): t is number => typeof t === 'number')
    : [];
  return { ...(value as unknown as AuditProgress), requests };
}

export async function writeProgress(fs: FileSystem, file: string, progress: AuditProgress): Promise<void> {
  await fs.writeText(progressPath(file), textOf({ version: 1, ...progress }));
}
