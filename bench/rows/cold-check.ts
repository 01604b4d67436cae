import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withProject } from '../support/folder';
import type { Row } from '../support/row';
import { median } from '../support/timing';

const ROUNDS = 7;

const BARE = `
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const folder = join(process.argv[2], 'policies');
let n = 0;
for (const name of readdirSync(folder)) if (JSON.parse(readFileSync(join(folder, name), 'utf8')).enabled) n++;
console.log(n);
`;

function run(args: readonly string[], cwd: string): number {
  const started = performance.now();
  const result = spawnSync(process.execPath, [...args], { cwd, encoding: 'utf8' });
  const took = performance.now() - started;
  if (result.status !== 0)
    throw new Error(`exit ${result.status}: ${result.stdout.slice(0, 500)}${result.stderr.slice(0, 500)}`);
  if (!result.stdout.includes('10000'))
    throw new Error(`not all files were read: ${result.stdout.slice(0, 200)}`);
  return took;
}

/** The whole process: `recpolicy validate` against one that reads and parses the same files and does nothing else. */
export async function coldCheck(): Promise<Row[]> {
  return withProject(10_000, async (folder) => {
    const scripts = mkdtempSync(join(tmpdir(), 'recpolicy-bare-'));
    const bare = join(scripts, 'bare.cjs');
    writeFileSync(bare, BARE);
    const a: number[] = [];
    const b: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      a.push(run([join(process.cwd(), 'dist/cli.js'), 'validate'], folder));
      b.push(run([bare, folder], folder));
    }
    rmSync(scripts, { recursive: true, force: true });
    return [
      {
        work: 'cold check of 10,000 files by `recpolicy validate`, whole process',
        ours: `${Math.round(median(a))} ms`,
        peer: `${Math.round(median(b))} ms (bare Node: read and JSON.parse)`,
        ratio: median(a) / median(b),
        limit: 2,
      },
    ];
  });
}
