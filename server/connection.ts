import type { Connection } from 'vscode-languageserver';
import { serverCapabilities } from './capabilities';
import { features, views } from './features/wiring';
import { HandlerGuard, type ServerLog } from './guard';
import type { Platform } from './platform';
import { Methods, type OrgFactsParams } from './protocol';
import { ServerSession } from './session';
import { validateProject } from './summary';
import { folderOf } from './uris';

/** Serves one client on a connection, which it starts to listen on. */
export function serve(connection: Connection, platform: Platform): ServerLog {
  const log: ServerLog = {
    error: (message) => connection.console.error(message),
    warn: (message) => connection.console.warn(message),
    info: (message) => connection.console.info(message),
  };
  const guard = new HandlerGuard<ServerSession>(log);

  connection.onInitialize((params) => {
    const session = new ServerSession(connection, platform, params, log, guard);
    guard.begin(session);
    return {
      capabilities: serverCapabilities(session.client, session.pull),
      serverInfo: { name: 'recpolicy' },
    };
  });
  connection.onInitialized(
    guard.notification('initialized', (session) => {
      if (session.client.workspaceFolders) followFolders(connection, guard);
      session.start();
    }),
  );
  connection.onShutdown(() => {
    guard.current?.dispose();
    guard.end();
  });
  documents(connection, guard, log);
  files(connection, guard);
  diagnostics(connection, guard);
  features(connection, guard);
  ours(connection, guard);
  views(connection, guard);
  connection.listen();
  return log;
}

function documents(connection: Connection, guard: HandlerGuard<ServerSession>, log: ServerLog): void {
  connection.onDidOpenTextDocument(
    guard.notification('textDocument/didOpen', (session, { textDocument: d }) =>
      session.open(session.store.addOpen(d.uri, d.languageId, d.version, d.text)),
    ),
  );
  connection.onDidChangeTextDocument(
    guard.notification('textDocument/didChange', (session, { textDocument, contentChanges }) => {
      const document = session.store.findOpen(textDocument.uri);
      if (document === undefined) {
        log.warn(`[not-open] textDocument/didChange for a document that is not open: ${textDocument.uri}`);
        return;
      }
      document.update(contentChanges, textDocument.version);
      session.scheduler.documentChanged(document);
    }),
  );
  connection.onDidSaveTextDocument(
    guard.notification('textDocument/didSave', (session) => session.scheduleDiskCheck()),
  );
  connection.onDidCloseTextDocument(
    guard.notification('textDocument/didClose', (session, { textDocument }) =>
      session.close(textDocument.uri),
    ),
  );
}

function files(connection: Connection, guard: HandlerGuard<ServerSession>): void {
  connection.onDidChangeWatchedFiles(
    guard.notification('workspace/didChangeWatchedFiles', (session, { changes }) =>
      session.disk.onWatchedFilesChanged(changes),
    ),
  );
  connection.onDidChangeConfiguration(
    guard.notification('workspace/didChangeConfiguration', (session, params) =>
      session.settings.changed(params?.settings),
    ),
  );
  connection.workspace.onDidCreateFiles(
    guard.notification('workspace/didCreateFiles', async (session, params) => {
      for (const { uri } of params.files) await session.disk.created(uri);
    }),
  );
  connection.workspace.onDidRenameFiles(
    guard.notification('workspace/didRenameFiles', async (session, params) => {
      for (const { oldUri } of params.files) session.disk.deleted(oldUri);
      for (const { newUri } of params.files) await session.disk.created(newUri);
    }),
  );
  connection.workspace.onDidDeleteFiles(
    guard.notification('workspace/didDeleteFiles', (session, params) => {
      for (const { uri } of params.files) session.disk.deleted(uri);
    }),
  );
}

function followFolders(connection: Connection, guard: HandlerGuard<ServerSession>): void {
  connection.workspace.onDidChangeWorkspaceFolders(
    guard.notification('workspace/didChangeWorkspaceFolders', (session, { added, removed }) => {
      const gone = new Set(removed.map((f) => folderOf(f.uri)));
      const folders = session.scope.folders.filter((f) => !gone.has(f));
      session.foldersChanged([...new Set([...folders, ...added.map((f) => folderOf(f.uri))])]);
    }),
  );
}

function diagnostics(connection: Connection, guard: HandlerGuard<ServerSession>): void {
  connection.languages.diagnostics.on(
    guard.request('textDocument/diagnostic', async (session, { textDocument, previousResultId }) => {
      await session.configs.ensureLoaded(session.store.keyOf(textDocument.uri));
      return session.pullSink.document(textDocument.uri, previousResultId);
    }),
  );
  connection.languages.diagnostics.onWorkspace(
    guard.request('workspace/diagnostic', async (session, params, token, _work, partial) => {
      await session.indexed;
      const send = partial && ((report: Parameters<typeof partial.report>[0]) => partial.report(report));
      return session.pullSink.workspace(params.previousResultIds ?? [], token, send);
    }),
  );
}

function ours(connection: Connection, guard: HandlerGuard<ServerSession>): void {
  connection.onRequest(Methods.ping, () => null);
  connection.onRequest(
    Methods.validateProject,
    guard.request('recpolicy/validateProject', (session, _params: unknown, token) =>
      validateProject(session, token),
    ),
  );
  connection.onNotification(
    Methods.orgFacts,
    guard.notification('recpolicy/orgFacts', (session, params: OrgFactsParams) => {
      session.org.update(params);
      session.recheckAll();
      session.refreshHints();
    }),
  );
}
