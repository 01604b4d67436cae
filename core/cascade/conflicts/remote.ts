import { type ComplianceFacts, complianceFacts } from '../../index/compliance-settings';
import type { Dated, OrgFacts, RemotePolicyFact } from '../../index/org-facts';
import { nameKey, targetKey } from '../../index/policy-facts';

/** Policies that only the org has, by target and by name. */
export class RemotePolicies {
  private readonly byTarget = new Map<string, RemotePolicyFact[]>();
  private readonly byName = new Map<string, RemotePolicyFact[]>();

  constructor(readonly source: Dated<readonly RemotePolicyFact[]>) {
    for (const policy of source.value) {
      add(this.byName, nameKey(policy.name), policy);
      if (!policy.enabled) continue;
      for (const key of new Set(policy.targets.map((t) => targetKey(t.type, t.id))))
        add(this.byTarget, key, policy);
    }
    for (const list of this.byTarget.values()) list.sort(byPriority);
  }

  /** Enabled ones on a target, by its type and resolved id, lowest number first. */
  on(key: string): readonly RemotePolicyFact[] {
    return this.byTarget.get(key) ?? NONE;
  }

  named(name: string): readonly RemotePolicyFact[] {
    return this.byName.get(nameKey(name)) ?? NONE;
  }
}

const NONE: readonly RemotePolicyFact[] = [];
const indexes = new WeakMap<object, RemotePolicies>();

/**
 * The index of the policies that only the org has; undefined where they are not known. Made once per fetched
 * list.
 */
export function remotePolicies(facts: OrgFacts | undefined): RemotePolicies | undefined {
  const source = facts?.remoteOnly;
  if (source === undefined) return undefined;
  let index = indexes.get(source);
  if (index === undefined) {
    index = new RemotePolicies(source);
    indexes.set(source, index);
  }
  return index;
}

/** The compliance settings of a policy that only the org has; undefined where they are not known. */
export function remoteCompliance({ complianceSettings }: RemotePolicyFact): ComplianceFacts | undefined {
  return complianceSettings === undefined ? undefined : complianceFacts(complianceSettings);
}

function byPriority(a: RemotePolicyFact, b: RemotePolicyFact): number {
  return a.priority - b.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function add(map: Map<string, RemotePolicyFact[]>, key: string, policy: RemotePolicyFact): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [policy]);
  else list.push(policy);
}
