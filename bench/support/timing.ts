/** The median of some numbers. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/**
 * Times two pieces of work in turns, so that both see the same machine: returns the median of the per-round
 * ratios and both medians in microseconds per call.
 */
export async function compare(
  ours: () => unknown,
  peer: () => unknown,
  { rounds = 25, calls = 200, warmup = 3000 }: { rounds?: number; calls?: number; warmup?: number } = {},
): Promise<{ ratio: number; ours: number; peer: number }> {
  for (let i = 0; i < warmup; i++) {
    await ours();
    await peer();
  }
  const a: number[] = [];
  const b: number[] = [];
  for (let r = 0; r < rounds; r++) {
    a.push(await time(ours, calls));
    b.push(await time(peer, calls));
  }
  return { ratio: median(a.map((t, i) => t / b[i]!)), ours: median(a), peer: median(b) };
}

/** Microseconds per call. */
export async function time(work: () => unknown, calls: number): Promise<number> {
  const start = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) {
    const result = work();
    if (result instanceof Promise) await result;
  }
  return Number(process.hrtime.bigint() - start) / calls / 1000;
}
