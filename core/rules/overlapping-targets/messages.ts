import {
  daysText,
  environmentsSentence,
  onlyInOrgSentence,
  policyName,
} from '../../cascade/conflicts/messages';
import type { Overlap, PolicyOnTarget } from '../../cascade/conflicts/overlaps';
import type { Dated } from '../../index/org-facts';
import type { PolicyFacts } from '../../index/policy-facts';
import { t } from '../../l10n';

/** Characters of a policy's name in the first sentence, which is what a list of findings shows. */
const NAME_ROOM = 34;

/**
 * Who wins on a target and what that changes, whole sentences, names first.
 * @param source what is known of the org, where the finding rests on it
 */
export function overlapMessage(
  { winner, others, notCompared }: Overlap,
  policy: PolicyFacts,
  target: string,
  environments: readonly string[],
  source: Dated<unknown> | undefined,
): string {
  const [first, ...rest] = others;
  const other = first!.policy;
  const { compliance } = first!.difference;
  const values = {
    target,
    other: policyName(other, NAME_ROOM),
    winner: policyName(winner ?? other, NAME_ROOM),
  };
  const sentences =
    winner === undefined
      ? [t('{other} does not apply to {target}: this policy wins there.', values)]
      : winner.id === other.id
        ? [t('{winner} wins on {target}, not this policy.', values)]
        : [t('{winner} wins on {target}, neither {other} nor this policy.', values)];
  sentences.push(
    holdsText({ label: policy.label, retentionDays: policy.retentionDays, settings: policy }, compliance),
    holdsText(other, compliance),
  );
  if (rest.length === 1) sentences.push(t('One more policy on this target differs.'));
  if (rest.length > 1)
    sentences.push(t('{count} more policies on this target differ.', { count: rest.length }));
  if (notCompared > 0)
    sentences.push(t('{count} others on this target were not compared.', { count: notCompared }));
  const where = environmentsSentence(environments);
  if (where !== undefined) sentences.push(where);
  if (source !== undefined) {
    const all = winner === undefined ? [] : [winner];
    const onlyInOrg = [...all, ...others.map((o) => o.policy)].find((p) => p.entry === undefined)!;
    sentences.push(onlyInOrgSentence([onlyInOrg.label], source));
  }
  return sentences.join(' ');
}

/** What holds under a policy: its retention, and its masking where that is part of a difference. */
export function holdsText(
  { label: name, retentionDays, settings }: Pick<PolicyOnTarget, 'label' | 'retentionDays' | 'settings'>,
  compliance: boolean,
): string {
  const period = daysText(retentionDays ?? 0);
  if (!compliance || settings === undefined)
    return t('“{name}” keeps recordings {period}.', { name, period });
  if (settings.masking)
    return settings.consent
      ? t('“{name}” keeps recordings {period}, masked by its patterns, with consent.', { name, period })
      : t('“{name}” keeps recordings {period}, masked by its patterns.', { name, period });
  return settings.consent
    ? t('“{name}” keeps recordings {period}, unmasked, with consent.', { name, period })
    : t('“{name}” keeps recordings {period}, unmasked.', { name, period });
}
