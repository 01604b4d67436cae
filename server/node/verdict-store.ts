import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerdictStore } from '../platform';

/** Keeps verdicts in one small file. A file that is damaged, of another version or not to be written is as good as none. */
export class FileVerdictStore implements VerdictStore {
  private readonly path: string;

  constructor(private readonly folder: string) {
    this.path = join(folder, 'mask-verdicts.json');
  }

  load(): unknown {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8'));
    } catch {
      return undefined;
    }
  }

  save(verdicts: unknown): void {
    // Two servers may write at once: each writes a file of its own, and the last to rename wins whole.
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(temporary, JSON.stringify(verdicts));
      renameSync(temporary, this.path);
    } catch {
      discard(temporary);
    }
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What cannot be reached cannot be left behind either.
  }
}
