import { isRecord } from '../../config/read';
import type { PolicyFacts } from '../../index/policy-facts';
import { property } from '../../json/nodes';
import { t } from '../../l10n';
import { environmentsFor } from '../shared/context';
import { ItemKind } from '../shared/item-kinds';
import { clean } from '../shared/markup';
import { CUSTOMARY_BANDS } from './properties';
import type { Proposals } from './proposals';

const PER_BAND = 3;
const STEP = 10;

/**
 * Priorities that are free on this policy's targets: one that wins over all others there, then some of each
 * band.
 */
export function proposePriorities(into: Proposals): void {
  const { ctx } = into;
  const used = usedPriorities(into);
  const lowest = [...used.keys()].sort((a, b) => a - b)[0];
  if (lowest !== undefined && lowest > 0) {
    const winner = clean(used.get(lowest)!.label);
    add(into, lowest - 1, t('wins over {policy} ({priority})', { policy: winner, priority: lowest }));
  }
  const own = ctx.project.config.bands;
  for (const band of own.length > 0 ? own : CUSTOMARY_BANDS) {
    let found = 0;
    for (const step of [STEP, 1]) {
      const from = step === 1 ? band.low : Math.ceil(band.low / STEP) * STEP;
      // A band may be as wide as its author likes; the free ones wanted are among the first few more than are
      // used.
      const last = Math.min(band.high, from + step * (used.size + PER_BAND));
      for (let n = from; n <= last && found < PER_BAND; n += step) {
        if (used.has(n)) continue;
        found++;
        add(into, n, t('free, band {band}', { band: clean(band.name) }));
      }
      if (found > 0) break;
    }
  }
}

function add(into: Proposals, priority: number, description: string): void {
  const text = String(priority);
  into.add({ label: text, text, description, kind: ItemKind.Value, filter: text });
}

/** Priorities of other enabled policies on this document's targets, as the document stands now. */
function usedPriorities(into: Proposals): Map<number, PolicyFacts> {
  const { doc } = into.ctx;
  const used = new Map<number, PolicyFacts>();
  const items = property(doc.root, 'targets')?.value.items ?? [];
  for (const index of environmentsFor(into.ctx)) {
    const seen = new Set<string>();
    for (const { value } of items) {
      if (!isRecord(value) || typeof value['type'] !== 'string' || typeof value['id'] !== 'string') continue;
      const key = index.keyOf(value['type'], value['id']);
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      for (const entry of index.targets.entriesOn(key)) {
        if (entry.policy.uri !== doc.uri && !used.has(entry.priority)) used.set(entry.priority, entry.policy);
      }
    }
  }
  return used;
}
