import type { EnvironmentIndex } from '../index/environment-index';
import type { PolicyFacts } from '../index/policy-facts';
import type { Project } from '../index/project';
import type { PolicyTestResult } from './results';

/** What tests speak of in one environment, of the targets and enabled policies of files. */
export interface TestCoverage {
  readonly environment: string;
  readonly targets: { readonly total: number; readonly untested: readonly UntestedTarget[] };
  readonly policies: { readonly total: number; readonly untested: readonly PolicyFacts[] };
}

export interface UntestedTarget {
  readonly type: string;
  /** As it is resolved in the environment, in lower case. */
  readonly id: string;
}

/**
 * What no test speaks of: targets that no test's agent has, and policies that neither apply to the agent of a
 * test nor are expected by name. Tests that were not run speak of nothing.
 */
export function testCoverage(project: Project, results: readonly PolicyTestResult[]): TestCoverage[] {
  return project.environments.map((index) => {
    const ran = results.filter(
      (r) => r.environment === index.environment.name && r.outcome !== 'errored' && r.subject !== undefined,
    );
    const keys = new Set(ran.flatMap((r) => r.subject!.targets));
    const policies = new Set(ran.flatMap((r) => r.subject!.policies));
    const enabled = [...project.allPolicies()].filter((p) => isTestable(p, index));
    const all = [...index.targets.keys()].sort();
    return {
      environment: index.environment.name,
      targets: { total: all.length, untested: all.filter((key) => !keys.has(key)).map(targetOf) },
      policies: { total: enabled.length, untested: enabled.filter((p) => !policies.has(p)) },
    };
  });
}

function isTestable(policy: PolicyFacts, { environment }: EnvironmentIndex): boolean {
  return policy.enabled && environment.includes(policy.path);
}

function targetOf(key: string): UntestedTarget {
  const colon = key.indexOf(':');
  return { type: key.slice(0, colon), id: key.slice(colon + 1) };
}
