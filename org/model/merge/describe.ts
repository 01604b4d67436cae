/** Clashes as a sentence part: each field with what it was, what it is here and what it is in the org. */
export function describeClashes(
  clashes: readonly {
    readonly path: string;
    readonly base: unknown;
    readonly ours: unknown;
    readonly theirs: unknown;
  }[],
): string {
  return clashes
    .map((c) => `${c.path} (was ${shown(c.base)}, here ${shown(c.ours)}, in the org ${shown(c.theirs)})`)
    .join(', ');
}

function shown(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
