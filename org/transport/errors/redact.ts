import { oneLine } from '../../../core/text/one-line';
import { withoutSecrets } from './secrets';

// Text that came over the wire is shown in terminals and notifications: no control characters, no direction
// overrides, no secrets that a server may have echoed, and no more than a line of it.

/** Longest text of a server that an error repeats. */
export const MAX_SHOWN = 300;

/** Makes a server's text fit to be shown. */
export function redact(text: string): string {
  const out = oneLine(withoutSecrets(text).trim());
  return out.length > MAX_SHOWN ? `${out.slice(0, MAX_SHOWN)}…` : out;
}
