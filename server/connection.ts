import type { Connection } from 'vscode-languageserver';
import { serverCapabilities } from './capabilities';
import { describe, Guard, type Log } from './guard';
import type { Platform } from './platform';
import { Session } from './session';

/** Serves one client on a connection, which it starts to listen on. */
export function serve(connection: Connection, platform: Platform): Log {
  const log: Log = {
    error: (message) => connection.console.error(message),
    warn: (message) => connection.console.warn(message),
    info: (message) => connection.console.info(message),
  };
  const guard = new Guard<Session>(log);

  connection.onInitialize((params) => {
    const session = new Session(connection, platform, params, log, guard);
    guard.begin(session);
    return {
      capabilities: serverCapabilities(session.client, session.pull),
      serverInfo: { name: 'recpolicy' },
    };
  });
  connection.onInitialized(guard.notification('initialized', (session) => session.start()));
  connection.onShutdown(() => guard.end());

  connection.onDidOpenTextDocument(
    guard.notification('textDocument/didOpen', (session, { textDocument: d }) =>
      session.open(session.library.opened(d.uri, d.languageId, d.version, d.text)),
    ),
  );
  connection.onDidChangeTextDocument(
    guard.notification('textDocument/didChange', (session, { textDocument, contentChanges }) => {
      const document = session.library.findOpen(textDocument.uri);
      if (document === undefined) {
        log.warn(`[not-open] textDocument/didChange for a document that is not open: ${textDocument.uri}`);
        return;
      }
      document.update(contentChanges, textDocument.version);
      session.validation.changed(document);
    }),
  );
  connection.onDidCloseTextDocument(
    guard.notification('textDocument/didClose', (session, { textDocument }) => {
      const document = session.library.closed(textDocument.uri);
      if (document === undefined) return;
      session.validation.closed(document.key);
      session.validation.later(document.key);
    }),
  );
  connection.listen();
  return log;
}

export { describe };
