import type { Range, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { semanticTokens } from '../../core/features/semantic-tokens/semantic-tokens';
import type { ServerSession } from '../session';
import { featureContext } from './context';
import { offsetOf } from './position';

interface TokensRequest {
  readonly textDocument: { readonly uri: string };
}

/** Tokens of few documents are kept, to answer with what changed only. */
const KEPT = 20;
const sent = new WeakMap<ServerSession, Map<string, { readonly id: string; readonly data: number[] }>>();
let nextId = 0;

export function tokens(session: ServerSession, params: TokensRequest): SemanticTokens | null {
  const data = compute(session, params);
  return data === undefined ? null : remember(session, params.textDocument.uri, data);
}

export function tokensDelta(
  session: ServerSession,
  params: TokensRequest & { readonly previousResultId: string },
): SemanticTokens | SemanticTokensDelta | null {
  const before = sent.get(session)?.get(params.textDocument.uri);
  const data = compute(session, params);
  if (data === undefined) return null;
  const full = remember(session, params.textDocument.uri, data);
  if (before?.id !== params.previousResultId) return full;
  return { resultId: full.resultId!, edits: difference(before.data, data) };
}

export function tokensOfRange(
  session: ServerSession,
  params: TokensRequest & { readonly range: Range },
): SemanticTokens | null {
  const data = compute(session, params, params.range);
  return data === undefined ? null : { data };
}

function compute(session: ServerSession, params: TokensRequest, range?: Range): number[] | undefined {
  const doc = session.store.openDocument(params.textDocument.uri);
  if (doc === undefined) return undefined;
  const ctx = featureContext(session, doc, false);
  return semanticTokens(ctx, range && { start: offsetOf(doc, range.start), end: offsetOf(doc, range.end) });
}

function remember(session: ServerSession, uri: string, data: number[]): SemanticTokens {
  let kept = sent.get(session);
  if (kept === undefined) {
    kept = new Map();
    sent.set(session, kept);
  }
  const id = String(++nextId);
  kept.delete(uri);
  kept.set(uri, { id, data });
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return { resultId: id, data };
}

/** The one edit between two lists: what stands between their common beginning and end. */
function difference(from: number[], to: number[]): { start: number; deleteCount: number; data: number[] }[] {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  if (start === from.length && start === to.length) return [];
  let tail = 0;
  const most = Math.min(from.length, to.length) - start;
  while (tail < most && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  return [{ start, deleteCount: from.length - start - tail, data: to.slice(start, to.length - tail) }];
}
