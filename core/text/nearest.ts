/**
 * The candidate a misspelled word most likely stands for, or undefined where none is near. Case, hyphens and
 * underscores count for nothing; otherwise a third of the letters may be wrong, missing, too many, or swapped
 * with their neighbour. An abbreviation stands for the one word it begins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = normalized(word);
  if (wanted === '' || word.length > 100) return undefined;
  // Any other letter would be near a single one.
  const limit = wanted.length === 1 ? 0 : Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const other = normalized(candidate);
    if (Math.abs(other.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, other);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? completed(wanted, candidates);
}

/** The one candidate that an abbreviation begins. */
function completed(wanted: string, candidates: Iterable<string>): string | undefined {
  if (wanted.length < 3) return undefined;
  let only: string | undefined;
  for (const candidate of candidates) {
    if (!normalized(candidate).startsWith(wanted)) continue;
    if (only !== undefined) return undefined;
    only = candidate;
  }
  return only;
}

/** Whether two words differ in case, hyphens and underscores only. */
export function sameWord(a: string, b: string): boolean {
  return normalized(a) === normalized(b);
}

function normalized(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** Damerau-Levenshtein distance in its restricted form (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d = Math.min(d, beforeLast[j - 2]! + 1);
      row.push(d);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
