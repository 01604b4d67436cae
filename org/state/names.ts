import { digest } from '../model/digest';

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|recording-settings)$/;

/**
 * A file name for an id or environment name: itself where every file system takes it as it is, else a
 * readable stem and a digest.
 */
export function stableFileName(text: string): string {
  if (/^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/.test(text) && !RESERVED.test(text)) return text;
  const stem = text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24)
    .toLowerCase();
  return `${stem === '' ? 'x' : stem}-${digest(text).slice(0, 12)}`;
}
