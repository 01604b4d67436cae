import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from '../support/row';

const ANALYSERS = ['masks-worker.js'];

/** Size of the packaged extension. Needs `npm run package` to have run. */
export async function size(): Promise<Row[]> {
  const dist = join(process.cwd(), 'dist');
  const vsix = readdirSync(dist).find((f) => f.endsWith('.vsix'));
  if (vsix === undefined) throw new Error('no .vsix in dist/: run npm run package first');
  const whole = statSync(join(dist, vsix)).size;
  const analysers = ANALYSERS.map((f) => gzipSync(readFileSync(join(dist, f)), { level: 9 }).length).reduce(
    (a, b) => a + b,
    0,
  );
  const kb = (n: number) => `${Math.round(n / 1000)} KB`;
  return [
    {
      work: 'packaged extension, with its notices',
      ours: `${kb(whole)} (${kb(analysers)} of it regex analysers)`,
      peer: '1,500 KB (limit)',
      ratio: whole / 1_500_000,
      limit: 1,
    },
  ];
}

/** What VS Code's API has at its top: each module of the bundle that uses it copies these. */
function apiNames(): string[] {
  const types = readFileSync(join(process.cwd(), 'node_modules/@types/vscode/index.d.ts'), 'utf8');
  return [...types.matchAll(/^\texport (?:class|enum|namespace|const|function) (\w+)/gm)].map(
    ([, name]) => name!,
  );
}

/** Milliseconds that loading the extension's module takes in a fresh process, without VS Code's own part. */
export async function activation(): Promise<Row[]> {
  const script = `
    const Module = require('node:module');
    const nothing = new Proxy(function () {}, { get: (t, k) => (k === Symbol.toPrimitive ? () => '' : nothing), apply: () => nothing, construct: () => nothing });
    const api = Object.fromEntries(${JSON.stringify(apiNames())}.map((name) => [name, nothing]));
    const load = Module._load;
    Module._load = (name, ...rest) => (name === 'vscode' ? api : load(name, ...rest));
    const start = process.hrtime.bigint();
    require(${JSON.stringify(join(process.cwd(), 'dist/client.js'))});
    console.log(Number(process.hrtime.bigint() - start) / 1e6);
  `;
  const times = Array.from({ length: 9 }, () =>
    Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })),
  );
  const middle = times.sort((a, b) => a - b)[4]!;
  return [
    {
      work: 'loading the extension (its own time of activation, beside starting the server)',
      ours: `${middle.toFixed(0)} ms`,
      peer: '50 ms (limit)',
      ratio: middle / 50,
      limit: 1,
    },
  ];
}
