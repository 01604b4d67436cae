/** A target (a group, a queue, …) that is protected less after the deploy. */
export interface LoweredTarget {
  /** `GROUP:id`. */
  readonly target: string;
  /** For people: its name and, where known, how many members it has. */
  readonly name: string;
  /** What it loses, each a few words. */
  readonly losses: readonly string[];
}

/** `Payments Agents, 32 members: unmasked, 90 → 30 days`. */
export function loweredText({ name, losses }: LoweredTarget): string {
  return `${name}: ${losses.join(', ')}`;
}
