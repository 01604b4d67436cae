import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { finished, send, sendHead, type WireResponse } from '../http/send';
import type { ResponseEnd } from '../log/requests';
import type { FaultOutcome } from './types';

/** Sends a response as the fault prescribes. Resolves with how the exchange ended. */
export async function deliver(
  response: ServerResponse,
  outcome: FaultOutcome | undefined,
  answer: WireResponse,
): Promise<ResponseEnd> {
  switch (outcome?.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return 'reset';
    case 'close':
      response.socket?.destroy();
      return 'closed';
    case 'hang':
      await finished(response, () => {});
      return 'client-gone';
    case 'truncate':
      return truncate(response, answer, outcome.how ?? 'wire');
    case 'drip':
      return sendSlowly(response, answer, outcome.bytes ?? 1, outcome.everyMs);
    case 'huge':
      return sendHuge(response, answer, outcome.bytes);
    default:
      await send(response, answer);
      return endAbruptly(response);
  }
}

async function truncate(
  response: ServerResponse,
  answer: WireResponse,
  how: 'wire' | 'content',
): Promise<ResponseEnd> {
  const half = answer.payload.subarray(0, Math.floor(answer.payload.length / 2));
  if (how === 'content') {
    await send(response, { ...answer, payload: half });
    return 'truncated';
  }
  sendHead(response, answer);
  await new Promise<void>((resolve) => response.write(half, () => resolve()));
  response.socket?.destroy();
  return 'truncated';
}

async function sendSlowly(
  response: ServerResponse,
  answer: WireResponse,
  bytes: number,
  everyMs: number,
): Promise<ResponseEnd> {
  sendHead(response, answer);
  for (let at = 0; at < answer.payload.length && !response.destroyed; at += bytes) {
    response.write(answer.payload.subarray(at, at + bytes));
    await pause(everyMs);
  }
  await finished(response, () => response.end());
  return endAbruptly(response);
}

/** A JSON object padded to the size with spaces, written as fast as the client reads. */
async function sendHuge(response: ServerResponse, answer: WireResponse, bytes: number): Promise<ResponseEnd> {
  const payload = answer.payload.length > 0 ? answer.payload : Buffer.from('{}');
  sendHead(response, answer, Math.max(bytes, payload.length));
  response.write(payload.subarray(0, payload.length - 1));
  const block = Buffer.alloc(65_536, ' ');
  const gone = finished(response, () => {});
  for (let left = bytes - payload.length; left > 0 && !response.destroyed; left -= block.length) {
    const room = response.write(left < block.length ? block.subarray(0, left) : block);
    if (!room) await Promise.race([once(response, 'drain'), gone]);
  }
  await finished(response, () => response.end(payload.subarray(-1)));
  return endAbruptly(response);
}

function endAbruptly(response: ServerResponse): ResponseEnd {
  return response.writableFinished ? 'answered' : 'client-gone';
}
