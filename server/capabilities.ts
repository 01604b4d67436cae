import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { COMPLETION_TRIGGERS } from '../core/features/completion/triggers';
import { SEMANTIC_TOKENS_LEGEND } from '../core/features/semantic-tokens/semantic-tokens';
import type { ClientFeatures } from './client-features';
import { APPLY_EDIT } from './protocol';

// File operations of the editor itself: told at once, where file watchers lag; folders too, whose files no
// watcher names.
const FILE_OPERATIONS = {
  filters: [
    { pattern: { glob: '**/*.json', matches: 'file' as const } },
    { pattern: { glob: '**', matches: 'folder' as const } },
  ],
};

/** What the server offers, in one place. */
export function serverCapabilities(client: ClientFeatures, pull: boolean): ServerCapabilities {
  return {
    // Every client has UTF-16, and JavaScript counts so: no position is ever converted.
    positionEncoding: 'utf-16',
    // Changes as they are typed, never whole texts; saving tells clients without file watchers that the disk
    // changed.
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    // Offered only to clients that are to pull: a client that sees this and gets pushed findings too would
    // show everything twice.
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
    // Fix-all has a name of its own, so that it can be switched on for saving without anything else.
    codeActionProvider: client.codeActionLiterals
      ? { codeActionKinds: ['quickfix', 'source.fixAll.recpolicy'], resolveProvider: false }
      : true,
    // Commands of a server are global at the client: only one that knows no actions with edits gets one.
    ...(client.codeActionLiterals ? {} : { executeCommandProvider: { commands: [APPLY_EDIT] } }),
    hoverProvider: true,
    // Nothing is left to resolve: items are complete, as there are few and their texts are at hand.
    completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS], resolveProvider: false },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    // Said in the short form to clients that do not know how to ask first.
    renameProvider: client.prepareRename ? { prepareProvider: true } : true,
    inlayHintProvider: { resolveProvider: false },
    codeLensProvider: { resolveProvider: false },
    workspaceSymbolProvider: true,
    // Variables, directives and the parts of mask patterns, which a grammar of JSON cannot tell apart.
    semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: { delta: true }, range: true },
    documentLinkProvider: { resolveProvider: false },
    workspace: {
      // Folders may come and go while the server runs.
      ...(client.workspaceFolders
        ? { workspaceFolders: { supported: true, changeNotifications: true } }
        : {}),
      fileOperations: { didCreate: FILE_OPERATIONS, didRename: FILE_OPERATIONS, didDelete: FILE_OPERATIONS },
    },
  };
}
