import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { policy } from '../../server/testing/policies';
import { bundleServer, StdioServer } from './lsp/stdio-server';

let bundle: Awaited<ReturnType<typeof bundleServer>>;
let server: StdioServer;
let folder: string;
let rootUri: string;

beforeAll(async () => {
  bundle = await bundleServer();
});
afterAll(() => bundle.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recpolicy-project-'));
  rootUri = pathToFileURL(folder).href;
  server = new StdioServer(bundle.script);
});
afterEach(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const uri = (name: string) => `${rootUri}/${name}`;

describe('clients that say what they must not', () => {
  it('a request before initialize is refused, and initialize still works', async () => {
    const early = await server.answerTo(server.ask('textDocument/hover', {}));
    expect(early.error?.code).toBe(-32002);
    await server.initialize({ rootUri });
    server.open(uri('a.recpolicy.json'), policy({ retentionDays: 0 }));
    await server.until(() => server.codes(uri('a.recpolicy.json')).includes('retention-out-of-range'));
  });

  it.each([
    ['bad JSON', 'Content-Length: 9\r\n\r\n{"id": 1,'],
    ['JSON that is no object', 'Content-Length: 4\r\n\r\nnull'],
    ['no length', 'Content-Type: text/plain\r\n\r\n'],
    ['a length of 9 TB', 'Content-Length: 9999999999999\r\n\r\n{}'],
    ['a negative length', 'Content-Length: -5\r\n\r\n'],
    ['noise', 'x'.repeat(10_000)],
  ])('%s is answered with an error, and the next message is served', async (_name, bytes) => {
    await server.initialize({ rootUri });
    server.bytes(bytes);
    server.open(uri('a.recpolicy.json'), policy({ retentionDays: 0 }));
    await server.until(() => server.codes(uri('a.recpolicy.json')).length > 0);
    expect(server.received.filter((m) => m.id === null && m.error !== undefined).length).toBeGreaterThan(0);
  });

  it('an unknown method is refused, a request after shutdown too, and exit ends with 0', async () => {
    await server.initialize({ rootUri });
    expect((await server.answerTo(server.ask('textDocument/moniker', {}))).error?.code).toBe(-32601);
    await server.request('shutdown', undefined);
    expect((await server.answerTo(server.ask('textDocument/hover', {}))).error?.code).toBe(-32600);
    server.notify('exit', undefined);
    await server.until(() => server.exitCode !== undefined);
    expect(server.exitCode).toBe(0);
  });

  it('the end of input ends the server', async () => {
    await server.initialize({ rootUri });
    server.process.stdin.end();
    await server.until(() => server.exitCode !== undefined);
    expect(server.exitCode).toBe(1);
  });
});

describe('other editors', () => {
  it('like eglot: empty settings after initialize, no snippets, no pulling', async () => {
    await server.initialize({
      rootPath: folder,
      rootUri,
      capabilities: { textDocument: { completion: { completionItem: {} } } },
    });
    server.notify('workspace/didChangeConfiguration', { settings: {} });
    server.open(uri('a.recpolicy.json'), policy({ retentionDays: 0 }), 'js-json');
    await server.until(() => server.codes(uri('a.recpolicy.json')).includes('retention-out-of-range'));
    server.open(uri('b.recpolicy.json'), '{\n  \n}', 'js-json');
    const list = await server.request<{ items: { insertText?: string; textEdit?: { newText: string } }[] }>(
      'textDocument/completion',
      {
        textDocument: { uri: uri('b.recpolicy.json') },
        position: { line: 1, character: 2 },
      },
    );
    expect(list.items.length).toBeGreaterThan(5);
    expect(JSON.stringify(list.items)).not.toMatch(/\$\{?\d/);
  });

  it('like an old Neovim: a root by URI, null for what it has not', async () => {
    await server.initialize({
      rootUri,
      workspaceFolders: null,
      initializationOptions: null,
      trace: 'off',
      capabilities: { workspace: { configuration: true }, textDocument: null },
    });
    server.open(uri('a.recpolicy.json'), policy({ retentionDays: 0 }));
    await server.until(() => server.codes(uri('a.recpolicy.json')).includes('retention-out-of-range'));
  });

  it('without a folder: the single file is checked', async () => {
    put('recpolicy.config.json', '{ "rules": { "retention-out-of-range": "hint" } }');
    await server.initialize({ rootUri: null });
    server.open(uri('a.recpolicy.json'), policy({ retentionDays: 0 }));
    await server.until(
      () =>
        server
          .published(uri('a.recpolicy.json'))
          ?.diagnostics.some((d) => d.code === 'retention-out-of-range' && d.severity === 4) === true,
    );
  });
});

describe('files on disk', () => {
  it('collide over files that are not open; findings go with a deleted file and follow a renamed one', async () => {
    put('a.recpolicy.json', policy({ name: 'Desk_One_Recording' }));
    put('b.recpolicy.json', policy({ name: 'Desk_Two_Recording' }));
    await server.initialize({ rootUri });
    await server.until(() =>
      ['a', 'b'].every((n) => server.codes(uri(`${n}.recpolicy.json`)).includes('priority-collision')),
    );
    renameSync(join(folder, 'b.recpolicy.json'), join(folder, 'c.recpolicy.json'));
    server.notify('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: uri('b.recpolicy.json'), type: 3 },
        { uri: uri('c.recpolicy.json'), type: 1 },
      ],
    });
    await server.until(
      () =>
        server.published(uri('b.recpolicy.json'))!.diagnostics.length === 0 &&
        server.codes(uri('c.recpolicy.json')).includes('priority-collision'),
    );
    rmSync(join(folder, 'c.recpolicy.json'));
    server.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('c.recpolicy.json'), type: 3 }],
    });
    await server.until(() =>
      [uri('a.recpolicy.json'), uri('c.recpolicy.json')].every(
        (u) => !server.codes(u).includes('priority-collision'),
      ),
    );
    expect(server.published(uri('c.recpolicy.json'))!.diagnostics).toEqual([]);
  });

  it('a folder named like a policy is told of, and what is in it is checked', async () => {
    mkdirSync(join(folder, 'x.recpolicy.json'));
    put('x.recpolicy.json/y.recpolicy.json', policy({ retentionDays: 0 }));
    await server.initialize({ rootUri });
    await server.until(() =>
      server.codes(uri('x.recpolicy.json/y.recpolicy.json')).includes('retention-out-of-range'),
    );
    await server.until(() => server.published(uri('x.recpolicy.json')) !== undefined);
    expect(server.published(uri('x.recpolicy.json'))!.diagnostics[0]!.message).toContain('folder');
  });

  it('other people’s folders are left alone', async () => {
    for (const name of ['node_modules', '.git', '.recpolicy']) {
      mkdirSync(join(folder, name));
      put(`${name}/a.recpolicy.json`, policy({ retentionDays: 0 }));
    }
    put('z.recpolicy.json', policy({ retentionDays: 0 }));
    await server.initialize({ rootUri });
    await server.until(() => server.codes(uri('z.recpolicy.json')).length > 0);
    expect(server.received.filter((m) => m.method === 'textDocument/publishDiagnostics')).toHaveLength(1);
  });
});

describe('big things', () => {
  it('a hover is answered while thousands of files are indexed, with progress shown', async () => {
    const count = 2000;
    for (let i = 0; i < count; i++)
      put(
        `p${i}.recpolicy.json`,
        policy({
          name: `Desk_N${i}_Recording`,
          targets: [{ type: 'GROUP', id: `g${i}` }],
          retentionDays: i === count - 1 ? 0 : 90,
        }),
      );
    await server.initialize({
      rootUri,
      capabilities: {
        window: { workDoneProgress: true },
        textDocument: { hover: { contentFormat: ['markdown'] } },
      },
    });
    const about = uri('p0.recpolicy.json');
    const indexing = () => server.received.some((m) => m.method === '$/progress');
    server.open(about, policy());
    await server.until(indexing, 'progress');
    const ended = () =>
      server.received.some(
        (m) => (m.params as { value?: { kind?: string } } | undefined)?.value?.kind === 'end',
      );
    const hover = await server.request('textDocument/hover', {
      textDocument: { uri: about },
      position: { line: 4, character: 6 },
    });
    expect(hover).not.toBeNull();
    expect(ended()).toBe(false);
    await server.until(() =>
      server.codes(uri(`p${count - 1}.recpolicy.json`)).includes('retention-out-of-range'),
    );
    await server.until(ended, 'end of progress');
  });

  it('a cancelled request is answered as cancelled', async () => {
    for (let i = 0; i < 1500; i++)
      put(
        `p${i}.recpolicy.json`,
        policy({ name: `Desk_N${i}_Recording`, targets: [{ type: 'GROUP', id: `{{desk}}-${i}` }] }),
      );
    put('recpolicy.config.json', '{ "environments": { "prod": { "variables": { "desk": "g" } } } }');
    await server.initialize({ rootUri });
    const id = server.ask('recpolicy/validateProject', null);
    server.notify('$/cancelRequest', { id });
    expect((await server.answerTo(id)).error?.code).toBe(-32800);
    const again = await server.request<{ files: number }>('recpolicy/validateProject', null);
    expect(again.files).toBe(1501);
  });

  it.each([
    ['100,000 brackets', '['.repeat(100_000)],
    ['10 MB', policy({ description: 'x'.repeat(10 * 1024 * 1024) })],
    [
      '10 MB of targets',
      policy({ targets: Array.from({ length: 160_000 }, (_, i) => ({ type: 'GROUP', id: `group-${i}` })) }),
    ],
  ])('%s: a finding, and the server lives', async (_name, text) => {
    await server.initialize({ rootUri });
    server.open(uri('big.recpolicy.json'), text);
    await server.until(() => server.published(uri('big.recpolicy.json'))?.version === 1);
    server.open(uri('a.recpolicy.json'), policy({ retentionDays: 0 }));
    await server.until(() => server.codes(uri('a.recpolicy.json')).includes('retention-out-of-range'));
    expect(await server.end()).toBe(0);
  });
});
