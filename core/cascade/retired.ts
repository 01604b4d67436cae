import type { OrgFacts, RetiredPolicy } from '../index/org-facts';
import { nameKey, type PolicyFacts } from '../index/policy-facts';

interface RetiredIndex {
  readonly byFile: ReadonlyMap<string, RetiredPolicy>;
  readonly byName: ReadonlyMap<string, RetiredPolicy>;
}

const indexes = new WeakMap<readonly RetiredPolicy[], RetiredIndex>();

/**
 * The retirement of a file's policy, finished or under way; undefined where it is not retired. A file whose
 * policy is retired takes part in nothing, though it is still there and says that the policy is enabled.
 */
export function retirementOf(policy: PolicyFacts, facts: OrgFacts | undefined): RetiredPolicy | undefined {
  const retired = facts?.retired;
  if (retired === undefined || retired.length === 0) return undefined;
  let index = indexes.get(retired);
  if (index === undefined) {
    index = {
      byFile: new Map(retired.flatMap((r) => (r.file === undefined ? [] : [[r.file, r]]))),
      byName: new Map(retired.flatMap((r) => (r.file === undefined ? [[nameKey(r.name), r]] : []))),
    };
    indexes.set(retired, index);
  }
  const byFile = index.byFile.get(policy.path);
  return byFile ?? (policy.name === undefined ? undefined : index.byName.get(nameKey(policy.name)));
}
