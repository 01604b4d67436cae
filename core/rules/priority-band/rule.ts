import { nearestFree, takenPriorities } from '../../cascade/conflicts/free-priority';
import type { PriorityBand } from '../../config/config';
import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'priority-band',
  severity: 'warning',
  title: 'Priority outside every configured band, or no usual number',
  kinds: ['policy'],
  check(ctx) {
    const { bands } = ctx.config;
    const priority = (ctx.value as { priority?: unknown } | undefined)?.priority;
    if (typeof priority !== 'number' || !Number.isInteger(priority)) return;
    if (bands.length === 0) {
      if (priority < 1 || priority > LARGEST) reportOdd(ctx, priority);
      return;
    }
    if (bands.some((b) => priority >= b.low && priority <= b.high)) return;
    const usable = bands.filter((b) => b.low <= b.high);
    if (usable.length === 0) return;
    const below = best(usable, (b) => (b.high < priority ? -b.high : undefined));
    const above = best(usable, (b) => (b.low > priority ? b.low : undefined));
    const names = [below, above].filter((b) => b !== undefined).map(bandText);
    const nearest =
      above === undefined || (below !== undefined && priority - below.high <= above.low - priority)
        ? below!
        : above;
    ctx.report({
      at: ['priority'],
      message: t(
        'Priority {priority} is in no band of this project, so nobody can tell from the number whom the policy is meant to win over. The nearest: {bands}. Use a number of one of them, or change priorityBands.',
        { priority, bands: names.join('; ') },
      ),
      fixes: fixOf(ctx, priority, nearest),
    });
  },
});

/** Without bands, a number beyond this is taken for a slip of the keyboard. The guides' bands end at 399. */
const LARGEST = 999_999;

function reportOdd(ctx: RuleContext, priority: number): void {
  ctx.report({
    at: ['priority'],
    message:
      priority < 1
        ? t(
            'Priority {priority} leaves no usual number below it. The lowest number wins, so no policy can be put before this one without another such number. Use 1 or more, such as 100.',
            { priority },
          )
        : t(
            'Priority {priority} is no usual number: it looks like a slip of the keyboard. The lowest number wins, so this policy loses to every other. Use a number up to {largest}, such as 100.',
            { priority, largest: LARGEST },
          ),
  });
}

/** The band with the least rank among those that have one. */
function best(
  bands: readonly PriorityBand[],
  rank: (band: PriorityBand) => number | undefined,
): PriorityBand | undefined {
  let found: PriorityBand | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const band of bands) {
    const r = rank(band);
    if (r !== undefined && r < least) {
      found = band;
      least = r;
    }
  }
  return found;
}

function bandText({ name, low, high }: PriorityBand): string {
  return t('{name} {low}–{high}', { name, low, high });
}

function fixOf(ctx: RuleContext, priority: number, band: PriorityBand): Fix[] {
  const node = ctx.node(['priority']);
  const { low, high } = band;
  const taken =
    ctx.policy === undefined
      ? new Set<number>()
      : takenPriorities(ctx.policy, ctx.environments, ctx.org, low, high);
  const free = nearestFree(taken, Math.min(Math.max(priority, low), high), low, high);
  if (node === undefined || free === undefined) return [];
  return [
    {
      title: t('Set priority to {free} (band {name})', { free, name: band.name }),
      safe: false,
      edits: () => replaceNode(node, free),
    },
  ];
}
