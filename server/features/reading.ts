import type {
  CompletionList,
  CompletionParams,
  DocumentFormattingParams,
  DocumentLink,
  DocumentRangeFormattingParams,
  DocumentSymbol,
  FoldingRange,
  Hover,
  SelectionRange,
  SelectionRangeParams,
  SymbolInformation,
  TextDocumentPositionParams,
  TextEdit,
} from 'vscode-languageserver';
import { completionsAt } from '../../core/features/completion/completion';
import { foldingRanges } from '../../core/features/folding/folding';
import { formatDocument } from '../../core/features/formatting/formatting';
import { hoverAt } from '../../core/features/hover/hover';
import { documentLinks } from '../../core/features/links/links';
import { selectionRangeAt } from '../../core/features/selection/selection';
import { documentSymbols, flatSymbols } from '../../core/features/symbols/document-symbols';
import type { ServerSession } from '../session';
import { featureContext } from './context';
import { offsetOf } from './position';

interface RequestTarget {
  readonly textDocument: { readonly uri: string };
}

export function hover(session: ServerSession, params: TextDocumentPositionParams): Hover | null {
  const doc = session.store.openDocument(params.textDocument.uri);
  if (doc === undefined) return null;
  const ctx = featureContext(session, doc, session.client.markdownHover);
  return hoverAt(ctx, offsetOf(doc, params.position)) ?? null;
}

export function completion(session: ServerSession, params: CompletionParams): CompletionList | null {
  const doc = session.store.openDocument(params.textDocument.uri);
  if (doc === undefined) return null;
  const ctx = featureContext(session, doc, session.client.markdownCompletion);
  return completionsAt(ctx, offsetOf(doc, params.position), session.validator.findings(doc));
}

export function symbols(
  session: ServerSession,
  params: RequestTarget,
): DocumentSymbol[] | SymbolInformation[] | null {
  const doc = session.store.openDocument(params.textDocument.uri);
  if (doc === undefined) return null;
  const found = documentSymbols(doc);
  return session.client.hierarchicalSymbols ? found : flatSymbols(params.textDocument.uri, found);
}

export function folding(session: ServerSession, params: RequestTarget): FoldingRange[] | null {
  const doc = session.store.openDocument(params.textDocument.uri);
  return doc === undefined ? null : foldingRanges(doc, session.client.foldingLimit);
}

export function selection(session: ServerSession, params: SelectionRangeParams): SelectionRange[] | null {
  const doc = session.store.openDocument(params.textDocument.uri);
  return doc === undefined ? null : params.positions.map((p) => selectionRangeAt(doc, offsetOf(doc, p)));
}

export function formatting(
  session: ServerSession,
  params: DocumentFormattingParams | DocumentRangeFormattingParams,
): TextEdit[] | null {
  const doc = session.store.openDocument(params.textDocument.uri);
  if (doc === undefined) return null;
  if (!('range' in params)) return formatDocument(doc, params.options);
  const { start, end } = params.range;
  return formatDocument(doc, params.options, { start: offsetOf(doc, start), end: offsetOf(doc, end) });
}

export function links(session: ServerSession, params: RequestTarget): DocumentLink[] | null {
  const doc = session.store.openDocument(params.textDocument.uri);
  return doc === undefined ? null : documentLinks(featureContext(session, doc, false));
}
