/** The retention periods of privileged session settings that have a lower bound. */
export const BOUNDED_PERIODS = ['sessionVideoDays', 'accessLogDays'] as const;

/** All periods of privileged session settings: numbers of days, or a word for "without end". */
export const PSR_PERIODS = [...BOUNDED_PERIODS, 'archiveAfterDays'] as const;

const WORDS = new Set([
  'infinite',
  'infinity',
  'unlimited',
  'forever',
  'never',
  'indefinite',
  'indefinitely',
  '∞',
]);

/** Whether a text in place of a number of days says "kept without end". */
export function isUnlimited(text: string): boolean {
  return WORDS.has(text.trim().toLowerCase());
}
