/** The retention periods of privileged session settings that have a lower bound. */
export const PSR_PERIODS = ['sessionVideoDays', 'accessLogDays'] as const;

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
