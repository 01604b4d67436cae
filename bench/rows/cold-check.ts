import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDenseProject, withProject } from '../support/folder';
import type { Row } from '../support/row';
import { median } from '../support/timing';

const ROUNDS = 5;
const OURS = join(process.cwd(), 'dist/cli.js');
const AJV = join(process.cwd(), 'node_modules/ajv-cli/dist/index.js');
const SCHEMA = join(process.cwd(), 'schemas/policy.schema.json');

const BARE = `
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const folder = join(process.argv[2], 'policies');
let n = 0;
for (const name of readdirSync(folder)) if (JSON.parse(readFileSync(join(folder, name), 'utf8')).enabled) n++;
console.log(n);
`;

/** Milliseconds of a whole process, which must end with this exit code. */
function run(args: readonly string[], cwd: string, status = 0): number {
  const started = performance.now();
  const result = spawnSync(process.execPath, [...args], { cwd, encoding: 'utf8', maxBuffer: 2 ** 29 });
  const took = performance.now() - started;
  if (result.status !== status)
    throw new Error(`exit ${result.status}: ${result.stdout.slice(0, 500)}${result.stderr.slice(0, 500)}`);
  return took;
}

/** Two kinds of process in turns, each some times. */
function inTurns(ours: () => number, theirs: () => number): { ours: number; theirs: number } {
  const a: number[] = [];
  const b: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    a.push(ours());
    b.push(theirs());
  }
  return { ours: median(a), theirs: median(b) };
}

const ms = (n: number) => `${Math.round(n)} ms`;

/** `recpolicy validate` against `ajv-cli`, which knows one schema and nothing of other files. */
async function againstAjv(count: number): Promise<Row> {
  const { ours, theirs } = await withProject(count, async (folder) =>
    inTurns(
      () => run([OURS, 'validate'], folder),
      () =>
        run(
          [
            AJV,
            'validate',
            '--strict=false',
            '--validate-formats=false',
            '-s',
            SCHEMA,
            '-d',
            'policies/*.json',
          ],
          folder,
        ),
    ),
  );
  return {
    work: `cold check of ${count.toLocaleString('en')} files by \`recpolicy validate\`, whole process`,
    ours: ms(ours),
    peer: `${ms(theirs)} (ajv-cli)`,
    ratio: ours / theirs,
    limit: 1,
  };
}

/**
 * Where everything overlaps, against a process that reads and parses the same files and does nothing else.
 */
async function dense(): Promise<Row> {
  const scripts = mkdtempSync(join(tmpdir(), 'recpolicy-bare-'));
  const bare = join(scripts, 'bare.cjs');
  writeFileSync(bare, BARE);
  try {
    const { ours, theirs } = await withDenseProject(10_000, async (folder) =>
      inTurns(
        () => run([OURS, 'validate', '--format', 'json'], folder, 1),
        () => run([bare, folder], folder),
      ),
    );
    return {
      work: 'the same of 10,000 files where everything overlaps',
      ours: ms(ours),
      peer: `${ms(theirs)} (bare Node: read and JSON.parse)`,
      ratio: ours / theirs,
      limit: 10,
    };
  } finally {
    rmSync(scripts, { recursive: true, force: true });
  }
}

export async function coldCheck(): Promise<Row[]> {
  return [await againstAjv(1000), await againstAjv(10_000), await dense()];
}
