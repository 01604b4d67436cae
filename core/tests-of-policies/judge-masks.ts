import type { Coverage, MaskTester } from '../../masks/tester';
import type { CascadeEntry } from '../cascade/cascade';
import { t } from '../l10n';
import type { Verdict } from './judge';

/** Which texts the policy that applies does not hide as a whole, and which it hides although they should stay readable. */
export function judgeMasks(
  masks: readonly string[],
  leaves: readonly string[],
  winner: CascadeEntry | undefined,
  tester: MaskTester,
): Verdict[] {
  const found: Verdict[] = [];
  const check = (key: 'masks' | 'leaves', texts: readonly string[], wanted: Coverage): void => {
    for (const [i, text] of texts.entries()) {
      const verdict = judgeText(text, wanted, winner, tester);
      if (verdict !== undefined) found.push({ path: [key, i], ...verdict });
    }
  };
  check('masks', masks, 'whole');
  check('leaves', leaves, 'none');
  return found;
}

function judgeText(
  text: string,
  wanted: Coverage,
  winner: CascadeEntry | undefined,
  tester: MaskTester,
): Omit<Verdict, 'path'> | undefined {
  if (winner === undefined)
    return {
      message: t('No policy applies to this agent: nothing is recorded, so nothing is masked or left.'),
    };
  const policy = winner.policy.label;
  if (winner.policy.facts === undefined) {
    const message = t('Only the org has “{policy}”, and its masks are not known here. Pull it first.', {
      policy,
    });
    return { message, unknown: true };
  }
  const { patterns } = winner.policy.facts;
  const coverage = patterns.length === 0 ? 'none' : tester.covers(patterns, text);
  if (coverage === wanted) return undefined;
  if (coverage === undefined) {
    const message = t(
      'It is not known what “{policy}” masks: a pattern of it does not compile or could not be run safely. Mend that pattern first.',
      { policy },
    );
    return { message, unknown: true };
  }
  const values = { text, policy };
  if (wanted === 'none')
    return {
      message:
        coverage === 'part'
          ? t('“{policy}” hides a part of “{text}”, which should stay readable.', values)
          : t('“{policy}” hides “{text}”, which should stay readable.', values),
      expected: t('readable'),
      actual: coverage === 'part' ? t('hidden in part') : t('hidden'),
    };
  const unmasked = patterns.length === 0 ? t('Masking is off, or there is no pattern.') : '';
  return {
    message:
      coverage === 'part'
        ? t('“{policy}” hides only a part of “{text}”: the rest stays readable.', values)
        : t('“{policy}” does not hide “{text}”. {unmasked}', { ...values, unmasked }).trim(),
    expected: t('hidden'),
    actual: coverage === 'part' ? t('hidden in part') : t('readable'),
  };
}
