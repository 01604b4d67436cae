import type { Path } from '../../json/nodes';
import { t } from '../../l10n';
import { ageOf } from '../shared/age';
import { environmentsFor } from '../shared/context';
import { ItemKind } from '../shared/item-kinds';
import { clean } from '../shared/markup';
import type { Proposals } from './proposals';
import { proposeVariableValues } from './variables';

/** The type of target whose id stands at a path of this kind of document; undefined where no id stands. */
export function targetTypeAt(into: Proposals): string | undefined {
  const { caret, ctx } = into;
  return ctx.doc.kind === 'policy'
    ? policyTarget(caret.path, caret.siblings.get('type'))
    : ctx.doc.kind === 'tests'
      ? testTarget(caret.path)
      : undefined;
}

function policyTarget(path: Path, type: string | undefined): string | undefined {
  return path.length === 3 && path[0] === 'targets' && path[2] === 'id' ? (type ?? '') : undefined;
}

const TEST_TARGETS = new Map<unknown, string>([
  ['groups', 'GROUP'],
  ['skills', 'SKILL'],
  ['location', 'LOCATION'],
  ['user', 'USER'],
]);

/** The type of target an agent's property in a policy test names. */
export function testTarget(path: Path): string | undefined {
  if (path[0] !== 'tests' || path[2] !== 'agent') return undefined;
  const type = TEST_TARGETS.get(path[3]);
  const inList = type === 'GROUP' || type === 'SKILL';
  return type !== undefined && path.length === (inList ? 5 : 4) ? type : undefined;
}

/** Variables, then ids that the org is known to have, by name. */
export function proposeTargetIds(into: Proposals, type: string): void {
  const typed = into.typed;
  // Inside a name that the client will narrow further, what does not match is left out before the cut.
  const matches = (name: string, id: string) =>
    typed === '' || `${name} ${id}`.toLowerCase().includes(typed) || id.toLowerCase() === typed;
  proposeVariableValues(into);
  for (const { environment } of environmentsFor(into.ctx)) {
    const facts = into.ctx.org.facts(environment.name);
    if (facts === undefined) continue;
    if (type === 'GROUP' || type === '') {
      for (const group of facts.groups?.value.values() ?? []) {
        if (into.isFull) break;
        if (!matches(group.name ?? '', group.id)) continue;
        const members = group.activeMembers ?? group.members;
        const name = clean(group.name ?? group.id);
        into.add({
          label: name,
          description: members === undefined ? environment.name : t('{members} members', { members }),
          kind: ItemKind.Reference,
          text: JSON.stringify(group.id),
          filter: into.filterOf(`${name} ${group.id}`),
          detail: `${group.id} · ${ageOf(facts.groups!, into.ctx.now)}`,
        });
      }
    }
    if (type !== '') proposeNames(into, type, environment.name, matches);
    if (into.isFull) into.isIncomplete = true;
  }
}

function proposeNames(
  into: Proposals,
  type: string,
  environment: string,
  matches: (name: string, id: string) => boolean,
): void {
  const names = into.ctx.org.facts(environment)?.names;
  if (names === undefined) return;
  const prefix = `${type}:`;
  for (const [key, name] of names.value) {
    if (into.isFull) return;
    if (!key.startsWith(prefix)) continue;
    const id = key.slice(prefix.length);
    if (!matches(name, id)) continue;
    const label = clean(name);
    into.add({
      label,
      description: environment,
      kind: ItemKind.Reference,
      text: JSON.stringify(id),
      filter: into.filterOf(`${label} ${id}`),
      detail: `${id} · ${ageOf(names, into.ctx.now)}`,
    });
  }
}
