import type { PolicyFacts } from './policy-facts';

/** Small numbers for the policies of a project, so that an index can keep a number where it would keep an object. They start at 1. */
export class PolicyNumbers {
  private readonly policies: (PolicyFacts | undefined)[] = [undefined];
  private readonly free: number[] = [];

  /** Gives a policy its number. */
  add(policy: PolicyFacts): void {
    policy.number = this.free.pop() ?? this.policies.length;
    this.policies[policy.number] = policy;
  }

  /** Takes a policy out; its number goes to another. */
  remove(policy: PolicyFacts): void {
    this.policies[policy.number] = undefined;
    this.free.push(policy.number);
  }

  get(number: number): PolicyFacts {
    return this.policies[number]!;
  }
}
