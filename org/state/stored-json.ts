import { withoutMark } from '../../core/text/byte-order-mark';
import { MAX_DEPTH, nestsDeeper } from '../transport/http/depth';
import type { FileSystem } from './file-system';

/** The text of a small file of ours. `why` is a clause that goes on after the file's name. */
export type StoredText =
  | { readonly kind: 'absent' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/** The same as JSON. */
export type StoredJson =
  | { readonly kind: 'absent' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly why: string };

const CONFLICT_MARKS = /^(?:<{7}|>{7})(?: |\r?$)/m;

/**
 * Reads a plain file of at most `maxBytes`, without a byte order mark. A link, a pipe or a device is not
 * opened: it may lead anywhere, or never end.
 */
export async function readStoredText(fs: FileSystem, path: string, maxBytes: number): Promise<StoredText> {
  try {
    const stat = await fs.stat(path);
    if (stat === undefined) return { kind: 'absent' };
    if (stat.kind === 'symlink') return { kind: 'unreadable', why: 'is a link' };
    if (stat.kind !== 'file') return { kind: 'unreadable', why: 'is not a file' };
    if (stat.size > maxBytes)
      return { kind: 'unreadable', why: `is larger than ${Math.floor(maxBytes / 1_048_576)} MB` };
    const text = await fs.readText(path);
    if (text === undefined) return { kind: 'absent' };
    return { kind: 'text', text: withoutMark(text) };
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string') throw error;
    return { kind: 'unreadable', why: `cannot be read (${code})` };
  }
}

/** Reads a file as JSON; see {@link readStoredText}. */
export async function readStoredJson(fs: FileSystem, path: string, maxBytes: number): Promise<StoredJson> {
  const read = await readStoredText(fs, path, maxBytes);
  return read.kind === 'text' ? parseStored(read.text) : read;
}

/** A text as JSON of bounded depth. */
export function parseStored(text: string): Exclude<StoredJson, { kind: 'absent' }> {
  if (CONFLICT_MARKS.test(text)) return { kind: 'unreadable', why: 'has conflict marks of Git' };
  if (nestsDeeper(text)) return { kind: 'unreadable', why: `is nested deeper than ${MAX_DEPTH} levels` };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'unreadable', why: 'is not valid JSON' };
  }
}

export function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
