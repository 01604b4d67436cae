import type { StoredOrphan } from '../state/model';
import { wavFile } from './wav';
import { webmFile } from './webm';

export interface Media {
  type: string;
  extension: string;
  data: Buffer;
}

/** The bytes of a recording; the same each time. */
export function renderMedia({ kind, seconds }: StoredOrphan['media']): Media {
  if (kind === 'wav') return { type: 'audio/wav', extension: 'wav', data: wavFile(seconds) };
  if (kind === 'webm') return { type: 'video/webm', extension: 'webm', data: webmFile(seconds) };
  return { type: 'text/plain; charset=utf-8', extension: 'txt', data: Buffer.from(transcript(seconds)) };
}

/** A chat, one line every five seconds. */
function transcript(seconds: number): string {
  const lines = [
    'Hello, how can I help?',
    'My order has not arrived.',
    'May I have the order number?',
    'It is 4711.',
  ];
  return Array.from({ length: Math.ceil(seconds / 5) }, (_, i) => {
    const time = new Date(i * 5000).toISOString().slice(11, 19);
    return `${time} ${i % 2 === 0 ? 'Agent' : 'Customer'}: ${lines[i % lines.length]}\n`;
  }).join('');
}
