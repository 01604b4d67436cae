import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { repoRoot as root } from '../lib/repo.mjs';
import { asModule, librariesAsModules } from './lsp-modules.mjs';

const require = createRequire(import.meta.url);

/** Anything VS Code's API may be asked for while a library is loaded. */
const api = new Proxy(class {}, { get: (target, key) => (key in target ? target[key] : api) });

async function bundled(contents, plugins) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    conditions: ['browser'],
    external: ['vscode'],
    logLevel: 'silent',
    plugins,
  });
  return outputFiles[0].text;
}

/** What an entry point exports, bundled as it is published or as a module. */
async function exported(entry, plugins) {
  const text = await bundled(`export * from ${JSON.stringify(entry)};`, plugins);
  const module = { exports: {} };
  const fromHere = (name) => (name === 'vscode' ? api : require(name));
  new Function('module', 'exports', 'require', text)(module, module.exports, fromHere);
  return module.exports;
}

/** The shape of a value: its members that are plain, and what kind the others are of. */
function shape(value, depth = 3) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return value;
  if (depth === 0) return typeof value;
  const members = Object.entries(Object.getOwnPropertyDescriptors(value))
    .filter(([name]) => !['name', 'length', 'arguments', 'caller'].includes(name))
    .map(([name, { get, value: member }]) => [name, get === undefined ? shape(member, depth - 1) : 'getter']);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('libraries as modules', () => {
  it.each([
    'vscode-languageserver/node',
    'vscode-languageserver/browser',
    'vscode-languageserver-protocol/browser',
    'vscode-languageclient',
  ])('%s exports the same', async (entry) => {
    const published = { ...(await exported(entry, [])) };
    const ours = await exported(entry, [librariesAsModules]);
    expect(Object.keys(published).length).toBeGreaterThan(100);
    // A name that two modules export is the first one's in CommonJS and nobody's in modules; to use it there
    // must fail.
    const missing = Object.keys(published).filter((name) => !(name in ours));
    expect(missing.length).toBeLessThan(3);
    for (const name of missing) {
      const use = `import * as all from '${entry}'; export const used = all.${name};`;
      await expect(bundled(use, [librariesAsModules])).rejects.toThrow('multiple matching exports');
      delete published[name];
    }
    expect(Object.keys(ours).sort()).toEqual(Object.keys(published).sort());
    for (const [name, value] of Object.entries(published))
      expect([name, shape(ours[name])]).toEqual([name, shape(value)]);
  });

  it('refuses what it does not know', () => {
    const head = 'Object.defineProperty(exports, "__esModule", { value: true });\n';
    expect(asModule(`${head}exports.a = 1;\nconst b = exports.a;\n`, 'x.js')).toContain(
      'export const a = 1;\nconst b = a;',
    );
    expect(() => asModule(`${head}function f() { return require("x"); }\n`, 'x.js')).toThrow('x.js');
    expect(() => asModule(`${head}if (b) exports.a = 1;\n`, 'x.js')).toThrow('exports.a');
    expect(() => asModule('module.exports = 1;\n', 'x.js')).toThrow('x.js');
  });
});
