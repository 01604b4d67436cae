import { afterEach, describe, expect, it } from 'vitest';
import { type ClientSetup, FOLDER, TestClient } from './testing/client';
import { MemoryFiles } from './testing/files';
import { policy } from './testing/policies';

const A = `${FOLDER}/a.recpolicy.json`;
const B = `${FOLDER}/b.recpolicy.json`;

let client: TestClient;
const start = async (setup: ClientSetup = {}) => {
  client = await TestClient.start({ files: new MemoryFiles(), ...setup });
  return client;
};
afterEach(() => client.dispose());

describe('findings of the open document', () => {
  it('are published for each version, named', async () => {
    await start();
    await client.open(A, policy({ retentionDays: 366 }));
    expect((await client.version(A, 1)).map((d) => d.code)).toContain('retention-out-of-range');
    await client.change(A, policy({ retentionDays: 365 }), 2);
    expect((await client.version(A, 2)).map((d) => d.code)).not.toContain('retention-out-of-range');
  });

  it('follow incremental changes in UTF-16 positions', async () => {
    await start();
    const text = policy({ name: 'Team_😀_Recording', retentionDays: 9 });
    await client.open(A, text);
    await client.version(A, 1);
    const line = text.split('\n').findIndex((l) => l.includes('retentionDays'));
    const character = text.split('\n')[line]!.indexOf('9') + 1;
    await client.notify('textDocument/didChange', {
      textDocument: { uri: A, version: 2 },
      contentChanges: [
        { range: { start: { line, character }, end: { line, character } }, text: '99' },
        { range: { start: { line: 9999, character: 9 }, end: { line: 99999, character: 0 } }, text: '\n' },
      ],
    });
    const found = (await client.version(A, 2)).find((d) => d.code === 'retention-out-of-range');
    expect(found?.range).toEqual({
      start: { line, character: character - 1 },
      end: { line, character: character + 2 },
    });
  });

  it('go by the file name, whatever the language id', async () => {
    await start();
    await client.open(A, policy({ retentionDays: 0 }), 'plaintext');
    expect((await client.version(A, 1)).length).toBeGreaterThan(0);
    await client.open(`${FOLDER}/other.json`, '{"retentionDays": 0}', 'recpolicy');
    expect(await client.version(`${FOLDER}/other.json`, 1)).toEqual([]);
  });

  it('cover a new document of our language that has no file yet', async () => {
    await start();
    await client.open('untitled:Untitled-1', policy({ retentionDays: 0 }));
    expect((await client.version('untitled:Untitled-1', 1)).map((d) => d.code)).toContain(
      'retention-out-of-range',
    );
  });

  it('keep one spelling of a URI for all: an encoded drive letter or blank is the same file', async () => {
    await start({ files: new MemoryFiles({ [`${FOLDER}/a%20b.recpolicy.json`]: policy() }) });
    const odd = `${FOLDER}/a b.recpolicy.json`;
    await client.open(odd, policy({ retentionDays: 0 }));
    await client.version(odd, 1);
    await client.open(B, policy());
    await client.version(B, 1);
    const collision = client.diagnosticsOf(B)!.find((d) => d.code === 'priority-collision');
    expect(collision?.message).toBeDefined();
  });
});

describe('cross-file findings', () => {
  it('appear and vanish on an open file as another is edited', async () => {
    await start();
    await client.open(A, policy({ name: 'Desk_One_Recording' }));
    await client.open(B, policy({ name: 'Desk_Two_Recording', priority: 200 }));
    await client.version(B, 1);
    expect(client.codes(A)).not.toContain('priority-collision');
    await client.change(B, policy({ name: 'Desk_Two_Recording', priority: 100 }), 2);
    await client.until(
      () => client.codes(A).includes('priority-collision') && client.codes(B).includes('priority-collision'),
    );
    await client.change(B, policy({ name: 'Desk_Two_Recording', priority: 200 }), 3);
    await client.until(
      () =>
        !client.codes(A).includes('priority-collision') && !client.codes(B).includes('priority-collision'),
    );
  });

  it('are published for files that are not open, and follow edits of open ones', async () => {
    await start({
      files: new MemoryFiles({
        [A]: policy({ name: 'Desk_One_Recording' }),
        [B]: policy({ name: 'Desk_Two_Recording' }),
      }),
    });
    await client.until(
      () => client.codes(A).includes('priority-collision') && client.codes(B).includes('priority-collision'),
    );
    await client.open(B, policy({ name: 'Desk_Two_Recording', priority: 7 }));
    await client.until(() => !client.codes(A).includes('priority-collision'));
  });

  it('hold what the file says once the editor closes it unsaved', async () => {
    await start({ files: new MemoryFiles({ [A]: policy({ retentionDays: 0 }) }) });
    await client.open(A, policy());
    await client.until(() => client.published.some((p) => p.version === 1));
    await client.close(A);
    await client.until(() => client.codes(A).includes('retention-out-of-range'));
  });

  it('of a file outside the folders end when it is closed, with the collisions they made', async () => {
    const outside = 'file:///elsewhere/c.recpolicy.json';
    await start({ files: new MemoryFiles({ [outside]: policy({ retentionDays: 0 }) }) });
    await client.open(outside, policy({ retentionDays: 0 }));
    await client.until(() => client.codes(outside).length > 0);
    await client.close(outside);
    await client.until(() => client.diagnosticsOf(outside)!.length === 0);
  });

  it('a directive is not called unused before the file it is about has been read', async () => {
    const silenced = `// recpolicy-disable priority-collision -- both desks agreed\n${policy({ name: 'Desk_Two_Recording' })}`;
    const unused = policy({ name: 'Desk_Three_Recording', priority: 7 });
    await start({ files: new MemoryFiles({ [A]: policy({ name: 'Desk_One_Recording' }), [B]: silenced }) });
    await client.open(B, silenced);
    const C = `${FOLDER}/c.recpolicy.json`;
    await client.open(C, `// recpolicy-disable no-targets -- not needed\n${unused}`);
    await client.until(() => client.codes(C).includes('unused-directive'));
    await client.until(() => client.codes(A).includes('priority-collision'));
    const codes = client.published
      .filter((p) => p.uri === B)
      .flatMap((p) => p.diagnostics.map((d) => d.code));
    expect(codes).not.toContain('unused-directive');
  });

  it('know the configuration before the first finding of a document', async () => {
    await start({
      files: new MemoryFiles({
        [`${FOLDER}/recpolicy.config.json`]: '{ "rules": { "retention-out-of-range": "off" } }',
        [A]: policy(),
      }),
    });
    await client.open(A, policy({ retentionDays: 0 }));
    expect((await client.version(A, 1)).map((d) => d.code)).not.toContain('retention-out-of-range');
  });

  it('follow the configuration as it is edited', async () => {
    await start();
    const config = `${FOLDER}/recpolicy.config.json`;
    await client.open(A, policy({ retentionDays: 0 }));
    await client.version(A, 1);
    expect(client.codes(A)).toContain('retention-out-of-range');
    await client.open(config, '{ "rules": { "retention-out-of-range": "off" } }');
    await client.until(() => !client.codes(A).includes('retention-out-of-range'));
    await client.change(config, '{ "rules": ', 2);
    await client.until(() => client.codes(A).includes('retention-out-of-range'));
  });

  it('end where a new configuration parts two projects, and begin again when it is deleted', async () => {
    const inner = `${FOLDER}/sub/b.recpolicy.json`;
    const config = `${FOLDER}/sub/recpolicy.config.json`;
    const files = new MemoryFiles({
      [A]: policy({ name: 'Desk_One_Recording' }),
      [inner]: policy({ name: 'Desk_Two_Recording' }),
    });
    await start({ files });
    const both = (collide: boolean) => () =>
      [A, inner].every((uri) => client.codes(uri).includes('priority-collision') === collide);
    await client.until(both(true));
    files.texts.set(config, '{}');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 1 }] });
    await client.until(both(false));
    files.texts.delete(config);
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 3 }] });
    await client.until(both(true));
  });

  it('use the configuration above the opened folder', async () => {
    const inner = `${FOLDER}/policies/a.recpolicy.json`;
    await start({
      files: new MemoryFiles({
        [`${FOLDER}/recpolicy.config.json`]: '{ "rules": { "retention-out-of-range": "off" } }',
        [inner]: policy({ retentionDays: 0, name: 'x' }),
      }),
      initialize: { workspaceFolders: [{ uri: `${FOLDER}/policies/`, name: 'policies' }] },
    });
    await client.until(() => client.codes(inner).includes('naming-convention'));
    expect(client.codes(inner)).not.toContain('retention-out-of-range');
  });
});

describe('files beside the editor', () => {
  it('lose their findings when deleted, watched or by their folder', async () => {
    const C = `${FOLDER}/sub/c.recpolicy.json`;
    const files = new MemoryFiles({ [A]: policy({ retentionDays: 0 }), [C]: policy({ retentionDays: 0 }) });
    await start({ files });
    await client.until(() => client.codes(A).length > 0 && client.codes(C).length > 0);
    files.texts.delete(A);
    files.texts.delete(C);
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: A, type: 3 },
        { uri: `${FOLDER}/sub`, type: 3 },
      ],
    });
    await client.until(() => client.diagnosticsOf(A)!.length === 0 && client.diagnosticsOf(C)!.length === 0);
  });

  it('leave nothing behind under the old name of a renamed folder', async () => {
    const before = `${FOLDER}/old/c.recpolicy.json`;
    const after = `${FOLDER}/new/c.recpolicy.json`;
    const files = new MemoryFiles({ [before]: policy({ retentionDays: 0 }) });
    await start({ files });
    await client.until(() => client.codes(before).length > 0);
    files.texts.set(after, files.texts.get(before));
    files.texts.delete(before);
    await client.notify('workspace/didRenameFiles', {
      files: [{ oldUri: `${FOLDER}/old`, newUri: `${FOLDER}/new` }],
    });
    await client.until(() => client.diagnosticsOf(before)!.length === 0 && client.codes(after).length > 0);
  });

  it('are found in a folder that was moved here as a whole', async () => {
    const moved = `${FOLDER}/moved/c.recpolicy.json`;
    const files = new MemoryFiles({ [A]: policy({ name: 'Desk_One_Recording' }) });
    await start({ files });
    await client.until(() => client.diagnosticsOf(A) !== undefined || files.reads > 0);
    files.texts.set(moved, policy({ name: 'Desk_Two_Recording' }));
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: `${FOLDER}/moved`, type: 1 },
        { uri: `${FOLDER}/notes.txt`, type: 1 },
      ],
    });
    await client.until(
      () =>
        client.codes(A).includes('priority-collision') && client.codes(moved).includes('priority-collision'),
    );
  });

  it('are told of when they cannot be read', async () => {
    await start({ files: new MemoryFiles({ [A]: undefined }) });
    await client.until(() => String(client.diagnosticsOf(A)?.[0]?.message).includes('EACCES'));
  });

  it('are looked for on saving where the client watches nothing', async () => {
    const files = new MemoryFiles({ [A]: policy({ name: 'Desk_One_Recording' }) });
    await start({ files });
    await client.open(A, policy({ name: 'Desk_One_Recording', retentionDays: 91 }));
    await client.version(A, 1);
    files.texts.set(B, policy({ name: 'Desk_Two_Recording' }));
    await client.notify('textDocument/didSave', { textDocument: { uri: A } });
    await client.until(() => client.codes(B).includes('priority-collision'));
  });
});

describe('clients of every kind', () => {
  it.each([[{}], [null], [{ settings: {} }], [{ settings: null }], [{ settings: { recpolicy: null } }]])(
    'empty settings (%j) mean the defaults',
    async (params) => {
      await start();
      await client.notify('workspace/didChangeConfiguration', params);
      await client.open(A, policy({ retentionDays: 0 }));
      expect((await client.version(A, 1)).map((d) => d.code)).toContain('retention-out-of-range');
    },
  );

  it('settings turn validation off and on again', async () => {
    await start();
    await client.open(A, policy({ retentionDays: 0 }));
    await client.version(A, 1);
    await client.notify('workspace/didChangeConfiguration', {
      settings: { recpolicy: { validate: { enable: false } } },
    });
    await client.until(() => client.diagnosticsOf(A)!.length === 0);
    await client.notify('workspace/didChangeConfiguration', { settings: {} });
    await client.until(() => client.codes(A).includes('retention-out-of-range'));
  });

  it.each([
    [{ workspaceFolders: null, rootUri: FOLDER }],
    [{ workspaceFolders: undefined, rootPath: '/project', rootUri: null }],
  ])('a root in any of its forms is indexed (%j)', async (initialize) => {
    await start({ files: new MemoryFiles({ [A]: policy({ retentionDays: 0 }) }), initialize });
    await client.until(() => client.codes(A).includes('retention-out-of-range'));
  });

  it('a single file without any folder is checked with the configuration beside it', async () => {
    await start({
      files: new MemoryFiles({
        [`${FOLDER}/recpolicy.config.json`]: '{ "rules": { "retention-out-of-range": "hint" } }',
      }),
      initialize: { workspaceFolders: null },
    });
    await client.open(A, policy({ retentionDays: 0 }));
    expect((await client.version(A, 1)).find((d) => d.code === 'retention-out-of-range')?.severity).toBe(4);
  });

  it('related places go into the message where the client shows none', async () => {
    await start();
    await client.open(A, policy({ name: 'Desk_One_Recording' }));
    await client.open(B, policy({ name: 'Desk_Two_Recording' }));
    await client.until(() => client.codes(B).includes('priority-collision'));
    const found = client.diagnosticsOf(B)!.find((d) => d.code === 'priority-collision')!;
    expect(found.relatedInformation).toBeUndefined();
    expect(found.message).toContain('a.recpolicy.json:');
  });

  it('a change before an open, and ranges of nonsense, are survived', async () => {
    await start();
    await client.change(B, '{}', 3);
    await client.until(() => client.logged.some((m) => m.includes('[not-open]')));
    await client.open(A, policy());
    await client.notify('textDocument/didChange', {
      textDocument: { uri: A, version: 2 },
      contentChanges: [{ range: 7 }, null, { text: 5 }],
    });
    await client.notify('textDocument/didChange', {
      textDocument: { uri: A, version: 3 },
      contentChanges: null,
    });
    await client.version(A, 3);
    expect(client.codes(A)).not.toContain('json-syntax');
  });
});

describe('broken documents', () => {
  it.each([
    ['empty', ''],
    ['brackets', '['.repeat(100_000)],
    ['half typed', '{ "name": "a'],
    ['BOM and CRLF', `\ufeff${policy({ retentionDays: 0 }).replaceAll('\n', '\r\n')}`],
    ['lone surrogates', `{"name": "\ud800", "__proto__": {"a": 1}, "name": "\\ud800"}`],
  ])('%s: a finding, and the server lives', async (_name, text) => {
    await start();
    await client.open(A, text);
    expect((await client.version(A, 1)).length).toBeGreaterThan(0);
    await client.open(B, policy());
    await client.version(B, 1);
    expect(client.logged.filter((m) => m.includes('failed'))).toEqual([]);
  });
});
