/**
 * Needed by the row "loading the extension" of docs/performance.md: with it the extension takes a third of
 * the time to load that stock bundles take.
 *
 * The language client and the protocol are published as CommonJS, which a bundler must take whole: every
 * module in a function that is parsed twice, every namespace of the protocol, used or not, and a copy of VS
 * Code's API for each of 80 modules. TypeScript wrote them, always in the same few forms; put back into the
 * form of modules, they share one scope and one API. A form that is not known stops the build.
 */
import { readFile } from 'node:fs/promises';

const LIBRARIES =
  /[\\/]node_modules[\\/]vscode-(?:jsonrpc|languageclient|languageserver(?:-protocol|-types)?)[\\/]lib[\\/].*\.js$/;

/**
 * VS Code's API is taken once. As a module's import it would be copied, name by name, for every module that
 * asks for it.
 */
const API = '"vscode-api"';

const HEAD = /^Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);$/m;
const VALUE = String.raw`(?:__import(?:Star|Default)\()?require\(("[^"]+")\)\)?`;

/**
 * A namespace nobody else adds to: `var N; (function (N) { … })(N || (N = {}));`. As one value without side
 * effects, it can be left out.
 */
const NAMESPACE =
  /^(export )?var (\w+);\n((?:\/\*\*[\s\S]*?\*\/\n|\/\/.*\n)*)\(function \(\2\) \{\n((?:(?: .*)?\n)*)\}\)\(\2 \|\| \((exports\.\2 = )?\2 = \{\}\)\);$/gm;

/** @type {(...found: string[]) => string} */
const pure = (_, exported, name, comment, body, assigned) =>
  `${comment}${exported || assigned ? 'export ' : ''}const ${name} = /* @__PURE__ */ (function (${name}) {\n${body}return ${name};\n})({});`;

/**
 * The same module in ESM. Throws where the text has a form this does not know.
 *
 * @param {string} source what tsc wrote, as CommonJS or (the types) as modules
 * @param {string} path for messages
 */
export function asModule(source, path) {
  const text = source.replaceAll('\r\n', '\n');
  if (!text.includes('exports')) return text.replace(NAMESPACE, pure);
  const head = HEAD.exec(text);
  if (head === null) throw new Error(`${path}: not the CommonJS that TypeScript writes.`);
  const sources = new Map();
  const local = new Set();
  const result = text
    .slice(head.index + head[0].length)
    // exports.A = exports.B = void 0;
    .replace(/^(?:exports\.\w+ = )+void 0;$/gm, '')
    .replace(NAMESPACE, (...found) => {
      if (found[5]) local.add(found[2]);
      return pure(...found);
    })
    // A class or function with a namespace of its own.
    .replace(/^\}\)\((\w+) \|\| \(exports\.\1 = \1 = \{\}\)\);$/gm, '})($1);')
    .replace(new RegExp(`^(?:const|var) (\\w+) = ${VALUE};$`, 'gm'), (_, name, from) => {
      if (from === '"vscode"') return `import { vscode as ${name} } from ${API};`;
      sources.set(name, from);
      return `import * as ${name} from ${from};`;
    })
    .replace(/^__exportStar\(require\(("[^"]+")\), exports\);$/gm, 'export * from $1;')
    .replace(
      /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.(\w+); \} \}\);$/gm,
      (_, name, from, inner) => `export { ${inner} as ${name} } from ${sources.get(from)};`,
    )
    .replace(/^exports\.default = (\w+);$/gm, 'export { $1 as default };')
    .replace(/^exports\.(\w+) = \1;$/gm, (_, name) => {
      local.add(name);
      return `export { ${name} };`;
    })
    .replace(/^exports\.(\w+) = /gm, (_, name) => {
      local.add(name);
      return `export const ${name} = `;
    })
    .replace(/\bexports\.(\w+)\b/g, (whole, name) => (local.has(name) ? name : whole));
  const strange = /^.*(?:\bexports\b|\brequire\(|__importStar|__exportStar).*$/m.exec(
    result.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
  );
  if (strange !== null) throw new Error(`${path}: cannot be made a module, because of: ${strange[0].trim()}`);
  return result;
}

const ourImport = /^import \* as vscode from 'vscode';$/m;

/** @type {import('esbuild').Plugin} */
export const librariesAsModules = {
  name: 'libraries-as-modules',
  setup(build) {
    // Of a name that two modules export, CommonJS takes the first; here it would be undefined.
    build.initialOptions.logOverride = {
      ...build.initialOptions.logOverride,
      'import-is-undefined': 'error',
    };
    build.onLoad({ filter: LIBRARIES }, async ({ path }) => ({
      contents: asModule(await readFile(path, 'utf8'), path),
    }));
    build.onLoad({ filter: /[\\/]client[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(ourImport, `import { vscode } from ${API};`),
      loader: 'ts',
    }));
    build.onResolve({ filter: /^vscode-api$/ }, () => ({ path: 'vscode-api', namespace: 'vscode-api' }));
    build.onLoad({ filter: /.*/, namespace: 'vscode-api' }, () => ({
      contents: "export const vscode = require('vscode');",
    }));
  },
};
