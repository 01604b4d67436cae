import type { Connection } from 'vscode-languageserver';
import type { Guard } from '../guard';
import type { Session } from '../session';

// What the first findings do not need is evaluated when the first request for it comes.
const reading = () => import('./reading');

/** Registers the language features on the connection. */
export function features(connection: Connection, guard: Guard<Session>): void {
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
}
