// Imports run one way: schemas, masks → core → org → server, client, cli. Each rule names a folder and what
// it must not reach.
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: '^(schemas|masks|core|org|server|client|cli|emulator|test|bench|scripts)/',
    pathNot: `^(?:${[from, ...allowed].map((a) => (a.endsWith('.ts') ? `${a}$` : `${a}/`)).join('|')})`,
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('schemas-import-nothing', 'schemas', [], 'schemas/ is the source; it imports no other folder.'),
    only(
      'masks-is-a-library',
      'masks',
      [],
      'masks/ is a library: pattern in, verdict out. It imports no other folder.',
    ),
    only('core-is-pure', 'core', ['schemas', 'masks'], 'core/ may import schemas/ and masks/ only.'),
    only(
      'org-sits-on-core',
      'org',
      ['schemas', 'masks', 'core'],
      'org/ may import schemas/, masks/ and core/ only.',
    ),
    only(
      'emulator-stands-alone',
      'emulator',
      ['schemas'],
      'emulator/ is the other side of the wire; it shares only the OpenAPI document.',
    ),
    only(
      'server-wires-core',
      'server',
      ['schemas', 'masks', 'core', 'org'],
      'server/ may import schemas/, masks/, core/ and org/ only.',
    ),
    // The protocol is the contract of the two: requests and their types, no code.
    only(
      'client-is-a-shell',
      'client',
      ['schemas', 'masks', 'core', 'org', 'server/protocol\\.ts'],
      'client/ may import schemas/, masks/, core/, org/ and the protocol of server/ only.',
    ),
    only(
      'cli-is-a-shell',
      'cli',
      ['schemas', 'masks', 'core', 'org', 'server', 'emulator'],
      'cli/ may start the server and the emulator.',
    ),
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
      comment: 'A cycle hides which part comes first.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
