import type { IncomingMessage, ServerResponse } from 'node:http';
import { isoTime } from '../clock';
import { renderMedia } from '../media/render';
import type { EmulatedOrg } from '../org';
import { jsonResponse, send, type WireResponse } from './send';

export const mediaPrefix = '/media/';

/**
 * Serves prepared media by its expiring address, whole or in one range (RFC 9110, section 14). No token is
 * asked for.
 */
export async function serveMedia(
  org: EmulatedOrg,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const link = org.mediaLinks.get((message.url ?? '').slice(mediaPrefix.length));
  const stored = org.state.orphans.find((candidate) => candidate.orphan.id === link?.orphanId);
  if (!link || !stored) return send(response, refuse(404, 'The address is not known.'));
  if (link.expiresAt <= org.clock.now()) {
    return send(response, refuse(403, `The address expired at ${isoTime(link.expiresAt)}.`));
  }
  const { type, extension, data } = renderMedia(stored.media);
  const headers = {
    'Content-Type': type,
    'Accept-Ranges': 'bytes',
    'Content-Disposition': `attachment; filename="${stored.orphan.id}.${extension}"`,
  };
  await send(response, ranged(data, message.headers.range, headers));
}

function ranged(data: Buffer, range: string | undefined, headers: Record<string, string>): WireResponse {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!match || match[0] === 'bytes=-') return { status: 200, headers, payload: data };
  const suffix = match[1] === '';
  const start = suffix ? Math.max(0, data.length - Number(match[2])) : Number(match[1]);
  const end = suffix || match[2] === '' ? data.length - 1 : Math.min(Number(match[2]), data.length - 1);
  if (start > end) {
    return { status: 416, headers: { 'Content-Range': `bytes */${data.length}` }, payload: Buffer.alloc(0) };
  }
  const part = { ...headers, 'Content-Range': `bytes ${start}-${end}/${data.length}` };
  return { status: 206, headers: part, payload: data.subarray(start, end + 1) };
}

function refuse(status: number, message: string): WireResponse {
  return jsonResponse(status, {}, { message, code: 'media.unavailable', status });
}
