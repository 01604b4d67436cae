import { afterEach, expect, it } from 'vitest';
import type { Connection } from 'vscode-languageserver';
import { Methods } from '../protocol';
import { TestClient } from '../testing/client';
import { policy } from '../testing/policies';
import { RemoteFiles } from './remote';

const ROOT = 'vscode-vfs://github/acme/policies';
const A = `${ROOT}/a.recpolicy.json`;
const B = `${ROOT}/b.recpolicy.json`;

let client: TestClient;
afterEach(() => client?.dispose());

/** A client whose files are on no disk. */
async function start(files: Map<string, string>, reads: string[] = []) {
  client = await TestClient.start({
    initialize: { workspaceFolders: [{ uri: ROOT, name: 'policies' }] },
    prepare: (c) => {
      c.onRequest(Methods.listFiles, () => [...files.keys(), `${ROOT}/node_modules/x.recpolicy.json`]);
      c.onRequest(Methods.readFile, ({ uri }: { uri: string }) => {
        reads.push(uri);
        if (!files.has(uri)) throw new Error('EntryNotFound (FileSystemError)');
        return { text: files.get(uri) };
      });
    },
  });
}

it('files of a virtual workspace are listed and read through the client', async () => {
  await start(
    new Map([
      [A, policy({ name: 'Desk_One_Recording' })],
      [B, policy({ name: 'Desk_Two_Recording' })],
    ]),
  );
  await client.until(
    () => client.codes(A).includes('priority-collision') && client.codes(B).includes('priority-collision'),
  );
  expect(client.published.filter((p) => p.uri.includes('node_modules'))).toEqual([]);
});

it('the first findings of a document know its configuration though it must be asked for', async () => {
  await start(
    new Map([[`${ROOT}/recpolicy.config.json`, '{ "rules": { "retention-out-of-range": "off" } }']]),
  );
  await client.open(A, policy({ retentionDays: 0 }));
  await client.version(A, 1);
  const codes = client.published.filter((p) => p.uri === A).flatMap((p) => p.diagnostics.map((d) => d.code));
  expect(codes).not.toContain('retention-out-of-range');
});

it('a file is read once, and again when it changed', async () => {
  const files = new Map([[A, policy({ retentionDays: 0 })]]);
  const reads: string[] = [];
  await start(files, reads);
  await client.until(() => client.codes(A).includes('retention-out-of-range'));
  expect(reads.filter((u) => u === A)).toHaveLength(1);
  files.set(A, policy());
  await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: A, type: 2 }] });
  await client.until(() => client.diagnosticsOf(A)!.length === 0);
});

it('several files are read at a time, as each may take a while', async () => {
  const files = Array.from({ length: 40 }, (_, i) => `${ROOT}/p${i}.recpolicy.json`);
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  client = await TestClient.start({
    initialize: { workspaceFolders: [{ uri: ROOT, name: 'policies' }] },
    prepare: (c) => {
      c.onRequest(Methods.listFiles, () => files);
      c.onRequest(Methods.readFile, async ({ uri }: { uri: string }) => {
        if (!files.includes(uri)) throw new Error('EntryNotFound (FileSystemError)');
        asked.push(uri);
        // Nobody is answered before eight have asked.
        if (asked.length < 8) await new Promise<void>((answer) => waiting.push(answer));
        for (const answer of waiting.splice(0)) answer();
        return { text: policy({ retentionDays: 0 }) };
      });
    },
  });
  await client.until(() => files.every((uri) => client.codes(uri).includes('retention-out-of-range')));
  expect([...asked].sort()).toEqual([...files].sort());
});

it('an answer that was under way when the file changed is not taken', async () => {
  const answers: ((answer: { text: string }) => void)[] = [];
  const sendRequest = () => new Promise((resolve) => answers.push(resolve));
  const remote = new RemoteFiles({ sendRequest } as unknown as Connection);
  const first = remote.read(A);
  remote.forget(A);
  const second = remote.read(A);
  answers[1]!({ text: 'new' });
  expect(await second).toEqual({ text: 'new' });
  answers[0]!({ text: 'old' });
  expect(await first).toEqual({ text: 'new' });
  expect(await remote.read(A)).toEqual({ text: 'new' });
});

it('a client that serves no files has its open documents checked', async () => {
  client = await TestClient.start({ initialize: { workspaceFolders: [{ uri: ROOT, name: 'policies' }] } });
  await client.open(A, policy({ retentionDays: 0 }));
  expect((await client.version(A, 1)).map((d) => d.code)).toContain('retention-out-of-range');
});
