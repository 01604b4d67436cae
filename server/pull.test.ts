import { afterEach, describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node';
import { WorkspaceDiagnosticRequest } from 'vscode-languageserver-protocol/node';
import { FOLDER, TestClient } from './testing/client';
import { MemoryFiles } from './testing/files';
import { policy } from './testing/policies';

const A = `${FOLDER}/a.recpolicy.json`;
const B = `${FOLDER}/b.recpolicy.json`;
const PULLS: ClientCapabilities = {
  textDocument: { diagnostic: { relatedDocumentSupport: true } },
  workspace: { diagnostics: { refreshSupport: true } },
};

let client: TestClient;
afterEach(() => client.dispose());

const ofDocument = (uri: string, previousResultId?: string) =>
  client.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
    textDocument: { uri },
    previousResultId,
  });
const codesOf = (report: DocumentDiagnosticReport) =>
  report.kind === 'full' ? report.items.map((d) => d.code) : [];

describe('pulled findings', () => {
  it('are offered to a client that can pull, and nothing is pushed to it', async () => {
    client = await TestClient.start({ files: new MemoryFiles(), capabilities: PULLS });
    expect(client.result.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
    await client.open(A, policy({ retentionDays: 0 }));
    const first = await ofDocument(A);
    expect(codesOf(first)).toContain('retention-out-of-range');
    expect(await ofDocument(A, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    expect(client.published).toEqual([]);
  });

  it('give way to pushed ones where the client asks for those, and are answered all the same', async () => {
    client = await TestClient.start({
      files: new MemoryFiles(),
      capabilities: PULLS,
      initializationOptions: { diagnostics: 'push' },
    });
    expect(client.result.capabilities.diagnosticProvider).toBeUndefined();
    await client.open(A, policy({ retentionDays: 0 }));
    await client.version(A, 1);
    expect(codesOf(await ofDocument(A))).toContain('retention-out-of-range');
  });

  it('are answered for a file that is not open', async () => {
    client = await TestClient.start({
      files: new MemoryFiles({ [A]: policy({ retentionDays: 0 }) }),
      capabilities: PULLS,
    });
    expect(codesOf(await ofDocument(A))).toContain('retention-out-of-range');
    expect(codesOf(await ofDocument(`${FOLDER}/none.recpolicy.json`))).toEqual([]);
  });

  it('bring along the reports of open documents that the edit concerned', async () => {
    client = await TestClient.start({ files: new MemoryFiles(), capabilities: PULLS });
    await client.open(A, policy({ name: 'Desk_One_Recording' }));
    await client.open(B, policy({ name: 'Desk_Two_Recording', priority: 200 }));
    await ofDocument(A);
    await ofDocument(B);
    await client.change(B, policy({ name: 'Desk_Two_Recording' }), 2);
    const report = await ofDocument(B);
    expect(codesOf(report)).toContain('priority-collision');
    expect(codesOf(report.relatedDocuments![A] as DocumentDiagnosticReport)).toContain('priority-collision');
  });

  it('cover the whole workspace, in portions, and then only what changed', async () => {
    const files = new MemoryFiles();
    for (let i = 0; i < 450; i++)
      files.texts.set(
        `${FOLDER}/p${i}.recpolicy.json`,
        policy({
          name: `Desk_N${i}_Recording`,
          targets: [{ type: 'GROUP', id: `g${i}` }],
          retentionDays: i % 2 ? 0 : 90,
        }),
      );
    client = await TestClient.start({ files, capabilities: PULLS });
    const portions: WorkspaceDiagnosticReport['items'][] = [];
    const progress = client.connection.onProgress(WorkspaceDiagnosticRequest.partialResult, 'part', (p) => {
      portions.push(p.items);
    });
    const last = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [],
      partialResultToken: 'part',
    });
    progress.dispose();
    expect(last.items).toEqual([]);
    const all = portions.flat();
    expect(portions.length).toBeGreaterThan(1);
    expect(all).toHaveLength(225);
    const previousResultIds = all.map((i) => ({ uri: i.uri, value: i.resultId! }));
    const changed = `${FOLDER}/p1.recpolicy.json`;
    files.texts.set(changed, policy({ name: 'Desk_N1_Recording', targets: [{ type: 'GROUP', id: 'g1' }] }));
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: changed, type: 2 }] });
    const second = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds,
    });
    expect(second.items.filter((i) => i.kind === 'full').map((i) => i.uri)).toEqual([changed]);
    expect(second.items.filter((i) => i.kind === 'unchanged')).toHaveLength(224);
  });

  it('are asked for again when files change beside the editor', async () => {
    let asked = () => {};
    const refreshed = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const files = new MemoryFiles();
    client = await TestClient.start({
      files,
      capabilities: PULLS,
      prepare: (connection) => connection.onRequest('workspace/diagnostic/refresh', () => asked()),
    });
    await client.open(A, policy({ name: 'Desk_One_Recording' }));
    await ofDocument(A);
    files.texts.set(B, policy({ name: 'Desk_Two_Recording' }));
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: B, type: 1 }] });
    await refreshed;
    expect(codesOf(await ofDocument(A))).toContain('priority-collision');
  });
});
