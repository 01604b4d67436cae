import type { Clock } from './clock';

/**
 * Never wait longer than this for one Retry-After, in milliseconds: a wrong header must not hang a pipeline
 * for a day.
 */
export const MAX_RETRY_AFTER_MS = 60_000;

/**
 * `Retry-After` (RFC 9110, 10.2.3) in milliseconds: seconds or an HTTP date, which counts from the answer's
 * own `Date` where there is one, as the clocks of org and machine may differ by hours. Undefined where it is
 * absent, zero, negative or garbage, so that the caller's own back-off holds; never more than {@link
 * MAX_RETRY_AFTER_MS}.
 */
export function retryAfterMs(headers: Headers, clock: Clock): number | undefined {
  const header = headers.get('retry-after');
  if (header === null) return undefined;
  const text = header.trim();
  let ms: number;
  if (/^\d+(\.\d+)?$/.test(text)) ms = Number(text) * 1000;
  else if (/^[A-Za-z]{3},? /.test(text)) {
    const answered = Date.parse(headers.get('date') ?? '');
    ms = Date.parse(text) - (Number.isNaN(answered) ? clock.wall() : answered);
  } else return undefined;
  if (!Number.isFinite(ms) || ms <= 0) return undefined;
  return Math.min(ms, MAX_RETRY_AFTER_MS);
}
