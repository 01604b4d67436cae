import type { OwnSamples } from '../../../masks/samples/types';
import { t } from '../../l10n';
import { listText } from '../conflicts/messages';
import type { EvaluationMode, PolicySettings } from '../settings';
import type { ReportDetail } from './detail';
import { type MaskedKind, maskedKinds } from './masked-kinds';

/**
 * What a policy masks, whether it asks the agent and how it is evaluated, a sentence each.
 * @param holds whether the policy applies (or ties): only then its masks are tried, kind by kind
 */
export function settingsDetails(
  settings: PolicySettings | undefined,
  holds: boolean,
  samples: OwnSamples,
): ReportDetail[] {
  if (settings === undefined)
    return [
      {
        kind: 'masks',
        text: t('Its masks, consent and evaluation mode are not known here. Pull it to see them.'),
      },
    ];
  const { consent, evaluationMode } = settings;
  return [
    ...maskTexts(settings, holds, samples).map((text): ReportDetail => ({ kind: 'masks', text })),
    { kind: 'agent', text: consentText(consent) },
    { kind: 'agent', text: modeText(evaluationMode) },
  ];
}

function maskTexts({ masking, patterns }: PolicySettings, holds: boolean, samples: OwnSamples): string[] {
  if (!masking) return [t('Masks nothing: masking is off.')];
  if (patterns.length === 0) return [t('Masks nothing: masking is on, but there is no pattern.')];
  const texts = [
    patterns.length === 1
      ? t('Masks what matches {pattern}', { pattern: patterns[0]! })
      : t('Masks what matches one of {count} patterns: {patterns}', {
          count: patterns.length,
          patterns: patterns.join('   '),
        }),
  ];
  return holds ? [...texts, ...kindTexts(patterns, samples)] : texts;
}

/** What is hidden of the samples of each kind of data, whole sentences. */
export function kindTexts(patterns: readonly string[], samples: OwnSamples): string[] {
  const { kinds, patternsNotTried } = maskedKinds(patterns, samples);
  const texts: string[] = [];
  const named = (state: MaskedKind['state']) =>
    listText(kinds.filter((k) => k.state === state).map((k) => k.name));
  const [hidden, partly, readable] = [named('hidden'), named('partly'), named('readable')];
  if (hidden !== '') texts.push(t('Hidden of the samples: {kinds}.', { kinds: hidden }));
  if (partly !== '') texts.push(t('Hidden in part only: {kinds}.', { kinds: partly }));
  if (readable !== '') texts.push(t('Readable: {kinds}.', { kinds: readable }));
  if (patternsNotTried === 1) texts.push(t('One pattern could not be tried; what it hides is not known.'));
  if (patternsNotTried > 1)
    texts.push(
      t('{count} patterns could not be tried; what they hide is not known.', { count: patternsNotTried }),
    );
  return texts;
}

export function consentText(consent: boolean): string {
  return consent
    ? t('The agent must consent before a recording begins.')
    : t('The agent is not asked for consent.');
}

/** An evaluation mode in words. */
export function modeText(mode: EvaluationMode | undefined): string {
  if (mode === undefined) return t('Its evaluation mode is not known here.');
  return mode === 'STRICT'
    ? t('STRICT: a session is not recorded unless every condition is met.')
    : t(
        'BEST_EFFORT: the best matching rule is applied and a warning logged; parts of the policy, masks included, may not hold.',
      );
}
