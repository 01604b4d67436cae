import type { Node } from '../regex/ast';
import { UnsupportedRegex } from '../regex/errors';
import { linearMatcher } from '../regex/linear';
import { parseRegex } from '../regex/parse';

const MAX_LENGTH = 200;
const MAX_STEPS = 40_000;
/** Tried in this order where a set holds several characters. */
const PREFERRED = '0a A_-.:;/@';

/** A short text that a pattern matches; undefined where none was found. */
export function exampleOf(pattern: string): string | undefined {
  try {
    const text = spell(parseRegex(pattern).root);
    if (text.length === 0 || text.length > MAX_LENGTH) return undefined;
    return linearMatcher(pattern, '', text.length, MAX_STEPS).test(text) === true ? text : undefined;
  } catch (error) {
    if (error instanceof UnsupportedRegex || error instanceof RangeError) return undefined;
    throw error;
  }
}

function spell(node: Node): string {
  switch (node.type) {
    case 'set':
      return characterOf(node.set);
    case 'sequence':
      return node.items.map(spell).join('');
    case 'alternation':
      return spell(node.alternatives[0]!);
    case 'group':
      return spell(node.body);
    case 'repeat':
      return node.min > MAX_LENGTH ? '' : spell(node.body).repeat(node.min);
    default:
      return '';
  }
}

/** @param set pairs of first and last character */
function characterOf(set: readonly number[]): string {
  const holds = (unit: number) => {
    for (let i = 0; i < set.length; i += 2) if (set[i]! <= unit && unit <= set[i + 1]!) return true;
    return false;
  };
  const preferred = [...PREFERRED].find((c) => holds(c.charCodeAt(0)));
  return preferred ?? (set.length === 0 ? '' : String.fromCharCode(set[0]!));
}

/** Whether a text holds what nobody types: an escape as it is written in patterns, or a run of brackets. */
export function isUnlikely(text: string): boolean {
  return /\\([dDwWsS])(?:\1|(?![A-Za-z]))|([\][{}()\\])\2\2/.test(text);
}
