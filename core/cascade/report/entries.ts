import { ageOf } from '../../features/shared/age';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts } from '../../index/org-facts';
import type { PolicyFacts } from '../../index/policy-facts';
import type { Project } from '../../index/project';
import { t } from '../../l10n';
import type { Range } from '../../text/lines';
import type { Cascade, CascadeEntry } from '../cascade';
import { listText } from '../conflicts/messages';
import { targetLabel } from './target-label';

/** One line below a policy. */
export interface ReportDetail {
  readonly kind: 'reason' | 'retention' | 'masks' | 'agent' | 'match' | 'collision' | 'place';
  readonly text: string;
}

/** A policy of the answer. */
export interface ReportEntry {
  readonly label: string;
  readonly outcome: 'wins' | 'ties' | 'loses' | 'disabled';
  /** "priority 100 · 90 days · only in the org". */
  readonly summary: string;
  readonly details: readonly ReportDetail[];
  /** Where the policy names the target; absent for one that only the org has. */
  readonly uri?: string;
  readonly range?: Range;
}

interface EntryContext {
  readonly cascade: Cascade;
  readonly index: EnvironmentIndex;
  readonly facts: OrgFacts | undefined;
  readonly now: number;
}

/** A step of the cascade with everything that explains it. */
export function reportEntry(entry: CascadeEntry, context: EntryContext): ReportEntry {
  const { policy, outcome } = entry;
  const details: ReportDetail[] = [{ kind: 'reason', text: entry.reason }];
  details.push({ kind: 'retention', text: retentionText(entry, context) });
  if (policy.facts !== undefined) details.push(...settingsOf(policy.facts));
  else details.push({ kind: 'masks', text: t('Its masks are not known here. Pull it to see them.') });
  const { facts, cascade } = context;
  const matched = entry.matched.map((key) => targetLabel(key, context.index.environment, facts));
  details.push({ kind: 'match', text: t('Matches by {targets}.', { targets: listText(matched) }) });
  if (outcome === 'loses' && cascade.collisions.includes(policy.priority)) {
    const text = t('Shares priority {priority} with another one here, which would tie if those above went.', {
      priority: policy.priority,
    });
    details.push({ kind: 'collision', text });
  }
  details.push({ kind: 'place', text: placeText(entry, context) });
  return {
    label: policy.label,
    outcome,
    summary: summaryOf(policy.priority, entry.retentionInForce, policy.facts === undefined),
    details,
    ...(policy.facts && { uri: policy.facts.uri, range: entry.target?.range ?? policy.facts.nameRange }),
  };
}

/**
 * Disabled policies that name one of the targets: they take no part, which is what somebody who misses them
 * wants to know.
 */
export function disabledOn(
  project: Project,
  index: EnvironmentIndex,
  keys: ReadonlySet<string>,
): ReportEntry[] {
  const found: ReportEntry[] = [];
  for (const facts of project.allPolicies()) {
    if (facts.enabled || !index.environment.includes(facts.path)) continue;
    const target = facts.targets.find((t) => keys.has(index.keyOf(t.type, t.id) ?? ''));
    if (target === undefined) continue;
    found.push({
      label: facts.label,
      outcome: 'disabled',
      summary: summaryOf(facts.priority, facts.retentionDays, false),
      details: [
        { kind: 'reason', text: t('It is disabled, so it takes no part.') },
        { kind: 'place', text: t('File {path}', { path: facts.path }) },
      ],
      uri: facts.uri,
      range: target.range,
    });
  }
  return found.sort((a, b) => (a.uri! < b.uri! ? -1 : 1));
}

function summaryOf(priority: number | undefined, days: number | undefined, onlyInOrg: boolean): string {
  const parts: string[] = [];
  if (priority !== undefined) parts.push(t('priority {priority}', { priority }));
  if (days !== undefined) parts.push(t('{days} days', { days }));
  if (onlyInOrg) parts.push(t('only in the org'));
  return parts.join(' · ');
}

function retentionText({ policy, retentionInForce }: CascadeEntry, { cascade }: EntryContext): string {
  const { retentionDays: own } = policy;
  if (own === undefined || retentionInForce === undefined)
    return t('It does not say how long recordings are kept.');
  if (retentionInForce === own) return t('Keeps recordings {days} days.', { days: own });
  return t("Keeps recordings {days} days: its own {own} are below the environment's minimum of {minimum}.", {
    days: retentionInForce,
    own,
    minimum: cascade.minimum!.days,
  });
}

function* settingsOf(facts: PolicyFacts): Iterable<ReportDetail> {
  const { patterns } = facts;
  const masks = !facts.masking
    ? t('Masks nothing: masking is off.')
    : patterns.length === 0
      ? t('Masks nothing: masking is on, but there is no pattern.')
      : patterns.length === 1
        ? t('Masks what matches {pattern}', { pattern: patterns[0]! })
        : t('Masks what matches one of {count} patterns: {patterns}', {
            count: patterns.length,
            patterns: patterns.join('   '),
          });
  yield { kind: 'masks', text: masks };
  const mode = facts.strict
    ? t('Evaluated strictly')
    : t('Evaluated by best effort: recording may be left out');
  const consent = facts.consent ? t('the agent must consent') : t('without asking the agent');
  yield { kind: 'agent', text: `${mode}, ${consent}.` };
}

function placeText({ policy }: CascadeEntry, { facts, now }: EntryContext): string {
  if (policy.facts !== undefined) return t('File {path}', { path: policy.facts.path });
  const age = facts?.remoteOnly === undefined ? '' : ageOf(facts.remoteOnly, now);
  return t('Only in the org, no file stands for it ({age}).', { age });
}
