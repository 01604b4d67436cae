import type { Environment } from '../config/environment';
import { resolveVariables } from '../document/variables';
import { nameKey, type PolicyFacts, type TargetFact } from './policy-facts';
import { TargetIndex } from './target-index';
import { comparedId, targetKey } from './target-key';

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
      const withName = this.names.get(key);
      if (withName === undefined) this.names.set(key, policy);
      else if (Array.isArray(withName)) withName.push(policy);
      else this.names.set(key, [withName, policy]);
      markShared(policy, Array.isArray(withName) ? withName[0] : withName);
    }
    if (!policy.enabled) return;
    this.enabledPolicies++;
    if (isCompliance(policy)) this.compliancePolicies++;
    if (policy.priority === undefined) return;
    this.eachTarget(policy, (target, id) =>
      markShared(policy, this.targets.add(targetKey(target.type, id), target)),
    );
  }

  remove(policy: PolicyFacts): void {
    if (policy.name !== undefined) {
      const key = this.nameKeyOf(policy.name);
      const withName = this.names.get(key);
      if (withName === policy) this.names.delete(key);
      else if (Array.isArray(withName)) {
        const left = withName.filter((p) => p !== policy);
        this.names.set(key, left.length === 1 ? left[0]! : left);
      }
    }
    if (!policy.enabled) return;
    this.enabledPolicies--;
    if (isCompliance(policy)) this.compliancePolicies--;
    if (policy.priority === undefined) return;
    this.eachTarget(policy, (target, id) => this.targets.remove(targetKey(target.type, id), policy));
  }

  /** Policies with this name, case and outer spaces aside. */
  withName(name: string): readonly PolicyFacts[] {
    const withName = this.names.get(this.nameKeyOf(name));
    return withName === undefined ? [] : Array.isArray(withName) ? withName : [withName];
  }

  /**
   * Whether others of the environment have a target or the name of this policy, so that their findings may
   * point to it.
   */
  isShared(policy: PolicyFacts): boolean {
    if (!policy.maybeShared) return false;
    if (policy.name !== undefined && Array.isArray(this.names.get(this.nameKeyOf(policy.name)))) return true;
    return policy.targets.some((target) => {
      const id = this.idOf(target);
      return id !== undefined && this.targets.shared(targetKey(target.type, id)) !== undefined;
    });
  }

  /**
   * The key of a name as it is sent to this environment's org; a variable without a value stands as it is
   * written.
   */
  private nameKeyOf(name: string): string {
    return nameKey(resolveVariables(name, this.environment.variables) ?? name);
  }

  /** The index key of a target in this environment; undefined where a variable has no value. */
  keyOf(type: string, id: string): string | undefined {
    const resolved = this.resolvedId(id);
    return resolved === undefined ? undefined : targetKey(type, resolved);
  }

  /** The index key of a policy's target in this environment; undefined where a variable has no value. */
  keyOfTarget(target: TargetFact): string | undefined {
    const id = this.idOf(target);
    return id === undefined ? undefined : targetKey(target.type, id);
  }

  /** The resolved id of a target as it is compared; undefined where a variable has no value. */
  private idOf(target: TargetFact): string | undefined {
    if (!target.variable) return target.folded;
    const resolved = this.resolvedId(target.id);
    return resolved === undefined ? undefined : comparedId(resolved);
  }

  private resolvedId(id: string): string | undefined {
    return (
      resolveVariables(id, this.environment.variables) ?? (this.environment.name === '' ? id : undefined)
    );
  }

  /** Calls back once for each distinct target that resolves here, with its id as it is compared. */
  eachTarget(policy: PolicyFacts, callback: (target: TargetFact, id: string) => void): void {
    const { targets } = policy;
    const seen = targets.length > FEW ? new Set<string>() : undefined;
    for (let i = 0; i < targets.length; i++) {
      const target = targets[i]!;
      const id = this.idOf(target);
      if (id === undefined) continue;
      if (seen !== undefined) {
        const key = targetKey(target.type, id);
        if (seen.has(key)) continue;
        seen.add(key);
      } else if (i > 0 && this.hasBefore(targets, i, id)) continue;
      callback(target, id);
    }
  }

  /** Whether a target before the i-th is the same; for few targets cheaper than a set. */
  private hasBefore(targets: readonly TargetFact[], i: number, id: string): boolean {
    const { type } = targets[i]!;
    for (let n = 0; n < i; n++) {
      const other = targets[n]!;
      if (other.type === type && this.idOf(other) === id) return true;
    }
    return false;
  }
}

/** Marks two policies that have a name or a target in common. */
function markShared(policy: PolicyFacts, other: PolicyFacts | undefined): void {
  if (other === undefined || other === policy) return;
  policy.maybeShared = true;
  other.maybeShared = true;
}

/** Up to this many targets are compared one by one. */
const FEW = 8;

/** Whether a policy is there for compliance: it claims a standard or masks data. */
export function isCompliance(policy: PolicyFacts): boolean {
  return policy.masking || policy.claims !== undefined;
}
