import type { SampleKind } from '../samples';

/**
 * Patterns that hide a kind in every form of the sample set, leave ordinary text alone and are proven linear
 * (the tests show all three). Cards: 13 to 19 digits by scheme prefix, or grouped 4-4-4-(1–4)(-3), 4-6-5,
 * 4-6-4, with spaces or hyphens.
 */
const STANDARD: Readonly<Record<SampleKind, string>> = {
  card: '\\b(?:\\d{12,19}|\\d{4}[ -]\\d{4}[ -]\\d{4}(?:[ -]\\d{1,5}(?:[ -]\\d{1,3})?)?|\\d{4}[ -]\\d{4}[ -]\\d{5}|\\d{4}[ -]\\d{6}[ -]\\d{4,5}|\\d{6}[ -]\\d{13})\\b',
  ssn: '\\b\\d{3}[ -]?\\d{2}[ -]?\\d{4}\\b',
  iban: '\\b[A-Z]{2}\\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)\\b',
  email: '[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}',
  phone:
    '(?:\\+\\d{1,3}[ .-]?(?:\\(?\\d{1,4}\\)?[ .-]?){2,4}\\d{2,4}|\\(\\d{3}\\) ?\\d{3}[ .-]\\d{4}|\\b\\d{3}[ .-]\\d{3}[ .-]\\d{4}\\b|\\b0\\d{2,4}[ -]\\d{3,4}[ -]?\\d{3,4}\\b)',
  'birth-date':
    '(?:[Dd]ate ?[Oo]f ?[Bb]irth|[Bb]irth ?[Dd]ate|DOB|dob|[Bb]orn)(?: is| on)?\\W{1,4}(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|[A-Z][a-z]{2,8} \\d{1,2}, \\d{4})',
  'driver-licence':
    "[Dd]riv(?:er|er'?s|ing) ?[Ll]icen[cs]e(?: ?[Nn]umber| ?[Nn]o)?(?: is)?\\W{1,4}[A-Z0-9](?:[ -]?[A-Z0-9]){6,17}\\b",
  passport: '[Pp]assport(?: ?[Nn]umber| ?[Nn]o)?(?: is)?\\W{1,4}[A-Z0-9]{6,9}\\b',
  'national-id':
    '\\b(?:[A-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]|\\d{3}[ -]?\\d{3}[ -]?\\d{3}|\\d{2} \\d{3} \\d{3} \\d{3}|[12] \\d{2} \\d{2} \\d{2} \\d{3} \\d{3} \\d{2}|\\d{8}[A-Z]|[A-Z]{6}\\d{2}[A-Z]\\d{2}[A-Z]\\d{3}[A-Z]|\\d{6}-\\d{4}|\\d{11}|\\d{4} \\d{4} \\d{4}|[A-Z]{5}\\d{4}[A-Z]|\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|[A-Z]{4}\\d{6}[A-Z]{6}[A-Z0-9]\\d|\\d{17}[0-9X]|[A-Z]\\d{7}[A-Z])\\b',
  'bank-account':
    '(?:[Aa]ccount|[Rr]outing|[Ss]ort)[ _]?(?:[Nn]umber|[Nn]o|[Cc]ode)?(?: is)?\\W{1,4}\\d(?:[ -]?\\d){5,16}\\b',
};

/** The pattern that "add the standard … pattern" offers. */
export function standardPattern(kind: SampleKind): string {
  return STANDARD[kind];
}
