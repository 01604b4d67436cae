import { oneLine } from '../../../core/text/one-line';

/** Longest name that is repeated in a message. */
const MAX_NAME = 100;

/**
 * A name from a file or an org as plain text: one line, no control, direction or invisible characters, and
 * nothing that a notification takes for a link to a command or a label takes for an icon.
 */
export function sanitiseForUi(text: string, max = MAX_NAME): string {
  const shown = oneLine(text.trim());
  const cut = shown.length > max ? `${shown.slice(0, max)}…` : shown;
  return cut.replaceAll('](', '] (').replaceAll('$(', '$ (');
}

/** A longer text of the org or the engine, such as an error message, as plain text. */
export const sanitiseMessage = (text: string): string => sanitiseForUi(text, 1_000);
