const imports = require('./scripts/checks/imports.cjs');

/** A folder imports itself, packages, and what the table allows. */
const importsOnly = (from, allowed) => ({
  name: `${from}-imports`,
  comment: `${from}/ may import ${allowed.length === 0 ? 'no other folder' : allowed.join(', ')}.`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: '^(schemas|masks|core|org|server|client|cli|emulator|test|bench|scripts)/',
    pathNot: `^(?:${[from, ...allowed].map((a) => (a.endsWith('.ts') ? `${a.replace('.', '\\.')}$` : `${a}/`)).join('|')})`,
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(imports).map(([from, allowed]) => importsOnly(from, allowed)),
    {
      name: 'vscode-only-in-client',
      comment: 'Only client/ may import vscode.',
      severity: 'error',
      from: { path: '^(schemas|masks|core|org|server|cli|emulator)/' },
      to: { path: '^(vscode$|vscode-languageclient)' },
    },
    {
      name: 'core-does-no-io',
      comment: 'masks/ and core/ are text in, findings out: no Node built-ins and no LSP connection.',
      severity: 'error',
      from: { path: '^(masks|core)/', pathNot: '\\.test\\.ts$|^core/testing/' },
      to: { path: '^(vscode-languageserver($|/)|vscode-languageserver-protocol)', dependencyTypes: ['npm'] },
    },
    {
      name: 'core-uses-no-node-builtin',
      comment: 'masks/ and core/ run in a browser too.',
      severity: 'error',
      from: { path: '^(masks|core)/', pathNot: '\\.test\\.ts$|^core/testing/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-test-code-in-product',
      comment: 'Shipped code imports no test helpers.',
      severity: 'error',
      from: {
        path: '^(schemas|masks|core|org|server|client|cli|emulator)/',
        pathNot: '\\.test\\.ts$|/testing/',
      },
      to: { path: '/testing/|\\.test\\.ts$' },
    },
    {
      name: 'no-circular',
      comment:
        'A circle hides which part comes first. Types count: move a shared interface to a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/fixtures/|^dist/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
