import type { Environment } from '../config/environment';
import { resolveVariables } from '../variables';
import { nameKey, type PolicyFacts, targetKey } from './policy-facts';
import { TargetIndex } from './target-index';

/** The policies of one environment, by target and by name, with counts that whole-project rules rest on. */
export class EnvironmentIndex {
  readonly targets = new TargetIndex();
  private readonly names = new Map<string, PolicyFacts[]>();
  enabledPolicies = 0;
  /** Enabled policies that claim a compliance standard or mask data. */
  compliancePolicies = 0;

  constructor(readonly environment: Environment) {}

  add(policy: PolicyFacts): void {
    if (policy.name !== undefined && policy.name.trim() !== '') {
      const key = nameKey(policy.name);
      const named = this.names.get(key);
      if (named === undefined) this.names.set(key, [policy]);
      else named.push(policy);
    }
    if (!policy.enabled) return;
    this.enabledPolicies++;
    if (isCompliance(policy)) this.compliancePolicies++;
    const priority = policy.priority;
    if (priority === undefined) return;
    this.eachTarget(policy, (key, targetIndex) => this.targets.add(key, { policy, targetIndex, priority }));
  }

  remove(policy: PolicyFacts): void {
    if (policy.name !== undefined) {
      const key = nameKey(policy.name);
      const named = this.names.get(key);
      if (named !== undefined) {
        const at = named.indexOf(policy);
        if (at >= 0) named.splice(at, 1);
        if (named.length === 0) this.names.delete(key);
      }
    }
    if (!policy.enabled) return;
    this.enabledPolicies--;
    if (isCompliance(policy)) this.compliancePolicies--;
    const priority = policy.priority;
    if (priority === undefined) return;
    this.eachTarget(policy, (key) => this.targets.remove(key, policy, priority));
  }

  /** Policies with this name, case and outer spaces aside. */
  named(name: string): readonly PolicyFacts[] {
    return this.names.get(nameKey(name)) ?? [];
  }

  /** The index key of a target in this environment; undefined where a variable has no value. */
  keyOf(type: string, id: string): string | undefined {
    const resolved =
      resolveVariables(id, this.environment.variables) ?? (this.environment.name === '' ? id : undefined);
    return resolved === undefined ? undefined : targetKey(type, resolved);
  }

  /** Calls back once for each distinct target that resolves here. */
  eachTarget(policy: PolicyFacts, callback: (key: string, targetIndex: number) => void): void {
    const { targets } = policy;
    if (targets.length === 1) {
      const key = this.keyOf(targets[0]!.type, targets[0]!.id);
      if (key !== undefined) callback(key, targets[0]!.index);
      return;
    }
    const seen = new Set<string>();
    for (const target of targets) {
      const key = this.keyOf(target.type, target.id);
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      callback(key, target.index);
    }
  }
}

/** Whether a policy is there for compliance: it claims a standard or masks data. */
export function isCompliance(policy: PolicyFacts): boolean {
  return policy.masking || policy.claims !== undefined;
}
