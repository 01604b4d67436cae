import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { ClientFeatures } from './client-features';

/** What the server offers, in one place. */
export function serverCapabilities(client: ClientFeatures, pull: boolean): ServerCapabilities {
  return {
    // Every client has UTF-16, and JavaScript counts so: no position is ever converted.
    positionEncoding: 'utf-16',
    // Changes as they are typed, never whole texts; saving tells clients without file watchers that the disk changed.
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    // Offered only to clients that are to pull: a client that sees this and gets pushed findings too would show everything twice.
    ...(pull
      ? {
          diagnosticProvider: {
            identifier: 'recpolicy',
            // A change of one policy changes the findings of others that share its targets.
            interFileDependencies: true,
            workspaceDiagnostics: true,
            workDoneProgress: true,
          },
        }
      : {}),
    workspace: {
      // Folders may come and go while the server runs.
      ...(client.workspaceFolders
        ? { workspaceFolders: { supported: true, changeNotifications: true } }
        : {}),
    },
  };
}
