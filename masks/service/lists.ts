/** Patterns as one text; no pattern of one list can be mistaken for two of another. */
export function keyOf(patterns: readonly unknown[]): string {
  if (patterns.length === 1 && typeof patterns[0] === 'string') return `1${patterns[0]}`;
  let key = '';
  for (const pattern of patterns) key += typeof pattern === 'string' ? `${pattern.length}:${pattern}` : '-';
  return key;
}

/** Whether two lists hold the same items. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
