import type { CodeLens, InlayHint, InlayHintParams } from 'vscode-languageserver';
import { codeLenses } from '../../core/features/code-lens/code-lens';
import { inlayHints } from '../../core/features/inlay-hints/inlay-hints';
import type { ServerSession } from '../session';
import { featureContext } from './context';
import { offsetOf } from './position';

export function hints(session: ServerSession, params: InlayHintParams): InlayHint[] | null {
  const doc = session.store.openDocument(params.textDocument.uri);
  if (doc === undefined || !session.settings.current.inlayHints.enable) return null;
  const { start, end } = params.range;
  return inlayHints(featureContext(session, doc, false), offsetOf(doc, start), offsetOf(doc, end));
}

export function lenses(session: ServerSession, params: { textDocument: { uri: string } }): CodeLens[] | null {
  const doc = session.store.openDocument(params.textDocument.uri);
  if (doc === undefined || !session.settings.current.codeLens.enable) return null;
  return codeLenses(featureContext(session, doc, false));
}
