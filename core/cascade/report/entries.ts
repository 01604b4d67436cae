import type { OwnSamples } from '../../../masks/samples/types';
import { ageOf } from '../../features/shared/age';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts } from '../../index/org-facts';
import { t } from '../../l10n';
import type { Range } from '../../text/lines';
import type { Cascade, CascadeEntry } from '../cascade';
import { listText } from '../conflicts/messages';
import { settingsOf } from '../settings';
import type { ReportDetail } from './detail';
import type { IdlePolicy } from './disabled';
import { settingsDetails } from './settings-text';
import { targetLabel } from './target-label';

/** A policy of the answer. */
export interface ReportEntry {
  readonly label: string;
  readonly outcome: 'wins' | 'ties' | 'loses' | 'disabled' | 'retired';
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
  /** Samples of the project's configuration for masks. */
  readonly samples: OwnSamples;
}

/** A step of the cascade with everything that explains it. */
export function reportEntry(entry: CascadeEntry, context: EntryContext): ReportEntry {
  const { policy, outcome } = entry;
  const details: ReportDetail[] = [{ kind: 'reason', text: entry.reason }];
  details.push({ kind: 'retention', text: retentionText(entry, context) });
  details.push(...settingsDetails(settingsOf(policy), outcome !== 'loses', context.samples));
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

/** A policy that names the target and takes no part, and why. */
export function idleEntry(policy: IdlePolicy): ReportEntry {
  const { label, state, facts, target } = policy;
  const reason =
    state === 'disabled'
      ? t('It is disabled, so it takes no part.')
      : state === 'retired'
        ? t('It was retired: the org has it no more, so it takes no part. Remove its file.')
        : t('It is being retired: it is disabled in the org, so it takes no part.');
  const place = facts === undefined ? t('Only in the org') : t('File {path}', { path: facts.path });
  return {
    label,
    outcome: state === 'disabled' ? 'disabled' : 'retired',
    summary: summaryOf(policy.priority, policy.retentionDays, facts === undefined),
    details: [
      { kind: 'reason', text: reason },
      { kind: 'place', text: place },
    ],
    ...(facts && target && { uri: facts.uri, range: target.range }),
  };
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

function placeText({ policy }: CascadeEntry, { facts, now }: EntryContext): string {
  if (policy.facts !== undefined) return t('File {path}', { path: policy.facts.path });
  const age = facts?.remoteOnly === undefined ? '' : ageOf(facts.remoteOnly, now);
  return t('Only in the org, no file stands for it ({age}).', { age });
}
