import type { Finding, OffsetEdit } from '../findings/finding';

/** The edits of one finding's fix, which are made together or not at all. */
export interface ChosenFix {
  readonly finding: Finding;
  readonly title: string;
  readonly edits: readonly OffsetEdit[];
}

/**
 * The first safe fix of each finding, without those that touch what an earlier one changes: the rest is for
 * the next round, when their findings have been computed anew. A fix that fails to compute is left out.
 */
export function chooseFixes(findings: readonly Finding[], length: number): ChosenFix[] {
  const chosen: ChosenFix[] = [];
  const taken: OffsetEdit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find((f) => f.safe);
    if (fix === undefined) continue;
    const edits = editsOf(() => fix.edits(), length);
    if (edits.length === 0 || edits.some((e) => taken.some((other) => touch(e, other)))) continue;
    taken.push(...edits);
    chosen.push({ finding, title: fix.title, edits });
  }
  return chosen;
}

/**
 * The edits of a fix in order; none where one lies outside the text or they overlap, which is a fault of the
 * rule.
 */
export function editsOf(compute: () => readonly OffsetEdit[], length: number): OffsetEdit[] {
  let edits: OffsetEdit[];
  try {
    edits = [...compute()].sort((a, b) => a.start - b.start || a.end - b.end);
  } catch {
    return [];
  }
  for (let i = 0; i < edits.length; i++) {
    const e = edits[i]!;
    if (e.start < 0 || e.end < e.start || e.end > length) return [];
    if (i > 0 && edits[i - 1]!.end > e.start) return [];
  }
  return edits;
}

/** Neighbours count too: a comma that one takes away may be the one another counts on. */
function touch(a: OffsetEdit, b: OffsetEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The text after edits in order that do not overlap. */
export function spliced(text: string, edits: readonly OffsetEdit[]): string {
  let out = '';
  let from = 0;
  for (const e of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(from, e.start) + e.newText;
    from = e.end;
  }
  return out + text.slice(from);
}
