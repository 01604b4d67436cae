import { afterEach, describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  CodeAction,
  Command,
  CompletionList,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
  SemanticTokens,
  SemanticTokensDelta,
  SymbolInformation,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { FOLDER, TestClient } from './testing/client';
import { MemoryFiles } from './testing/files';
import { policy } from './testing/policies';

const A = `${FOLDER}/a.recpolicy.json`;
const B = `${FOLDER}/b.recpolicy.json`;
const CONFIG = `${FOLDER}/recpolicy.config.json`;
const CONFIG_TEXT = '{ "environments": { "prod": { "orgDomain": "acme", "variables": { "desk": "g1" } } } }';
const MODERN: ClientCapabilities = {
  textDocument: {
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { snippetSupport: true } },
    rename: { prepareSupport: true },
  },
  workspace: { workspaceEdit: { documentChanges: true } },
};

let client: TestClient;
afterEach(() => client.dispose());

async function open(text: string, capabilities: ClientCapabilities = MODERN, files = new MemoryFiles()) {
  client = await TestClient.start({ files, capabilities });
  await client.open(A, text);
  await client.version(A, 1);
}

/** The position of the first occurrence of a part of the text. */
function positionOf(text: string, part: string, within = 0) {
  const before = text.slice(0, text.indexOf(part) + within).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

describe('quick fixes', () => {
  const text = policy({ retentionDays: 366 });
  const request = (only?: string[]) => {
    const at = positionOf(text, '366');
    return client.request<(CodeAction | Command)[]>('textDocument/codeAction', {
      textDocument: { uri: A },
      range: { start: at, end: at },
      context: { diagnostics: [], ...(only && { only }) },
    });
  };

  it('carry the diagnostic and an edit for the version they were made for', async () => {
    await open(text);
    const fix = (await request()).find(
      (a) => (a as CodeAction).diagnostics?.[0]?.code === 'retention-out-of-range',
    );
    const change = (fix as CodeAction).edit!.documentChanges![0] as {
      textDocument: unknown;
      edits: TextEdit[];
    };
    expect(change.textDocument).toEqual({ uri: A, version: 1 });
    expect(change.edits[0]!.newText).toBe('365');
  });

  it('are commands for a client that knows no other, and the server then sends the edit', async () => {
    let applied: WorkspaceEdit | undefined;
    client = await TestClient.start({
      files: new MemoryFiles(),
      prepare: (c) =>
        c.onRequest('workspace/applyEdit', (p: { edit: WorkspaceEdit }) => {
          applied = p.edit;
          return { applied: true };
        }),
    });
    await client.open(A, text);
    const command = (await request())[0] as Command;
    expect(client.result.capabilities.executeCommandProvider?.commands).toContain(command.command);
    await client.request('workspace/executeCommand', {
      command: command.command,
      arguments: command.arguments,
    });
    expect(applied?.changes?.[A]).toBeDefined();
  });

  it('fix all on save what is safe, with nothing else', async () => {
    const comma = policy().replace('"STRICT"', '"STRICT",');
    await open(comma);
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: A },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    expect(actions.map((a) => a.kind)).toEqual(['source.fixAll.recpolicy']);
  });
});

describe('features', () => {
  it('hover as Markdown where shown, plain elsewhere', async () => {
    const text = policy();
    const at = { textDocument: { uri: A }, position: positionOf(text, 'retentionDays', 2) };
    await open(text);
    expect((await client.request<Hover>('textDocument/hover', at)).contents).toMatchObject({
      kind: 'markdown',
    });
    client.dispose();
    await open(text, {});
    expect((await client.request<Hover>('textDocument/hover', at)).contents).toMatchObject({
      kind: 'plaintext',
    });
  });

  it('completion without snippet support holds no placeholders', async () => {
    await open('{\n  \n}', {});
    const at = { textDocument: { uri: A }, position: { line: 1, character: 2 } };
    const list = await client.request<CompletionList>('textDocument/completion', at);
    expect(list.items.length).toBeGreaterThan(5);
    expect(list.items.filter((i) => i.insertTextFormat === 2)).toEqual([]);
  });

  it('symbols are a tree or a list, by the client', async () => {
    await open(policy());
    const about = { textDocument: { uri: A } };
    const tree = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', about);
    expect(tree.find((s) => s.name === 'targets')?.children?.length).toBe(1);
    client.dispose();
    await open(policy(), {});
    const list = await client.request<SymbolInformation[]>('textDocument/documentSymbol', about);
    expect(list.every((s) => s.location.uri === A)).toBe(true);
  });

  it('rename a variable in all files, open or not', async () => {
    const uses = policy({ targets: [{ type: 'GROUP', id: '{{desk}}' }] });
    await open(uses, MODERN, new MemoryFiles({ [B]: uses, [CONFIG]: CONFIG_TEXT }));
    const position = positionOf(uses, 'desk}}', 1);
    const about = { textDocument: { uri: A }, position };
    const refs = await client.request<Location[]>('textDocument/references', {
      ...about,
      context: { includeDeclaration: true },
    });
    expect(refs.map((r) => r.uri).sort()).toEqual([A, B, CONFIG].sort());
    expect(await client.request<Location[]>('textDocument/definition', about)).toMatchObject([
      { uri: CONFIG },
    ]);
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...about, newName: 'till' });
    const files = edit.documentChanges!.map(
      (c) => 'textDocument' in c && [c.textDocument.uri, c.textDocument.version],
    );
    expect(files).toEqual(
      expect.arrayContaining([
        [A, 1],
        [B, null],
        [CONFIG, null],
      ]),
    );
    await expect(client.request('textDocument/rename', { ...about, newName: '1 2' })).rejects.toThrow('1 2');
  });

  it('semantic tokens come whole, then as what changed', async () => {
    const uses = policy({ targets: [{ type: 'GROUP', id: '{{desk}}' }] });
    await open(uses);
    const about = { textDocument: { uri: A } };
    const full = await client.request<SemanticTokens>('textDocument/semanticTokens/full', about);
    expect(full.data.length).toBe(5);
    await client.change(A, `\n${uses}`, 2);
    const delta = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      ...about,
      previousResultId: full.resultId,
    });
    expect(delta.edits).toEqual([{ start: 0, deleteCount: 1, data: [full.data[0]! + 1] }]);
  });

  it('formatting, folding, selection, links, hints, lenses and workspace symbols answer', async () => {
    await open(
      policy().replaceAll('  ', '\t'),
      MODERN,
      new MemoryFiles({ [B]: policy({ name: 'Desk_Two_Recording' }) }),
    );
    const about = { textDocument: { uri: A } };
    const edits = await client.request<TextEdit[]>('textDocument/formatting', {
      ...about,
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edits.length).toBeGreaterThan(0);
    expect(await client.request<unknown[]>('textDocument/foldingRange', about)).not.toEqual([]);
    expect(
      await client.request<unknown[]>('textDocument/selectionRange', {
        ...about,
        positions: [{ line: 99999, character: 9 }],
      }),
    ).toHaveLength(1);
    expect(await client.request('textDocument/documentLink', about)).toEqual([]);
    const all = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
    expect(
      (await client.request<InlayHint[]>('textDocument/inlayHint', { ...about, range: all })).length,
    ).toBeGreaterThan(0);
    await client.until(() => client.codes(B).length > 0);
    expect(await client.request<unknown[]>('textDocument/codeLens', about)).toHaveLength(1);
    expect(await client.request('workspace/symbol', { query: 'two' })).toMatchObject([
      { location: { uri: B } },
    ]);
  });

  it('answer null for a document that is not open or none of ours', async () => {
    await open(policy());
    for (const method of ['hover', 'completion', 'documentSymbol', 'formatting', 'codeAction', 'codeLens'])
      expect(
        await client.request(`textDocument/${method}`, {
          textDocument: { uri: `${FOLDER}/none.txt` },
          position: { line: 0, character: 0 },
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
          context: { diagnostics: [] },
          options: { tabSize: 2, insertSpaces: true },
        }),
      ).toBeNull();
  });

  it('tell of a request that cannot be served, and serve the next', async () => {
    await open(policy());
    await expect(client.request('textDocument/hover', { textDocument: { uri: A } })).rejects.toThrow(
      'textDocument/hover failed',
    );
    await client.until(() => client.logged.some((m) => m.includes('[request-failed] textDocument/hover')));
    expect(await client.request('textDocument/foldingRange', { textDocument: { uri: A } })).not.toBeNull();
  });
});

describe("the product's own messages", () => {
  it('validateProject counts what is found in all files', async () => {
    await open(
      policy({ retentionDays: 0 }),
      MODERN,
      new MemoryFiles({ [B]: policy({ retentionDays: 0, priority: 5 }) }),
    );
    const summary = await client.request<{ files: number; error: number }>('recpolicy/validateProject', null);
    expect(summary.files).toBe(2);
    expect(summary.error).toBeGreaterThanOrEqual(2);
  });

  it('org facts bring findings that rest on them, and take them back', async () => {
    const files = new MemoryFiles({ [CONFIG]: CONFIG_TEXT });
    await open(policy({ retentionDays: 30 }), MODERN, files);
    const known = { minimumRetentionDays: { value: 60, asOf: '2026-01-01T00:00:00Z', complete: true } };
    await client.notify('recpolicy/orgFacts', { environments: { prod: known } });
    await client.until(() => client.codes(A).includes('retention-below-environment-minimum'));
    await client.notify('recpolicy/orgFacts', { environments: { prod: null } });
    await client.until(() => !client.codes(A).includes('retention-below-environment-minimum'));
    await client.notify('recpolicy/orgFacts', { environments: 'nonsense' });
  });
});
