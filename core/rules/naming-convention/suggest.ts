/**
 * A name of the words of another one that follows `<Department>_<Purpose>_Recording`; undefined with fewer
 * than two words.
 */
export function suggestName(name: string): string | undefined {
  const plain = PLAIN.test(name) ? name : inPlainLetters(name);
  if (plain === undefined) return undefined;
  const words = plain.match(/[A-Za-z0-9]+/g) ?? [];
  if (words.length > 0 && /^recordings?$/i.test(words.at(-1)!)) words.pop();
  const [department, ...purpose] = words.map((w) => w.charAt(0).toUpperCase() + w.slice(1));
  // Each part of the convention starts with a letter.
  if (department === undefined || purpose.length === 0) return undefined;
  if (!/^[A-Z]/.test(department) || !/^[A-Z]/.test(purpose[0]!)) return undefined;
  return `${department}_${purpose.join('')}_Recording`;
}

const PLAIN = /^[ -~]*$/;

/**
 * Letters with marks are written without them; those of other scripts have no equivalent, and half a word is
 * no suggestion.
 */
function inPlainLetters(name: string): string | undefined {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
  return /[^\p{ASCII}]/u.test(plain.replaceAll(/\P{L}/gu, '')) ? undefined : plain;
}
