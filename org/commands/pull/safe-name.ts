import { digest } from '../../model/digest';

const DEVICES = /^(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;
/** Longest stem; with the extension it stays well under every file system's 255 bytes. */
const MAX_STEM = 80;

/**
 * A file name for a policy, made from its name: letters, digits and a few marks that every file system, shell
 * and archive takes as they are. Whatever the name contains, the result is one plain path segment.
 */
export function safeStem(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-_]+|-+$/g, '')
    .slice(0, MAX_STEM)
    .replace(/-+$/g, '');
  if (plain === '') return 'policy';
  return DEVICES.test(plain) ? `policy-${plain}` : plain;
}

/** The stem and `suffix`, or with a part of the id's digest where the stem is taken (case aside). */
export function freeFileName(
  name: string,
  id: string,
  suffix: string,
  isTaken: (fileName: string) => boolean,
): string {
  const stem = safeStem(name);
  const plain = `${stem}${suffix}`;
  if (!isTaken(plain.toLowerCase())) return plain;
  const hash = digest(id);
  for (let length = 8; length <= hash.length; length += 8) {
    const candidate = `${stem}-${hash.slice(0, length)}${suffix}`;
    if (!isTaken(candidate.toLowerCase())) return candidate;
  }
  return `${stem}-${hash}-2${suffix}`;
}
