import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts, RemotePolicyFact } from '../../index/org-facts';
import type { PolicyFacts } from '../../index/policy-facts';
import type { TargetEntry } from '../../index/target-index';
import { neverApplies, type PolicyRank, type SharedTarget } from './policy-rank';
import { remoteCompliance } from './remote';
import { minimumRetention } from './retention';

/** Neighbours looked at on each side of a policy on one target; the winner is always looked at. */
const MAX_NEIGHBOURS = 20;

/** What a policy says of compliance. */
export interface ComplianceSettings {
  readonly masking: boolean;
  readonly consent: boolean;
}

/** In what two policies differ. */
export interface Difference {
  readonly retention: boolean;
  readonly compliance: boolean;
}

/** A policy on a target: of a file, or one that only the org has. */
export interface PolicyOnTarget {
  /** The URI of the file, or the id in the org. */
  readonly id: string;
  readonly label: string;
  readonly priority: number;
  readonly retentionDays: number | undefined;
  /** Undefined for a policy of the org whose settings are not known. */
  readonly settings: ComplianceSettings | undefined;
  /** Its place in the index; undefined where only the org has it. */
  readonly entry: TargetEntry | undefined;
}

/** One policy that shares a target, has another priority and differs. */
export interface OverlappingPolicy {
  readonly policy: PolicyOnTarget;
  readonly difference: Difference;
}

/** The overlap on one target in one environment. */
export interface Overlap {
  readonly shared: SharedTarget;
  /** The winner on the target; undefined where the policy itself wins. */
  readonly winner: PolicyOnTarget | undefined;
  /** The winner first where it differs, then neighbours by priority. Never empty. */
  readonly others: readonly OverlappingPolicy[];
  /** Whether a policy that only the org has is one of them, or wins. */
  readonly restsOnOrg: boolean;
  /** How many policies on the target were not looked at, as there are very many. */
  readonly notCompared: number;
}

/**
 * The overlap on a shared target, or undefined where nobody of another priority differs. Nothing is said
 * where this policy is tied for the win (`priority-collision` says it), nor of policies that apply nowhere
 * (`shadowed-policy` says it on them).
 */
export function overlapOn(
  shared: SharedTarget,
  { policy, index, priority, remote: onlyInOrg }: PolicyRank,
  facts: OrgFacts | undefined,
): Overlap | undefined {
  const { entries, from, to, remote } = shared;
  const first = remote[0];
  const orgLeads = first !== undefined && first.priority < entries[0]!.priority;
  const wins = from === 0 && !orgLeads;
  if (wins && (to > 1 || first?.priority === priority)) return undefined;
  const others: OverlappingPolicy[] = [];
  let compared = 0;
  const compareWithOrg = (other: RemotePolicyFact): void => {
    compared++;
    if (other.priority === priority) return;
    const difference = differenceOf(policy, other, remoteCompliance(other)?.signature, index, facts);
    if (difference !== undefined) others.push({ policy: ofOrg(other), difference });
  };
  const compareWith = (entry: TargetEntry): void => {
    compared++;
    const difference = differenceOf(policy, entry.policy, entry.policy.compliance, index, facts);
    if (difference === undefined || neverApplies(entry.policy, index, onlyInOrg)) return;
    others.push({ policy: ofFile(entry), difference });
  };
  if (orgLeads) compareWithOrg(first);
  if (from > 0) compareWith(entries[0]!);
  for (let i = from - 1; i > Math.max(0, from - MAX_NEIGHBOURS); i--) compareWith(entries[i]!);
  for (let i = to; i < Math.min(entries.length, to + MAX_NEIGHBOURS); i++) compareWith(entries[i]!);
  for (let i = orgLeads ? 1 : 0; i < Math.min(remote.length, MAX_NEIGHBOURS); i++) compareWithOrg(remote[i]!);
  if (others.length === 0) return undefined;
  return {
    shared,
    winner: wins ? undefined : orgLeads ? ofOrg(first) : ofFile(entries[0]!),
    others,
    restsOnOrg: orgLeads || others.some((o) => o.policy.entry === undefined),
    notCompared: entries.length - (to - from) + remote.length - compared,
  };
}

/**
 * What would be different for an agent; retentions that the environment lifts to one minimum are the same.
 */
function differenceOf(
  a: PolicyFacts,
  b: { readonly retentionDays: number | undefined },
  complianceOfB: string | undefined,
  index: EnvironmentIndex,
  facts: OrgFacts | undefined,
): Difference | undefined {
  let retention = a.retentionDays !== b.retentionDays;
  if (retention && a.retentionDays !== undefined && b.retentionDays !== undefined) {
    const minimum = minimumRetention(index.environment, facts)?.days ?? 0;
    retention = Math.max(a.retentionDays, minimum) !== Math.max(b.retentionDays, minimum);
  }
  if (a.retentionDays === undefined || b.retentionDays === undefined) retention = false;
  const compliance = complianceOfB !== undefined && a.compliance !== complianceOfB;
  return retention || compliance ? { retention, compliance } : undefined;
}

function ofFile(entry: TargetEntry): PolicyOnTarget {
  const { policy, priority } = entry;
  const { uri: id, label, retentionDays } = policy;
  return { id, label, priority, retentionDays, settings: policy, entry };
}

function ofOrg(policy: RemotePolicyFact): PolicyOnTarget {
  const { id, name: label, priority, retentionDays } = policy;
  const known = remoteCompliance(policy);
  const settings = known && { masking: known.masking, consent: known.agentConsents };
  return { id, label, priority, retentionDays, settings, entry: undefined };
}
