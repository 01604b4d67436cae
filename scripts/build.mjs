// Bundles the product into dist/. Each entry is one file; a dynamic import of another entry stays a lazy load of that file, so
// that `recpolicy validate` or the extension's activation reads only what it needs.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { lateBuiltins } from './build-builtins.mjs';
import { withoutUnusedFeatures, withPlainGlobs } from './build-client.mjs';
import { librariesAsModules } from './build-modules.mjs';
import { borrow, lendingEntry } from './build-shared.mjs';
import { writeRulePages } from './lib/rule-pages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dev = process.argv.includes('--dev');

/**
 * Source entry → bundle. `any`: code that needs neither Node nor a browser. `either`: code of both, each part loaded only where it belongs; a
 * worker has no `module`, so the bundle brings one along.
 */
const ENTRIES = [
  { source: 'client/extension.ts', out: 'client.js', platform: 'any', external: ['vscode'] },
  { source: 'client/node/launch-server.ts', out: 'launch-server.js', platform: 'node', external: ['vscode'] },
  {
    source: 'client/node/run-local-org.ts',
    out: 'run-local-org.js',
    platform: 'node',
    external: ['vscode'],
  },
  {
    source: 'client/org/feature.ts',
    out: 'client-org.js',
    platform: 'node',
    external: ['vscode'],
    borrows: true,
  },
  { source: 'server/main.ts', out: 'server.js', platform: 'either' },
  { source: 'server/masks/worker.ts', out: 'masks-worker.js', platform: 'any' },
  { source: 'cli/main.ts', out: 'cli.js', platform: 'node', banner: '#!/usr/bin/env node' },
  { source: 'cli/program.ts', out: 'cli-program.js', platform: 'node' },
  { source: 'cli/project/read-ahead/worker.ts', out: 'read-ahead.js', platform: 'node' },
  { source: 'cli/org/entry.ts', out: 'cli-org.js', platform: 'node' },
  { source: 'emulator/index.ts', out: 'emulator.js', platform: 'node' },
].filter((e) => existsSync(join(root, e.source)));

/** Modules of the server's bundle that others take from there. */
const borrowed = new Set();

const EITHER = "var module = typeof module === 'undefined' ? { exports: {} } : module;";

/** Leaves a dynamic import of another entry as a lazy `require` of its bundle. */
const lazyEntries = {
  name: 'lazy-entries',
  setup(build) {
    const byPath = new Map(ENTRIES.map((e) => [resolve(root, e.source), e.out]));
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const base = resolve(args.resolveDir, args.path);
      for (const candidate of [`${base}.ts`, join(base, 'index.ts'), base]) {
        const out = byPath.get(candidate);
        if (out !== undefined) return { path: `./${out}`, external: true };
      }
      return undefined;
    });
  },
};

function options(entry) {
  const either = entry.platform === 'either';
  const node = entry.platform === 'node' || either;
  return {
    ...(either
      ? { stdin: lendingEntry(entry.source, borrowed) }
      : { entryPoints: [join(root, entry.source)] }),
    outfile: join(staging, entry.out),
    bundle: true,
    platform: node ? 'node' : 'browser',
    format: 'cjs',
    target: node ? 'node20' : 'es2022',
    mainFields: node ? ['module', 'main'] : ['browser', 'module', 'main'],
    external: [...(entry.external ?? []), ...(entry.platform === 'any' ? ['node:*'] : [])],
    minify: !dev,
    // Another bundle is loaded by `require`: Node reads a CommonJS file that is imported twice, the first time with a lexer in JavaScript.
    supported: { 'dynamic-import': false },
    // Class and function names stay readable in stack traces of the command line and the server.
    keepNames: false,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [
      lazyEntries,
      withoutUnusedFeatures,
      withPlainGlobs,
      librariesAsModules,
      ...(entry.source.startsWith('cli/') ? [lateBuiltins] : []),
      ...(entry.borrows ? [borrow(borrowed)] : []),
    ],
    ...(either ? { conditions: ['node', 'browser'], banner: { js: EITHER } } : {}),
    ...(entry.banner ? { banner: { js: entry.banner } } : {}),
  };
}

const started = Date.now();
if (!process.argv.includes('--no-generate')) await import('./generate.mjs');
// Bundles are moved into place whole: an editor that runs from dist/ never finds one half-written or missing.
const staging = join(root, 'dist', `.staging-${process.pid}`);
mkdirSync(staging, { recursive: true });
try {
  // Whoever borrows from the server's bundle says first what.
  await Promise.all(ENTRIES.filter((e) => e.borrows).map((e) => esbuild.build(options(e))));
  await Promise.all(ENTRIES.filter((e) => !e.borrows).map((e) => esbuild.build(options(e))));
  writeRulePages(staging);
  for (const name of readdirSync(staging)) renameSync(join(staging, name), join(root, 'dist', name));
} finally {
  rmSync(staging, { recursive: true, force: true });
}
console.log(`built ${ENTRIES.map((e) => e.out).join(', ')} in ${Date.now() - started} ms`);
