import type { Environment } from '../config/environment';
import { resolveVariables } from '../variables';
import { nameKey, type PolicyFacts, type TargetFact, targetKey } from './policy-facts';
import { TargetIndex } from './target-index';

/** The policies of one environment, by target and by name, with counts that whole-project rules rest on. */
export class EnvironmentIndex {
  readonly targets = new TargetIndex();
  private readonly names = new Map<string, PolicyFacts | PolicyFacts[]>();
  enabledPolicies = 0;
  /** Enabled policies that claim a compliance standard or mask data. */
  compliancePolicies = 0;

  constructor(readonly environment: Environment) {}

  add(policy: PolicyFacts): void {
    if (policy.name !== undefined && policy.name.trim() !== '') {
      const key = this.nameKeyOf(policy.name);
      const named = this.names.get(key);
      if (named === undefined) this.names.set(key, policy);
      else if (Array.isArray(named)) named.push(policy);
      else this.names.set(key, [named, policy]);
    }
    if (!policy.enabled) return;
    this.enabledPolicies++;
    if (isCompliance(policy)) this.compliancePolicies++;
    if (policy.priority === undefined) return;
    this.eachTarget(policy, (key, _index, target) => this.targets.add(key, target));
  }

  remove(policy: PolicyFacts): void {
    if (policy.name !== undefined) {
      const key = this.nameKeyOf(policy.name);
      const named = this.names.get(key);
      if (named === policy) this.names.delete(key);
      else if (Array.isArray(named)) {
        const left = named.filter((p) => p !== policy);
        this.names.set(key, left.length === 1 ? left[0]! : left);
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
    const named = this.names.get(this.nameKeyOf(name));
    return named === undefined ? [] : Array.isArray(named) ? named : [named];
  }

  /** Whether others of the environment have a target or the name of this policy, so that their findings may point to it. */
  isShared(policy: PolicyFacts): boolean {
    if (policy.name !== undefined && Array.isArray(this.names.get(this.nameKeyOf(policy.name)))) return true;
    const { targets } = policy;
    for (let i = 0; i < targets.length; i++) {
      const target = targets[i]!;
      const key = target.variable ? this.keyOf(target.type, target.id) : target.key;
      if (key !== undefined && this.targets.shared(key) !== undefined) return true;
    }
    return false;
  }

  /** The key of a name as it is sent to this environment's org; a variable without a value stands as it is written. */
  private nameKeyOf(name: string): string {
    return nameKey(resolveVariables(name, this.environment.variables) ?? name);
  }

  /** The index key of a target in this environment; undefined where a variable has no value. */
  keyOf(type: string, id: string): string | undefined {
    const resolved =
      resolveVariables(id, this.environment.variables) ?? (this.environment.name === '' ? id : undefined);
    return resolved === undefined ? undefined : targetKey(type, resolved);
  }

  /** Calls back once for each distinct target that resolves here. */
  eachTarget(
    policy: PolicyFacts,
    callback: (key: string, targetIndex: number, target: TargetFact) => void,
  ): void {
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
      callback(key, target.index, target);
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
