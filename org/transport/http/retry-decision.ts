import type { ExchangeOutcome } from './exchange';

/**
 * What to do with an outcome. `retry`: the request certainly had no effect, or has none by nature.
 * `ambiguous`: a write that may have taken effect, which only a read can tell. `renew`: the token was
 * refused.
 */
export type RetryDecision = 'accept' | 'retry' | 'wait' | 'renew' | 'ambiguous' | 'refuse';

/** Status codes of which a repeat of a read may get rid. */
const TRANSIENT = new Set([408, 500, 502, 503, 504]);

/** The table of safe repeats, by method and outcome. */
export function decideRetry(method: string, outcome: ExchangeOutcome): RetryDecision {
  const read = method === 'GET' || method === 'HEAD';
  if (outcome.kind === 'failed') {
    switch (outcome.reason) {
      case 'connect':
        return 'retry';
      case 'tls':
      case 'redirect':
        return 'refuse';
      case 'too-large':
        return read ? 'refuse' : 'ambiguous';
      case 'aborted':
        return read || !outcome.sent ? 'refuse' : 'ambiguous';
      default:
        return read ? 'retry' : 'ambiguous';
    }
  }
  const { status } = outcome;
  if (status >= 200 && status < 300) return 'accept';
  if (status === 401) return 'renew';
  // The limiter refuses before anything is done, so that any method may be repeated.
  if (status === 429) return 'wait';
  if (TRANSIENT.has(status)) return read ? 'retry' : 'ambiguous';
  return 'refuse';
}
