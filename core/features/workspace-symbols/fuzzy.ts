/**
 * How well a name answers a query: 0 begins with it, 1 holds it, 2 holds its letters in order; undefined: not
 * at all. Case aside.
 */
export function rank(name: string, query: string): 0 | 1 | 2 | undefined {
  if (query === '') return 1;
  const lower = name.toLowerCase();
  const at = lower.indexOf(query);
  if (at === 0) return 0;
  if (at > 0) return 1;
  let from = 0;
  for (let i = 0; i < query.length; i++) {
    const c = query[i]!;
    if (c === ' ') continue;
    from = lower.indexOf(c, from) + 1;
    if (from === 0) return undefined;
  }
  return 2;
}
