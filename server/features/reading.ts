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
import type { Session } from '../session';
import { featureContext } from './context';
import { offsetOf } from './position';

interface About {
  readonly textDocument: { readonly uri: string };
}

export function hover(session: Session, params: TextDocumentPositionParams): Hover | null {
  const doc = session.library.requested(params.textDocument.uri);
  if (doc === undefined) return null;
  const ctx = featureContext(session, doc, session.client.markdownHover);
  return hoverAt(ctx, offsetOf(doc, params.position)) ?? null;
}

export function completion(session: Session, params: CompletionParams): CompletionList | null {
  const doc = session.library.requested(params.textDocument.uri);
  if (doc === undefined) return null;
  const ctx = featureContext(session, doc, session.client.markdownCompletion);
  return completionsAt(ctx, offsetOf(doc, params.position), session.checker.findings(doc));
}

export function symbols(session: Session, params: About): DocumentSymbol[] | SymbolInformation[] | null {
  const doc = session.library.requested(params.textDocument.uri);
  if (doc === undefined) return null;
  const found = documentSymbols(doc);
  return session.client.hierarchicalSymbols ? found : flatSymbols(params.textDocument.uri, found);
}

export function folding(session: Session, params: About): FoldingRange[] | null {
  const doc = session.library.requested(params.textDocument.uri);
  return doc === undefined ? null : foldingRanges(doc, session.client.foldingLimit);
}

export function selection(session: Session, params: SelectionRangeParams): SelectionRange[] | null {
  const doc = session.library.requested(params.textDocument.uri);
  return doc === undefined ? null : params.positions.map((p) => selectionRangeAt(doc, offsetOf(doc, p)));
}

export function formatting(
  session: Session,
  params: DocumentFormattingParams | DocumentRangeFormattingParams,
): TextEdit[] | null {
  const doc = session.library.requested(params.textDocument.uri);
  if (doc === undefined) return null;
  if (!('range' in params)) return formatDocument(doc, params.options);
  const { start, end } = params.range;
  return formatDocument(doc, params.options, { start: offsetOf(doc, start), end: offsetOf(doc, end) });
}

export function links(session: Session, params: About): DocumentLink[] | null {
  const doc = session.library.requested(params.textDocument.uri);
  return doc === undefined ? null : documentLinks(featureContext(session, doc, false));
}
