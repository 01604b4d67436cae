import { type Connection, ErrorCodes, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { HandlerGuard } from '../guard';
import {
  APPLY_EDIT,
  type DocumentParams,
  type EffectivePolicyParams,
  type InEnvironmentParams,
  Methods,
  type TargetAtParams,
} from '../protocol';
import type { ServerSession } from '../session';

// What the first findings do not need is evaluated when the first request for it comes.
const reading = () => import('./reading');
const navigation = () => import('./navigation');
const hinting = () => import('./hints');
const colouring = () => import('./tokens');
const acting = () => import('./actions');
const viewing = () => import('./views');

const NO_TOKENS = { data: [] };

/** Registers the language features on the connection. */
export function features(connection: Connection, guard: HandlerGuard<ServerSession>): void {
  connection.onHover(guard.request('textDocument/hover', async (s, p) => (await reading()).hover(s, p)));
  connection.onCompletion(
    guard.request('textDocument/completion', async (s, p) => (await reading()).completion(s, p)),
  );
  connection.onDocumentSymbol(
    guard.request('textDocument/documentSymbol', async (s, p) => (await reading()).symbols(s, p)),
  );
  connection.onFoldingRanges(
    guard.request('textDocument/foldingRange', async (s, p) => (await reading()).folding(s, p)),
  );
  connection.onSelectionRanges(
    guard.request('textDocument/selectionRange', async (s, p) => (await reading()).selection(s, p)),
  );
  connection.onDocumentFormatting(
    guard.request('textDocument/formatting', async (s, p) => (await reading()).formatting(s, p)),
  );
  connection.onDocumentRangeFormatting(
    guard.request('textDocument/rangeFormatting', async (s, p) => (await reading()).formatting(s, p)),
  );
  connection.onDocumentLinks(
    guard.request('textDocument/documentLink', async (s, p) => (await reading()).links(s, p)),
  );
  connection.onDefinition(
    guard.request('textDocument/definition', async (s, p) => (await navigation()).definition(s, p)),
  );
  connection.onReferences(
    guard.request('textDocument/references', async (s, p, token) =>
      (await navigation()).references(s, p, token),
    ),
  );
  connection.onDocumentHighlight(
    guard.request('textDocument/documentHighlight', async (s, p) => (await navigation()).highlights(s, p)),
  );
  connection.onPrepareRename(
    guard.request('textDocument/prepareRename', async (s, p) => (await navigation()).renameRange(s, p)),
  );
  connection.onRenameRequest(
    guard.request('textDocument/rename', async (s, p, token) => (await navigation()).rename(s, p, token)),
  );
  connection.languages.inlayHint.on(
    guard.request('textDocument/inlayHint', async (s, p) => (await hinting()).hints(s, p)),
  );
  connection.onCodeLens(
    guard.request('textDocument/codeLens', async (s, p) => (await hinting()).lenses(s, p)),
  );
  connection.onCodeAction(
    guard.request('textDocument/codeAction', async (s, p) => (await acting()).actions(s, p)),
  );
  connection.onExecuteCommand(
    guard.request('workspace/executeCommand', async (_s, { command, arguments: args }) => {
      if (command !== APPLY_EDIT)
        throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`);
      await connection.workspace.applyEdit(args?.[0] as WorkspaceEdit);
      return null;
    }),
  );
  connection.onWorkspaceSymbol(
    guard.request('workspace/symbol', async (s, p, token) =>
      (await navigation()).symbolsOfWorkspace(s, p, token),
    ),
  );
  const { semanticTokens } = connection.languages;
  semanticTokens.on(
    guard.request(
      'textDocument/semanticTokens/full',
      async (s, p) => (await colouring()).tokens(s, p) ?? NO_TOKENS,
    ),
  );
  semanticTokens.onDelta(
    guard.request(
      'textDocument/semanticTokens/full/delta',
      async (s, p) => (await colouring()).tokensDelta(s, p) ?? NO_TOKENS,
    ),
  );
  semanticTokens.onRange(
    guard.request(
      'textDocument/semanticTokens/range',
      async (s, p) => (await colouring()).tokensOfRange(s, p) ?? NO_TOKENS,
    ),
  );
}

/** Registers what our own extension asks for beside the protocol. */
export function views(connection: Connection, guard: HandlerGuard<ServerSession>): void {
  connection.onRequest(
    Methods.projects,
    guard.request(Methods.projects, async (s, p: Partial<DocumentParams> | null) =>
      (await viewing()).projects(s, p),
    ),
  );
  connection.onRequest(
    Methods.knownTargets,
    guard.request(Methods.knownTargets, async (s, p: InEnvironmentParams) => (await viewing()).targets(s, p)),
  );
  connection.onRequest(
    Methods.targetAt,
    guard.request(Methods.targetAt, async (s, p: TargetAtParams) => (await viewing()).targetAt(s, p)),
  );
  connection.onRequest(
    Methods.effectivePolicy,
    guard.request(Methods.effectivePolicy, async (s, p: EffectivePolicyParams) =>
      (await viewing()).effectivePolicy(s, p),
    ),
  );
  connection.onRequest(
    Methods.policyMap,
    guard.request(Methods.policyMap, async (s, p: InEnvironmentParams) => (await viewing()).map(s, p)),
  );
  connection.onRequest(
    Methods.consoleChecklist,
    guard.request(Methods.consoleChecklist, async (s, p: DocumentParams) =>
      (await viewing()).checklist(s, p),
    ),
  );
  connection.onRequest(
    Methods.policyTests,
    guard.request(Methods.policyTests, async (s, p: DocumentParams) => (await viewing()).listTests(s, p)),
  );
  connection.onRequest(
    Methods.runTests,
    guard.request(Methods.runTests, async (s, p: DocumentParams, token) =>
      (await viewing()).runTests(s, p, token),
    ),
  );
}
