import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MadePolicy, makeDensePolicy, makePolicy } from './projects';

/** Runs something with a project of n policies on disk, and removes the project afterwards. */
export function withProject<T>(n: number, work: (folder: string) => Promise<T>): Promise<T> {
  return withPolicies(n, makePolicy, work);
}

/** The same with a project in which all policies overlap with many others. */
export function withDenseProject<T>(n: number, work: (folder: string) => Promise<T>): Promise<T> {
  return withPolicies(n, makeDensePolicy, work);
}

async function withPolicies<T>(
  n: number,
  make: (i: number) => MadePolicy,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'recpolicy-bench-'));
  try {
    mkdirSync(join(folder, 'policies'));
    for (let i = 0; i < n; i++) {
      const { path, text } = make(i);
      writeFileSync(join(folder, path), text);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
