import { minimumRetention } from '../../cascade/conflicts/retention';
import { t } from '../../l10n';
import { environmentsFor } from '../shared/context';
import { ItemKind } from '../shared/item-kinds';
import { clean } from '../shared/markup';
import type { Proposals } from './proposals';
import { proposeSchemaValues } from './values';

/**
 * Periods that no environment of the document would override: the highest minimum, then the customary ones
 * above it.
 */
export function proposeRetention(into: Proposals): void {
  const { ctx } = into;
  let highest = 0;
  let name = '';
  for (const { environment } of environmentsFor(ctx)) {
    const days = minimumRetention(environment, ctx.org.facts(environment.name))?.days ?? 0;
    if (days > highest) {
      highest = days;
      name = environment.name;
    }
  }
  if (highest > 0) {
    const text = String(highest);
    into.add({
      label: text,
      text,
      description: name === '' ? t('minimum of the org') : t('minimum of {name}', { name: clean(name) }),
      kind: ItemKind.Value,
      filter: text,
      preselect: true,
    });
  }
  proposeSchemaValues(into, (value) => typeof value !== 'number' || value > highest);
}
