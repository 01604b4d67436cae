import { cardSamples } from './cards';
import { ordinarySamples } from './ordinary';
import { emailSamples, ibanSamples, phoneSamples, ssnSamples } from './others';
import type { SampleSet } from './types';

export * from './types';

export const standardSamples: SampleSet = {
  sensitive: [...cardSamples, ...ssnSamples, ...ibanSamples, ...emailSamples, ...phoneSamples],
  ordinary: ordinarySamples,
};

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
  return {
    sensitive: [
      ...standardSamples.sensitive,
      ...usable(own.sensitive).map(
        (text) => ({ kind: 'own', label: 'maskSamples.sensitive', form: 'other', text, core: true }) as const,
      ),
    ],
    ordinary: [
      ...standardSamples.ordinary,
      ...usable(own.ordinary).map((text) => ({ label: 'maskSamples.ordinary', text, own: true })),
    ],
  };
}
