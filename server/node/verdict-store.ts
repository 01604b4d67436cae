import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerdictStore } from '../platform';
import { writeCacheFile } from './cache-file';

/**
 * Keeps verdicts, or what else is known of masks, in one small file. A file that is damaged, of another
 * version or not to be written is as good as none.
 */
export class FileVerdictStore implements VerdictStore {
  private readonly path: string;

  constructor(folder: string, name = 'mask-verdicts.json') {
    this.path = join(folder, name);
  }

  load(): unknown {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8'));
    } catch {
      return undefined;
    }
  }

  save(verdicts: unknown): void {
    writeCacheFile(this.path, () => JSON.stringify(verdicts));
  }
}
