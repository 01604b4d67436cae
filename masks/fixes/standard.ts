import type { SampleKind } from '../samples';

/**
 * Patterns that hide a kind in every form of the sample set, leave ordinary text alone and are proven linear (the tests show all three).
 * Cards: 13 to 19 digits by scheme prefix, or grouped 4-4-4-(1–4)(-3), 4-6-5, 4-6-4, with spaces or hyphens.
 */
const STANDARD: Readonly<Record<SampleKind, string>> = {
  card: '\\b(?:\\d{12,19}|\\d{4}[ -]\\d{4}[ -]\\d{4}(?:[ -]\\d{1,5}(?:[ -]\\d{1,3})?)?|\\d{4}[ -]\\d{4}[ -]\\d{5}|\\d{4}[ -]\\d{6}[ -]\\d{4,5}|\\d{6}[ -]\\d{13})\\b',
  ssn: '\\b\\d{3}[ -]?\\d{2}[ -]?\\d{4}\\b',
  iban: '\\b[A-Z]{2}\\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)\\b',
  email: '[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}',
  phone:
    '(?:\\+\\d{1,3}[ .-]?(?:\\(?\\d{1,4}\\)?[ .-]?){2,4}\\d{2,4}|\\(\\d{3}\\) ?\\d{3}[ .-]\\d{4}|\\b\\d{3}[ .-]\\d{3}[ .-]\\d{4}\\b|\\b0\\d{2,4}[ -]\\d{3,4}[ -]?\\d{3,4}\\b)',
};

/** The pattern that "add the standard … pattern" offers. */
export function standardPattern(kind: SampleKind): string {
  return STANDARD[kind];
}
