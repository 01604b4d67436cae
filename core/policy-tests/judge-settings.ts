import type { CascadeEntry } from '../cascade/cascade';
import { settingsOf } from '../cascade/settings';
import { t } from '../l10n';
import type { TestVerdict } from './verdict';

/**
 * Whether the policy that applies has the evaluation mode and asks for consent as the test expects;
 * `undefined` is not judged.
 */
export function judgeSettings(
  expect: { readonly evaluationMode?: unknown; readonly consent?: unknown },
  winner: CascadeEntry | undefined,
): TestVerdict[] {
  const { evaluationMode, consent } = expect;
  const found: TestVerdict[] = [];
  const settings = winner && settingsOf(winner.policy);
  const check = (key: string, wanted: string, actual: string | undefined, message: () => string): void => {
    const path = [key];
    if (winner === undefined) {
      const nothing = t('No policy applies to this agent, so nothing is recorded.');
      found.push({ path, message: nothing, expected: wanted, actual: t('nothing recorded') });
    } else if (actual === undefined) {
      const unknown = t('Only the org has “{policy}”, and its settings are not known here. Pull it first.', {
        policy: winner.policy.label,
      });
      found.push({ path, message: unknown, unknown: true });
    } else if (actual !== wanted) found.push({ path, message: message(), expected: wanted, actual });
  };
  const policy = winner?.policy.label ?? '';
  if (typeof evaluationMode === 'string') {
    const actual = settings?.evaluationMode;
    const wanted = evaluationMode;
    check('evaluationMode', wanted, actual, () =>
      t('“{policy}” is evaluated as {actual}, not {wanted}.', { policy, actual: actual!, wanted }),
    );
  }
  if (typeof consent === 'boolean')
    check('consent', String(consent), settings && String(settings.consent), () =>
      consent
        ? t('“{policy}” records without the consent of the agent.', { policy })
        : t('“{policy}” asks for the consent of the agent.', { policy }),
    );
  return found;
}
