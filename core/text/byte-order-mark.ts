/**
 * Begins a file that some programs wrote; editors keep it out of the text, and so out of the columns of the
 * first line.
 */
export const BYTE_ORDER_MARK = '\ufeff';

/** A text as editors show it. */
export function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
