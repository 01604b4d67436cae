import { describe, expect, it } from 'vitest';
import { exchange, type Fetch } from './exchange';

const LIMITS = { headMs: 100, idleMs: 100, totalMs: 300, maxBytes: 1_000_000 };

/** A body of one byte every 20 milliseconds without end. */
function dripping(told: { cancelled: boolean }): Response {
  let timer: ReturnType<typeof setInterval>;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => controller.enqueue(new Uint8Array([32])), 20);
    },
    cancel() {
      told.cancelled = true;
      clearInterval(timer);
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

// None of these heeds the signal it is given, as Node 20 may lose it.
describe('the time limits of an exchange hold without the help of fetch', () => {
  it('ends a body that drips without end', async () => {
    const told = { cancelled: false };
    const fetch: Fetch = async () => dripping(told);
    expect(await exchange(fetch, 'http://x', {}, LIMITS)).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
    });
    expect(told.cancelled).toBe(true);
  });

  it('ends the wait for a head that never comes', async () => {
    const fetch: Fetch = () => new Promise(() => undefined);
    expect(await exchange(fetch, 'http://x', {}, LIMITS)).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
    });
  });

  it('ends a body when the caller stops', async () => {
    const told = { cancelled: false };
    const stop = new AbortController();
    const fetch: Fetch = async () => {
      setTimeout(() => stop.abort(new Error('interrupted')), 50);
      return dripping(told);
    };
    const unlimited = { ...LIMITS, totalMs: 60_000 };
    expect(await exchange(fetch, 'http://x', {}, unlimited, stop.signal)).toMatchObject({
      reason: 'aborted',
    });
    expect(told.cancelled).toBe(true);
  });
});
