import { nestsDeeper } from './depth';
import type { ExchangeOutcome } from './exchange';

/**
 * The body of an accepted answer: JSON, nothing, something that is no JSON, a web page, or JSON deeper than
 * any of this API.
 */
export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'html' }
  | { readonly kind: 'deep' }
  | { readonly kind: 'broken' };

/**
 * Reads an answer's body. A page of a proxy or a login form comes with status 200, too: it is told apart from
 * broken JSON.
 */
export function bodyOf(answer: ExchangeOutcome & { kind: 'answer' }): JsonBody {
  const text = answer.text.trim();
  if (text === '') return { kind: 'empty' };
  if (text.startsWith('<') || /\btext\/html\b/i.test(answer.headers.get('content-type') ?? ''))
    return { kind: 'html' };
  if (nestsDeeper(text)) return { kind: 'deep' };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'broken' };
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
