import type { IncomingMessage } from 'node:http';
import type { ReceivedRequest } from './request';

/** The platform's own limit for a request body, in bytes. */
export const maxRequestBytes = 512_000;

/** Reads a request whole. A body over the limit is drained, not kept; `tooLarge` says so. */
export async function receive(message: IncomingMessage): Promise<ReceivedRequest & { tooLarge: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxRequestBytes) chunks.push(chunk);
  }
  const target = message.url ?? '/';
  const cut = target.indexOf('?');
  return {
    method: message.method ?? 'GET',
    path: cut < 0 ? target : target.slice(0, cut),
    query: new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1)),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    ),
    body: size > maxRequestBytes ? Buffer.alloc(0) : Buffer.concat(chunks),
    tooLarge: size > maxRequestBytes,
  };
}
