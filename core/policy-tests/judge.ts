import type { MaskTester } from '../../masks/tester';
import type { CascadeEntry } from '../cascade/cascade';
import { listText } from '../cascade/conflicts/messages';
import type { EffectivePolicy } from '../cascade/effective';
import { strings } from '../config/read';
import type { EnvironmentIndex } from '../index/environment-index';
import { nameKey } from '../index/policy-facts';
import { t } from '../l10n';
import { judgeMasks } from './judge-masks';
import { judgeSettings } from './judge-settings';
import type { TestVerdict } from './verdict';

/** The `expect` of a test as written; other rules report values of the wrong type, which are not judged. */
export interface TestExpectation {
  readonly policy?: unknown;
  readonly retentionDays?: unknown;
  readonly masks?: unknown;
  readonly leaves?: unknown;
  readonly evaluationMode?: unknown;
  readonly consent?: unknown;
}

/** What of an expectation does not hold. */
export function evaluateTest(
  expect: TestExpectation,
  effective: EffectivePolicy,
  index: EnvironmentIndex,
  masks: MaskTester,
): TestVerdict[] {
  const { ties } = effective;
  if (ties.length > 0) {
    // Everything else hangs on which of them happens to win.
    const values = { names: namesOf(ties), priority: ties[0]!.policy.priority };
    return [
      {
        path: 'policy' in expect ? ['policy'] : [],
        message: t(
          '{names} all match with priority {priority}, so the last write decides what happens to this agent. Give each another priority.',
          values,
        ),
      },
    ];
  }
  return [
    ...judgePolicy(expect.policy, effective, index),
    ...judgeRetention(expect.retentionDays, effective),
    ...judgeSettings(expect, effective.winner),
    ...judgeMasks(strings(expect.masks), strings(expect.leaves), effective.winner, masks),
  ];
}

function judgePolicy(
  wanted: unknown,
  { winner, entries }: EffectivePolicy,
  index: EnvironmentIndex,
): TestVerdict[] {
  const actual = winner?.policy.label ?? t('no policy');
  if (wanted === null) {
    if (winner === undefined) return [];
    const message = t('“{actual}” applies to this agent, but no policy should. {reason}', {
      actual,
      reason: winner.reason,
    });
    return [{ path: ['policy'], message, expected: t('no policy'), actual }];
  }
  if (typeof wanted !== 'string') return [];
  if (winner !== undefined && nameKey(winner.policy.label) === nameKey(wanted)) return [];
  const beaten = entries.find((e) => nameKey(e.policy.label) === nameKey(wanted));
  const applies =
    winner === undefined
      ? t('No policy applies to this agent.')
      : t('“{actual}” applies to this agent.', { actual });
  const why =
    beaten !== undefined
      ? t('“{wanted}” matches too, but loses: {reason}', { wanted, reason: beaten.reason })
      : whyNot(wanted, index);
  return [{ path: ['policy'], message: `${applies} ${why}`, expected: wanted, actual }];
}

function whyNot(wanted: string, index: EnvironmentIndex): string {
  const named = index.withName(wanted);
  if (named.length === 0) return t('There is no policy “{wanted}” in this environment.', { wanted });
  return named.some((p) => p.enabled)
    ? t('None of the targets of “{wanted}” matches.', { wanted })
    : t('“{wanted}” is disabled.', { wanted });
}

function judgeRetention(wanted: unknown, { winner, retentionDays, minimum }: EffectivePolicy): TestVerdict[] {
  if (typeof wanted !== 'number') return [];
  const path = ['retentionDays'];
  if (winner === undefined) {
    const message = t('Nothing is kept: no policy applies to this agent, so nothing is recorded.');
    return [{ path, message, expected: String(wanted), actual: t('nothing recorded') }];
  }
  if (retentionDays === wanted) return [];
  const values = { policy: winner.policy.label, days: retentionDays ?? t('unknown'), wanted };
  const lifted =
    minimum !== undefined &&
    winner.policy.retentionDays !== undefined &&
    winner.policy.retentionDays < minimum.days;
  const message = lifted
    ? t(
        "Recordings are kept {days} days, not {wanted}: the environment's minimum overrides what “{policy}” says.",
        values,
      )
    : t('Recordings are kept {days} days, not {wanted}: “{policy}” says so.', values);
  return [{ path, message, expected: String(wanted), actual: String(values.days) }];
}

function namesOf(entries: readonly CascadeEntry[]): string {
  return listText(entries.map((e) => `“${e.policy.label}”`));
}
