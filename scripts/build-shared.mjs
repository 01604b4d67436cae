// Core code that the extension's org part needs is in the server's bundle already. Packaged once, it is taken from there: the server
// exports the modules that the org part asks for, by path.
import { relative, sep } from 'node:path';
import { root } from './generate/files.mjs';

const SHARED =
  /^(?:core|schemas\/generated|node_modules\/(?:picomatch|jsonc-parser|ipaddr\.js|vscode-languageserver-types))\//;

const pathOf = (absolute) => relative(root, absolute).split(sep).join('/');

/** For the bundle that borrows: leaves shared modules out and notes them in `wanted`. */
export function borrow(wanted) {
  return {
    name: 'borrow',
    setup(build) {
      build.onResolve({ filter: /.*/ }, async (args) => {
        if (args.pluginData?.inner || args.kind === 'entry-point' || args.namespace !== 'file')
          return undefined;
        const { importer, namespace, resolveDir, kind } = args;
        const found = await build.resolve(args.path, {
          importer,
          namespace,
          resolveDir,
          kind,
          pluginData: { inner: true },
        });
        if (found.external || found.errors.length > 0) return undefined;
        const path = pathOf(found.path);
        if (!SHARED.test(path)) return undefined;
        wanted.add(path);
        return { path, namespace: 'borrowed' };
      });
      build.onResolve({ filter: /^\.\/server\.js$/, namespace: 'borrowed' }, () => ({
        path: './server.js',
        external: true,
      }));
      build.onLoad({ filter: /.*/, namespace: 'borrowed' }, ({ path }) => ({
        contents: `module.exports = require('./server.js').shared(${JSON.stringify(path)});`,
        resolveDir: root,
      }));
    },
  };
}

/** The server's entry with what others borrow of it. */
export function lendingEntry(source, wanted) {
  const modules = [...wanted].sort().map((path) => `${JSON.stringify(path)}: () => require('./${path}')`);
  return {
    contents: `export * from './${source}';\nconst modules = { ${modules.join(', ')} };\nexport const shared = (path) => modules[path]();\n`,
    resolveDir: root,
    sourcefile: 'server-and-shared.js',
    loader: 'js',
  };
}
