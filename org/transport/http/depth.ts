/**
 * Nothing that is told apart here is nested deeper: work that goes level by level stays far from the end of
 * the stack.
 */
export const MAX_DEPTH = 100;

/**
 * Whether a text of JSON opens more than `limit` brackets at once. Looks at characters only, so that nothing
 * can exhaust it.
 */
export function nestsDeeper(text: string, limit: number = MAX_DEPTH): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === BACKSLASH) i++;
      else if (c === QUOTE) inString = false;
    } else if (c === QUOTE) inString = true;
    else if (c === BRACE || c === BRACKET) {
      if (++depth > limit) return true;
    } else if (c === BRACE + 2 || c === BRACKET + 2) depth--;
  }
  return false;
}

const QUOTE = 0x22;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
