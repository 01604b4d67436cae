/**
 * The bundles of the product: each is one file in dist/, made of one source file and what that imports. A
 * dynamic import of another entry stays a lazy load of that file, so that `recpolicy validate` or the
 * extension's activation reads only what it needs.
 */

/**
 * @typedef {object} Entry
 * @property {string} source path in the repository
 * @property {string} out file name in dist/
 * @property {'any' | 'node' | 'either'} platform `any`: code that needs neither Node nor a browser. `either`:
 *   code of both, each part loaded only where it belongs; a worker has no `module`, so the bundle brings one
 *   along
 * @property {string} [banner] first line of the bundle
 */

/** @type {readonly Entry[]} */
export const ENTRIES = [
  { source: 'client/extension.ts', out: 'client.js', platform: 'any' },
  { source: 'client/node/launch-server.ts', out: 'launch-server.js', platform: 'node' },
  { source: 'client/node/run-local-org.ts', out: 'run-local-org.js', platform: 'node' },
  { source: 'client/org/feature.ts', out: 'client-org.js', platform: 'node' },
  { source: 'server/main.ts', out: 'server.js', platform: 'either' },
  { source: 'server/masks/worker.ts', out: 'masks-worker.js', platform: 'any' },
  { source: 'cli/main.ts', out: 'cli.js', platform: 'node', banner: '#!/usr/bin/env node' },
  { source: 'cli/program.ts', out: 'cli-program.js', platform: 'node' },
  { source: 'cli/org/entry.ts', out: 'cli-org.js', platform: 'node' },
  { source: 'emulator/index.ts', out: 'emulator.js', platform: 'node' },
];
