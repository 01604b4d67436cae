import type { Fetch } from './exchange';

/**
 * Connects `http://localhost` to 127.0.0.1, or to ::1 where nothing listens there: what the system's resolver
 * makes of the name may be another machine. The second address is tried only where no connection was made, so
 * that nothing is sent twice.
 */
export function literalLoopback(fetch: Fetch): Fetch {
  return async (url, init) => {
    const address = new URL(url);
    if (address.hostname !== 'localhost') return fetch(url, init);
    const at = (hostname: string) => {
      const literal = new URL(url);
      literal.hostname = hostname;
      return fetch(literal.href, init);
    };
    try {
      return await at('127.0.0.1');
    } catch (error) {
      if (!isRefused(error)) throw error;
      return at('[::1]');
    }
  };
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (cause as { code?: unknown } | undefined)?.code === 'ECONNREFUSED';
}
