import type { MaskTester, TextCoverage } from '../../masks/tester';
import type { CascadeEntry } from '../cascade/cascade';
import { settingsOf } from '../cascade/settings';
import { t } from '../l10n';
import type { TestVerdict } from './verdict';

/**
 * Which texts the policy that applies does not hide as a whole, and which it hides although they should stay
 * readable.
 */
export function judgeMasks(
  masks: readonly string[],
  leaves: readonly string[],
  winner: CascadeEntry | undefined,
  tester: MaskTester,
): TestVerdict[] {
  const found: TestVerdict[] = [];
  const check = (key: 'masks' | 'leaves', texts: readonly string[], wanted: 'whole' | 'none'): void => {
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
  wanted: 'whole' | 'none',
  winner: CascadeEntry | undefined,
  tester: MaskTester,
): Omit<TestVerdict, 'path'> | undefined {
  if (winner === undefined)
    return {
      message: t('No policy applies to this agent: nothing is recorded, so nothing is masked or left.'),
    };
  const policy = winner.policy.label;
  const settings = settingsOf(winner.policy);
  if (settings === undefined) {
    const message = t('Only the org has “{policy}”, and its masks are not known here. Pull it first.', {
      policy,
    });
    return { message, unknown: true };
  }
  const { patterns } = settings;
  const coverage: TextCoverage | undefined =
    patterns.length === 0 ? { state: 'none' } : tester.covers(patterns, text);
  if (coverage?.state === wanted) return undefined;
  if (coverage === undefined) {
    const message = t(
      'It is not known what “{policy}” masks: a pattern of it does not compile or could not be run safely. Mend that pattern first.',
      { policy },
    );
    return { message, unknown: true };
  }
  return verdictOn(coverage, wanted, { text, policy }, patterns.length === 0);
}

function verdictOn(
  coverage: TextCoverage,
  wanted: 'whole' | 'none',
  values: { readonly text: string; readonly policy: string },
  unmasked: boolean,
): Omit<TestVerdict, 'path'> {
  const { state } = coverage;
  const actual =
    state === 'whole'
      ? t('hidden')
      : state === 'part'
        ? t('hidden in part')
        : state === 'none'
          ? t('readable')
          : t('hidden in some lines only');
  if (wanted === 'none') {
    const expected = t('readable');
    if (state === 'part')
      return {
        message: t('“{policy}” hides a part of “{text}”, which should stay readable.', values),
        expected,
        actual,
      };
    if (state === 'some-lines')
      return {
        message: t('“{policy}” hides “{text}” in some lines, and it should stay readable.', values),
        expected,
        actual,
      };
    return { message: t('“{policy}” hides “{text}”, which should stay readable.', values), expected, actual };
  }
  const expected = t('hidden');
  if (state === 'some-lines')
    return {
      message: t('“{policy}” hides “{text}” in some lines only: it stays readable in “{line}”.', {
        ...values,
        line: coverage.readable,
      }),
      expected,
      actual,
    };
  if (state === 'part')
    return {
      message: t('“{policy}” hides only a part of “{text}”: the rest stays readable.', values),
      expected,
      actual,
    };
  return {
    message: unmasked
      ? t('“{policy}” does not hide “{text}”. Masking is off, or there is no pattern.', values)
      : t('“{policy}” does not hide “{text}”.', values),
    expected,
    actual,
  };
}
