const UNSHOWABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/** Longest name that is repeated in a message. */
const MAX_NAME = 100;

/**
 * A name from a file or an org as plain text: no control or direction characters, and nothing that a notification takes for a link
 * to a command or a label takes for an icon.
 */
export function plain(text: string, max = MAX_NAME): string {
  const shown = text.replace(UNSHOWABLE, ' ').trim();
  const cut = shown.length > max ? `${shown.slice(0, max)}…` : shown;
  return cut.replaceAll('](', ']\u200b(').replaceAll('$(', '$\u200b(');
}

/** A longer text of the org or the engine, such as an error message, as plain text. */
export const plainMessage = (text: string): string => plain(text, 1_000);
