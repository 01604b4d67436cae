import { accountSamples, ibanSamples } from './bank';
import { cardSamples } from './cards';
import { emailSamples, phoneSamples } from './contact';
import { identitySamples, ssnSamples } from './identity';
import { linesOf } from './lines';
import { ordinarySamples } from './ordinary';
import type { SampleSet, SensitiveSample } from './types';

export { linesAround } from './lines';
export * from './types';

const sensitive: readonly SensitiveSample[] = [
  ...cardSamples,
  ...ssnSamples,
  ...ibanSamples,
  ...emailSamples,
  ...phoneSamples,
  ...identitySamples,
  ...accountSamples,
];

export const standardSamples: SampleSet = { sensitive, lines: linesOf(sensitive), ordinary: ordinarySamples };

/** Longest sample of a project's own that is tried, in UTF-16 units, and how many of each list. */
export const OWN_SAMPLE_LENGTH = 200;
export const OWN_SAMPLE_COUNT = 100;

/** The standard samples with `maskSamples` of `recpolicy.config.json`. */
export function withOwnSamples(own?: {
  sensitive?: readonly string[];
  ordinary?: readonly string[];
}): SampleSet {
  if (!own?.sensitive?.length && !own?.ordinary?.length) return standardSamples;
  const usable = (texts: readonly string[] = []): string[] =>
    texts.filter((text) => text.length > 0 && text.length <= OWN_SAMPLE_LENGTH).slice(0, OWN_SAMPLE_COUNT);
  const all = [
    ...sensitive,
    ...usable(own.sensitive).map(
      (text) => ({ kind: 'own', label: 'maskSamples.sensitive', form: 'other', text, core: true }) as const,
    ),
  ];
  return {
    sensitive: all,
    lines: linesOf(all),
    ordinary: [
      ...ordinarySamples,
      ...usable(own.ordinary).map((text) => ({ label: 'maskSamples.ordinary', text, own: true })),
    ],
  };
}
