import { kindOfPath } from '../../core/document/kinds';
import type { FileAccess, ListedFile, ReadResult } from '../platform';

/** Files in memory, by URI; `undefined` stands for one that cannot be read. */
export class MemoryFiles implements FileAccess {
  readonly texts = new Map<string, string | undefined>();
  reads = 0;
  private stamp = 0;

  constructor(files: Readonly<Record<string, string | undefined>> = {}) {
    for (const [uri, text] of Object.entries(files)) this.texts.set(uri, text);
  }

  read(uri: string): ReadResult {
    this.reads++;
    if (!this.texts.has(uri)) return { problem: 'missing', detail: 'ENOENT' };
    const text = this.texts.get(uri);
    return text === undefined ? { problem: 'unreadable', detail: 'EACCES' } : { text };
  }

  *list(folder: string, excluded: (path: string) => boolean): Iterable<readonly ListedFile[]> {
    for (const uri of [...this.texts.keys()]) {
      if (!uri.startsWith(`${folder}/`) || kindOfPath(uri) === undefined) continue;
      if (!excluded(uri.slice(folder.length + 1))) yield [{ uri, stamp: this.stampOf(uri) }];
    }
  }

  private stampOf(uri: string): number {
    this.stamp = this.texts.get(uri)?.length ?? -1;
    return this.stamp;
  }
}
