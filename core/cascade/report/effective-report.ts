import { ageOf } from '../../features/shared/age';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts } from '../../index/org-facts';
import type { Project } from '../../index/project';
import { t } from '../../l10n';
import { type Cascade, cascadeOn } from '../cascade';
import { targetName } from '../conflicts/messages';
import { idlePoliciesOn } from './disabled';
import { idleEntry, type ReportEntry, reportEntry } from './entries';
import { agentOf, type RequestedTarget } from './messages';
import { type Streams, streamsText } from './streams';

/**
 * What happens to the recordings of an agent, in words for people: what a view shows line by line. Plain
 * JSON.
 */
export interface EffectiveReport {
  readonly environment: string;
  /** Whom it is about: "An agent in group “Payments”". */
  readonly title: string;
  /** `ties`: several policies share the lowest number. `none`: nothing is recorded, as far as is known. */
  readonly status: 'applies' | 'ties' | 'none';
  /** What happens, in one or two sentences. */
  readonly summary: string;
  /** Enabled policies, winner first, then disabled ones that name the target. */
  readonly entries: readonly ReportEntry[];
  /** What else the answer rests on: the order, the minimum retention, the age of what is known of the org. */
  readonly notes: readonly string[];
}

export interface ReportContext {
  readonly facts: OrgFacts | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How many screens are recorded at one time; undefined where it is not known. */
  readonly streams: Streams | undefined;
}

/** The cascade on an agent who has all of the targets, and why it is so. */
export function effectiveReport(
  project: Project,
  index: EnvironmentIndex,
  targets: readonly RequestedTarget[],
  { facts, now, streams }: ReportContext,
): EffectiveReport {
  const keys: string[] = [];
  const unresolved: string[] = [];
  const asked = targets.map((target) => {
    const key = index.keyOf(target.type, target.id);
    if (key === undefined) unresolved.push(target.id);
    else keys.push(key);
    return { ...target, name: key === undefined ? undefined : targetName(facts, key) };
  });
  const cascade = cascadeOn(index, keys, { facts });
  const context = { cascade, index, facts, now, samples: project.config.maskSamples };
  const entries = cascade.entries.map((entry) => reportEntry(entry, context));
  return {
    environment: index.environment.name,
    title: agentOf(asked),
    status:
      cascade.entries.length === 0 || streams?.value === 0
        ? 'none'
        : cascade.ties.length > 0
          ? 'ties'
          : 'applies',
    summary: streams?.value === 0 ? noStreamsText(cascade) : summaryOf(cascade, facts),
    entries: [...entries, ...idlePoliciesOn(project, index, new Set(keys), facts).map(idleEntry)],
    notes: [...unresolvedNotes(unresolved, index), ...notesOf(cascade, facts, now), streamsText(streams)],
  };
}

function summaryOf({ entries, ties, winner, retentionDays }: Cascade, facts: OrgFacts | undefined): string {
  if (entries.length === 0)
    return facts?.remoteOnly?.complete === true
      ? t('Nothing is recorded: no enabled policy names this target.')
      : t(
          'No enabled policy of a file names this target. Whether one that only the org has does is not known.',
        );
  if (ties.length > 0) {
    const values = { count: ties.length, priority: ties[0]!.policy.priority };
    return t(
      '{count} policies tie with priority {priority}: the last write decides which one applies. Give each another priority.',
      values,
    );
  }
  const policy = winner!.policy.label;
  return retentionDays === undefined
    ? t('“{policy}” applies. It does not say how long recordings are kept.', { policy })
    : t('“{policy}” applies: recordings are kept {days} days.', { policy, days: retentionDays });
}

/** Nothing is recorded at all, whatever the policies say. */
function noStreamsText({ winner }: Cascade): string {
  return winner === undefined
    ? t('Nothing is recorded: the org records 0 screens at one time.')
    : t('Nothing is recorded: the org records 0 screens at one time. Else “{policy}” would apply.', {
        policy: winner.policy.label,
      });
}

function unresolvedNotes(unresolved: readonly string[], index: EnvironmentIndex): string[] {
  if (unresolved.length === 0) return [];
  return [
    t('No value in {environment} for {ids}, so it matches nothing. Add it to recpolicy.config.json.', {
      environment: index.environment.name === '' ? t('this project') : index.environment.name,
      ids: unresolved.join(', '),
    }),
  ];
}

function notesOf(cascade: Cascade, facts: OrgFacts | undefined, now: number): string[] {
  const notes: string[] = [];
  if (cascade.order === 'longest-retention')
    notes.push(t('This org keeps the longest retention of all that match; priorities do not decide.'));
  const { minimum } = cascade;
  if (minimum === undefined) notes.push(t('The minimum retention of the environment is not known.'));
  else {
    const days = minimum.days;
    const { asOf, complete } = minimum;
    notes.push(
      asOf === undefined
        ? t('The environment keeps recordings for at least {days} days (recpolicy.config.json).', { days })
        : t('The environment keeps recordings for at least {days} days ({age}).', {
            days,
            age: ageOf({ value: days, asOf, complete }, now),
          }),
    );
  }
  const remote = facts?.remoteOnly;
  notes.push(
    remote === undefined
      ? t('Files only: it is not known which other policies the org has.')
      : t('Files, and the policies that only the org has: {count} ({age}).', {
          count: remote.value.length,
          age: ageOf(remote, now),
        }),
  );
  return notes;
}
