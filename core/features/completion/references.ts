import { referenceKey } from '../../document/references';
import { ageOf } from '../shared/age';
import { environmentsFor } from '../shared/context';
import { ItemKind } from '../shared/item-kinds';
import { clean } from '../shared/markup';
import type { Proposals } from './proposals';
import { proposeVariableValues } from './variables';

/**
 * Variables, then the things of a kind that the org is known to have: by name, and by id where several share
 * the name.
 */
export function proposeReferences(into: Proposals, kind: string): void {
  const { typed } = into;
  proposeVariableValues(into);
  for (const { environment } of environmentsFor(into.ctx)) {
    const names = into.ctx.org.facts(environment.name)?.names;
    if (names === undefined) continue;
    const byName = new Map<string, string[]>();
    for (const [key, name] of names.value) {
      if (!key.startsWith(`${kind}:`)) continue;
      byName.set(name, [...(byName.get(name) ?? []), key.slice(kind.length + 1)]);
    }
    for (const [name, ids] of byName) {
      if (into.isFull) {
        into.isIncomplete = true;
        return;
      }
      if (
        typed !== '' &&
        !`${kind}:${name} ${ids.join(' ')}`.toLowerCase().includes(typed.replace(/^\{\{/, ''))
      )
        continue;
      const age = ageOf(names, into.ctx.now);
      for (const id of ids) {
        const reference = `{{${referenceKey({ kind, name })}}}`;
        into.add({
          label: clean(name),
          description: ids.length === 1 ? environment.name : id,
          kind: ItemKind.Reference,
          text: JSON.stringify(ids.length === 1 ? reference : id),
          filter: into.filterOf(`${reference} ${name} ${id}`),
          detail: `${id} · ${age}`,
        });
      }
    }
  }
}
