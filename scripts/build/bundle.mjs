import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { repoRoot } from '../lib/repo.mjs';
import { ENTRIES } from './entries.mjs';
import { librariesAsModules } from './lsp-modules.mjs';

/** @typedef {import('./entries.mjs').Entry} Entry */

/**
 * Leaves a dynamic import of another entry as a lazy `require` of its bundle.
 * @type {esbuild.Plugin}
 */
const lazyEntries = {
  name: 'lazy-entries',
  setup(build) {
    const byPath = new Map(ENTRIES.map((entry) => [resolve(repoRoot, entry.source), entry.out]));
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

const MODULE_FOR_WORKERS = "var module = typeof module === 'undefined' ? { exports: {} } : module;";

/**
 * @param {Entry} entry
 * @param {string} folder absolute path
 * @param {boolean} dev readable code
 * @returns {esbuild.BuildOptions & { metafile: true }}
 */
function options({ source, out, platform, banner }, folder, dev) {
  const either = platform === 'either';
  const node = platform !== 'any';
  return {
    entryPoints: [join(repoRoot, source)],
    absWorkingDir: repoRoot,
    outfile: join(folder, out),
    bundle: true,
    platform: node ? 'node' : 'browser',
    format: 'cjs',
    target: node ? 'node20' : 'es2022',
    mainFields: node ? ['module', 'main'] : ['browser', 'module', 'main'],
    external: ['vscode', ...(node ? [] : ['node:*'])],
    minify: !dev,
    // Another bundle is loaded by `require`: Node would parse a CommonJS file twice to import it.
    supported: { 'dynamic-import': false },
    // Maps are not shipped, so that what is shipped names none.
    sourcemap: dev ? 'linked' : 'external',
    sourcesContent: false,
    // The notices of all libraries are in one file, which is packaged.
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    plugins: [lazyEntries, ...(source.startsWith('client/') ? [librariesAsModules] : [])],
    ...(either ? { conditions: ['node', 'browser'] } : {}),
    ...(either || banner ? { banner: { js: banner ?? MODULE_FOR_WORKERS } } : {}),
  };
}

/**
 * Writes every bundle.
 * @param {string} folder absolute path
 * @param {{ dev?: boolean }} [settings] `dev`: readable code
 * @returns {Promise<string[]>} the files that are in the bundles, as paths in the repository, sorted
 */
export async function bundleAll(folder, { dev = false } = {}) {
  const results = await Promise.all(ENTRIES.map((entry) => esbuild.build(options(entry, folder, dev))));
  // A file that is read and contributes nothing is not in the bundle.
  const files = results.flatMap(({ metafile }) =>
    Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => path),
    ),
  );
  return [...new Set(files)].sort();
}
