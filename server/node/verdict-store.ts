import { join } from 'node:path';
import type { VerdictStore } from '../platform';
import { writeCacheFile } from './cache-file';
import { isOwnFolder, ownText } from './own-folder';

/**
 * Keeps verdicts, or what else is known of masks, in one small file. A file that is damaged, of another
 * version, not to be written, or in a folder that others can write to is as good as none.
 */
export class FileVerdictStore implements VerdictStore {
  private readonly path: string;

  /** @param apart folders that the cache must not lie in: what a repository brings along is not believed */
  constructor(
    private readonly folder: string,
    name = 'mask-verdicts.json',
    private readonly apart: readonly string[] = [],
  ) {
    this.path = join(folder, name);
  }

  load(): unknown {
    if (!isOwnFolder(this.folder, this.apart)) return undefined;
    try {
      return JSON.parse(ownText(this.path) ?? '');
    } catch {
      return undefined;
    }
  }

  save(verdicts: unknown): void {
    writeCacheFile(this.path, () => JSON.stringify(verdicts), this.apart);
  }
}
