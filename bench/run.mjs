// `npm run bench [ROW…] [-- --record]`: measures each row of the specification as a ratio to a peer in the
// same run. `--record` writes the result to docs/performance.md. The ratios count; the figures depend on
// the machine and its load.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const record = process.argv.includes('--record');
const names = process.argv.slice(2).filter((a) => !a.startsWith('--'));
// What users get is measured: the bundles as they are packaged.
if (!process.argv.includes('--no-build'))
  execFileSync(process.execPath, ['scripts/package.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
const out = join(root, '.cache/bench');
mkdirSync(out, { recursive: true });
await esbuild.build({
  entryPoints: [join(root, 'bench/core.ts')],
  outfile: join(out, 'core.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
  logLevel: 'error',
});

const rows = [];
const bench = join(out, 'core.mjs');
const known = execFileSync(process.execPath, [bench], { encoding: 'utf8' }).trim().split('\n');
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0)
  throw new Error(`No such row: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
// Each in a process of its own: none is measured beside the garbage of another.
for (const name of known.filter((name) => names.length === 0 || names.includes(name))) {
  const child = spawn(process.execPath, ['--expose-gc', bench, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const row = JSON.parse(line);
    rows.push(row);
    console.log(describe(row));
  }
}
const missed = rows.filter((r) => r.failed !== undefined || r.ratio > r.limit);
console.log(`\n${rows.length - missed.length} of ${rows.length} rows hold.`);
if (record) writeRecord();
process.exitCode = rows.some((r) => r.failed !== undefined) ? 1 : 0;

function describe(row) {
  if (row.failed !== undefined) return `FAILED  ${row.work}: ${row.failed}`;
  return `${row.ratio <= row.limit ? 'holds ' : 'MISSES'}  ${row.ratio.toFixed(2)} (at most ${row.limit})  ${row.work}: ${row.ours}; ${row.peer}`;
}

function writeRecord() {
  const path = join(root, 'docs/performance.md');
  const begin = '<!-- bench:begin -->';
  const end = '<!-- bench:end -->';
  const text = readFileSync(path, 'utf8');
  const table = [
    '| work | ours | peer or limit | ratio | must be |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((r) =>
      r.failed === undefined
        ? `| ${r.work} | ${r.ours} | ${r.peer} | ${r.ratio.toFixed(2)} | ≤ ${r.limit} |`
        : `| ${r.work} | not measured: ${r.failed} | | | |`,
    ),
  ].join('\n');
  const machine = `Measured by \`npm run bench -- --record\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB.`;
  const from = text.indexOf(begin) + begin.length;
  writeFileSync(path, `${text.slice(0, from)}\n${machine}\n\n${table}\n${text.slice(text.indexOf(end))}`);
}
