import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import policySchema from '../../schemas/policy.schema.json';
import { withProject } from '../support/folder';
import { LspProcess } from '../support/lsp';
import { makePolicy } from '../support/projects';
import type { Row } from '../support/row';
import { median, quantile } from '../support/timing';

const root = process.cwd();
export const OURS = [join(root, 'dist/cli.js'), 'lsp', '--stdio'];
const require = createRequire(join(root, 'package.json'));
export const PEER = [
  join(
    dirname(require.resolve('vscode-langservers-extracted/package.json')),
    'bin/vscode-json-language-server',
  ),
  '--stdio',
];
const EDITS = 400;
const WARMUP = 200;

/**
 * The place of the number of `"retentionDays": 90`: -1 is below the minimum, so each edit makes a finding
 * come or go on both sides.
 */
function retentionRange(text: string): object {
  const lines = text.split('\n');
  const line = lines.findIndex((l) => l.includes('"retentionDays"'));
  const start = lines[line]!.indexOf(': ') + 2;
  return { start: { line, character: start }, end: { line, character: start + 2 } };
}

/** Associates the policy schema with our file names in the peer. */
export async function givePeerTheSchema(peer: LspProcess): Promise<void> {
  // The library wraps a parameter that is an array, so this is the list itself.
  await peer.connection.sendNotification('json/schemaAssociations', [
    { uri: 'recpolicy:policy', fileMatch: ['*.recpolicy.json'], schema: policySchema },
  ]);
}

export async function ourTimes(folder: string): Promise<number[]> {
  const server = new LspProcess(OURS);
  try {
    await server.initialize(folder);
    const { path, text } = makePolicy(7);
    const uri = `file://${folder}/${path}`;
    const indexed = server.indexed();
    await server.open(uri, text, 'recpolicy');
    await indexed;
    const range = retentionRange(text);
    const times: number[] = [];
    for (let i = 0; i < WARMUP + EDITS; i++) {
      const start = performance.now();
      await server.edit(uri, i + 2, range, i % 2 === 0 ? '-1' : '90');
      if (i >= WARMUP) times.push(performance.now() - start);
    }
    return times;
  } finally {
    server.stop();
  }
}

async function peerTimes(): Promise<number[]> {
  const server = new LspProcess(PEER);
  try {
    await server.initialize(undefined, { initializationOptions: { provideFormatter: true } }, true);
    await givePeerTheSchema(server);
    const { text } = makePolicy(7);
    const uri = 'file:///project/policy.recpolicy.json';
    await server.open(uri, text, 'jsonc');
    const range = retentionRange(text);
    const times: number[] = [];
    for (let i = 0; i < WARMUP + EDITS; i++) {
      const start = performance.now();
      await server.change(uri, i + 2, range, i % 2 === 0 ? '-1' : '90');
      const report: { items: unknown[] } = await server.connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri },
      });
      if (i >= WARMUP) times.push(performance.now() - start);
      if (report.items.length !== (i % 2 === 0 ? 1 : 0))
        throw new Error('the peer found something else: the schema did not reach it');
    }
    return times;
  } finally {
    server.stop();
  }
}

export async function keystroke(): Promise<Row[]> {
  const theirs = await peerTimes();
  const ours = await withProject(10_000, ourTimes);
  const ms = (n: number) => `${n.toFixed(2)} ms`;
  const row = (what: string, a: number, b: number): Row => ({
    work: `keystroke to diagnostics over stdio in a project of 10,000, ${what}`,
    ours: ms(a),
    peer: `${ms(b)} (pulled, one file)`,
    ratio: a / b,
    limit: 1,
  });
  return [
    row('median', median(ours), median(theirs)),
    row('p95', quantile(ours, 0.95), quantile(theirs, 0.95)),
    {
      work: 'the slowest of them, pushed',
      ours: ms(Math.max(...ours)),
      peer: '50 ms (limit; the peer waits 500)',
      ratio: Math.max(...ours) / 50,
      limit: 1,
    },
  ];
}
