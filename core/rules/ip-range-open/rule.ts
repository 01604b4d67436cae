import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { type Network, networkOf, rangesOf } from '../ip-ranges';

interface IpRangeEntry extends Network {
  readonly text: string;
  readonly index: number;
}

/**
 * What counts as the whole internet: all of IPv4 (also as IPv4-mapped IPv6), and the public part of IPv6,
 * 2000::/3.
 */
const WHOLE = [
  { family: 4, low: 0n, high: (1n << 32n) - 1n },
  { family: 6, low: 0xffffn << 32n, high: (0xffffn << 32n) | ((1n << 32n) - 1n) },
  { family: 6, low: 1n << 125n, high: (1n << 126n) - 1n },
] as const;

export const rule = defineRule({
  code: 'ip-range-open',
  severity: 'warning',
  title: 'The whole internet',
  kinds: ['psr'],
  check(ctx) {
    const entries: IpRangeEntry[] = [];
    for (const { text, index } of rangesOf(ctx.value)) {
      const network = networkOf(text);
      if (network !== undefined) entries.push({ ...network, text, index });
    }
    if (entries.length === 0) return;
    const reported = new Set<number>();
    for (const whole of WHOLE) {
      const of = entries.filter((e) => e.family === whole.family);
      const alone = of.filter((e) => e.low <= whole.low && e.high >= whole.high);
      const cover = alone.length > 0 ? [] : coverOf(of, whole.low, whole.high);
      for (const entry of alone) {
        if (reported.has(entry.index)) continue;
        reported.add(entry.index);
        reportAlone(ctx, entry);
      }
      if (cover.length > 0 && !cover.some((e) => reported.has(e.index))) {
        for (const e of cover) reported.add(e.index);
        reportTogether(ctx, cover);
      }
    }
  },
});

/**
 * The fewest entries, from the lowest address upwards, that cover an interval together; none where they leave
 * a gap.
 */
function coverOf(entries: readonly IpRangeEntry[], low: bigint, high: bigint): IpRangeEntry[] {
  const chosen: IpRangeEntry[] = [];
  for (let at = low; at <= high; ) {
    let best: IpRangeEntry | undefined;
    for (const e of entries)
      if (e.low <= at && e.high >= at && (best === undefined || e.high > best.high)) best = e;
    if (best === undefined) return [];
    chosen.push(best);
    at = best.high + 1n;
  }
  return chosen;
}

function reportAlone(ctx: RuleContext, { text, index }: IpRangeEntry): void {
  ctx.report({
    at: ['triggers', 'ipRanges', index],
    message: t(
      '{text} is the whole internet, so the condition holds for every session and sorts out none. Name the networks you mean, or remove the condition.',
      { text },
    ),
  });
}

function reportTogether(ctx: RuleContext, cover: readonly IpRangeEntry[]): void {
  const [first, ...rest] = [...cover].sort((a, b) => a.index - b.index);
  ctx.report({
    at: ['triggers', 'ipRanges', first!.index],
    message: t(
      '{ranges} together are the whole internet, so the condition holds for every session and sorts out none. Name the networks you mean, or remove the condition.',
      {
        ranges: [first!, ...rest]
          .slice(0, 8)
          .map((e) => e.text)
          .join(', '),
      },
    ),
    related: rest.map(({ text, index }) => {
      const node = ctx.node(['triggers', 'ipRanges', index])!;
      return {
        uri: ctx.doc.uri,
        range: ctx.doc.range(node.start, node.end),
        message: t('{text} is part of it', { text }),
      };
    }),
  });
}
