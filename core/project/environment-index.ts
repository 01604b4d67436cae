import type { Environment } from '../config/environment';
import { resolveVariables } from '../variables';
import { nameKey, type PolicyFacts, type TargetFact, targetKey } from './policy-facts';
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
    const seen = targets.length > FEW ? new Set<string>() : undefined;
    for (let i = 0; i < targets.length; i++) {
      const target = targets[i]!;
      const key = target.variable ? this.keyOf(target.type, target.id) : target.key;
      if (key === undefined) continue;
      if (seen !== undefined) {
        if (seen.has(key)) continue;
        seen.add(key);
      } else if (i > 0 && this.hasBefore(targets, i, key)) continue;
      callback(key, target.index);
    }
  }

  /** Whether a target before the i-th has this key; for few targets cheaper than a set. */
  private hasBefore(targets: readonly TargetFact[], i: number, key: string): boolean {
    for (let n = 0; n < i; n++) {
      const { variable, key: written, type, id } = targets[n]!;
      if ((variable ? this.keyOf(type, id) : written) === key) return true;
    }
    return false;
  }
}

/** Up to this many targets are compared one by one. */
const FEW = 8;

/** Whether a policy is there for compliance: it claims a standard or masks data. */
export function isCompliance(policy: PolicyFacts): boolean {
  return policy.masking || policy.claims !== undefined;
}
