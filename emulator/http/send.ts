import type { ServerResponse } from 'node:http';

/** A response as bytes. */
export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  payload: Buffer;
}

export function jsonResponse(status: number, headers: Record<string, string>, body: unknown): WireResponse {
  if (body === undefined) return { status, headers, payload: Buffer.alloc(0) };
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, payload: Buffer.from(JSON.stringify(body)) };
}

export function textResponse(
  status: number,
  headers: Record<string, string>,
  type: string,
  text: string,
): WireResponse {
  return { status, headers: { 'Content-Type': type, ...headers }, payload: Buffer.from(text) };
}

/** Writes the head, with a Content-Length that may differ from what follows. A 204 has none. */
export function sendHead(
  response: ServerResponse,
  { status, headers, payload }: WireResponse,
  length = payload.length,
): void {
  response.writeHead(status, status === 204 ? headers : { ...headers, 'Content-Length': String(length) });
}

/** Sends an answer; resolves when the client has it or is gone. */
export function send(response: ServerResponse, answer: WireResponse): Promise<void> {
  sendHead(response, answer);
  return finished(response, () => response.end(answer.payload));
}

export function finished(response: ServerResponse, start: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    response.once('close', resolve);
    start();
  });
}
