import { resolveVariables, variablesIn } from '../../document/variables';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts } from '../../index/org-facts';
import { targetKey } from '../../index/policy-facts';
import type { Project } from '../../index/project';
import { targetName } from '../conflicts/messages';
import { remotePolicies } from '../conflicts/remote';

/**
 * A target somebody may ask about: from the files, from the variables of the environment, or from what is
 * known of the org.
 */
export interface KnownTarget {
  readonly type: string;
  /** As a file writes it (an id or `{{variable}}`), else the id. */
  readonly id: string;
  /** What the id resolves to in the environment. */
  readonly resolved: string;
  /** Its name in the org, where that is known. */
  readonly name: string | undefined;
  /** How many enabled policies are on it, of files and of the org. */
  readonly policies: number;
}

/** Every target that is known in an environment: those with policies first, then those with a name. */
export function knownTargets(
  project: Project,
  index: EnvironmentIndex,
  facts: OrgFacts | undefined,
): KnownTarget[] {
  const found = new Map<string, { type: string; id: string; resolved: string }>();
  const add = (type: string, id: string): void => {
    const key = index.keyOf(type, id);
    if (key === undefined) return;
    const known = found.get(key);
    // A variable says more than the id it stands for.
    if (known !== undefined && (known.id.includes('{{') || !id.includes('{{'))) return;
    found.set(key, { type, id, resolved: resolveVariables(id, index.environment.variables) ?? id });
  };
  const used = new Set<string>();
  for (const policy of project.allPolicies()) {
    if (!index.environment.includes(policy.path)) continue;
    for (const target of policy.targets) {
      add(target.type, target.id);
      if (target.variable) for (const { name } of variablesIn(target.id)) used.add(name);
    }
  }
  for (const policy of facts?.remoteOnly?.value ?? [])
    for (const target of policy.targets) add(target.type, target.id);
  for (const id of facts?.groups?.value.keys() ?? []) add('GROUP', id);
  for (const key of facts?.names?.value.keys() ?? []) {
    const colon = key.indexOf(':');
    add(key.slice(0, colon), key.slice(colon + 1));
  }
  for (const [name, value] of index.environment.variables)
    if (!used.has(name)) add(typeOf(found, value), `{{${name}}}`);
  const remote = remotePolicies(facts);
  const targets = [...found].map(([key, target]): KnownTarget => {
    const policies = index.targets.entriesOn(key).length + (remote?.on(key).length ?? 0);
    return { ...target, name: targetName(facts, key), policies };
  });
  // A bare id says nothing to people: it comes after what has a name.
  const rank = (t: KnownTarget) =>
    (t.policies > 0 ? 0 : 2) + (t.name === undefined && !t.id.includes('{{') ? 1 : 0);
  return targets.sort((a, b) => rank(a) - rank(b) || compare(labelOf(a), labelOf(b)));
}

/**
 * A variable no file uses stands for whatever its value is known as; a group where that is unknown, as nearly
 * all targets are.
 */
function typeOf(found: ReadonlyMap<string, unknown>, value: string): string {
  const types = ['GROUP', 'LOCATION', 'SKILL', 'USER'];
  return types.find((type) => found.has(targetKey(type, value))) ?? 'GROUP';
}

function labelOf(target: KnownTarget): string {
  return (target.name ?? target.id).toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
