import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePolicy } from './projects';

/** Runs something with a project of n policies on disk, and removes the project afterwards. */
export async function withProject<T>(n: number, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'recpolicy-bench-'));
  try {
    mkdirSync(join(folder, 'policies'));
    for (let i = 0; i < n; i++) {
      const { path, text } = makePolicy(i);
      writeFileSync(join(folder, path), text);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
