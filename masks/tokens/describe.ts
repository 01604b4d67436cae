import type { Node } from '../regex/ast';

const SHORTHANDS: Readonly<Record<string, string>> = {
  '\\d': 'a digit, 0–9',
  '\\D': 'any character but a digit',
  '\\w': 'a letter of A–Z, a digit or `_`',
  '\\W': 'any character but a letter of A–Z, a digit or `_`',
  '\\s': 'white space: a space, a tab, a line break',
  '\\S': 'any character but white space',
};

const ANCHORS = {
  start: 'the start of the text',
  end: 'the end of the text',
  word: 'a word boundary: a letter, digit or `_` on one side only',
  'not-word': 'no word boundary',
} as const;

function times(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY)
    return min === 0 ? 'any number of times, or not at all' : `${min} times or more`;
  if (min === 0 && max === 1) return 'once or not at all';
  if (min === max) return min === 1 ? 'once' : `${min} times`;
  return `${min} to ${max} times`;
}

/** Text of a pattern as code, whatever it contains. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** One sentence (Markdown) on what a part of a pattern matches. */
export function describePart(node: Node, pattern: string): string {
  const text = pattern.slice(node.start, node.end);
  switch (node.type) {
    case 'set':
      if (node.form === 'dot') return '`.` matches any character but a line break.';
      if (node.form === 'shorthand')
        return `${code(text)} matches ${SHORTHANDS[text] ?? 'a set of characters'}.`;
      if (node.form === 'char') return `${code(text)} matches itself.`;
      if (node.form === 'escape') return `${code(text)} matches ${character(node.set[0]!)}.`;
      if (node.set.length === 0) return `${code(text)} matches nothing.`;
      return text.startsWith('[^')
        ? `${code(text)} matches one character that is not listed.`
        : `${code(text)} matches one of the characters listed.`;
    case 'repeat': {
      const range = times(node.min, node.max);
      const what = code(pattern.slice(node.start, node.quantifier));
      const lazy = node.greedy ? '' : ', as few as possible';
      return `${code(pattern.slice(node.quantifier, node.end))} repeats ${what} ${range}${lazy}.`;
    }
    case 'group':
      if (node.capture === undefined) return 'A group: its content is treated as one part.';
      return node.name === undefined
        ? `Group ${node.capture}.`
        : `Group ${node.capture}, named ${code(node.name)}.`;
    case 'look':
      return node.ahead
        ? `Looks ahead: what follows must ${node.negate ? 'not ' : ''}match; it is not part of the match.`
        : `Looks back: what precedes must ${node.negate ? 'not ' : ''}match; it is not part of the match.`;
    case 'assert':
      return `${code(text)} matches at ${ANCHORS[node.kind]}.`;
    case 'backreference':
      return `${code(text)} matches the same text as group ${node.group} did.`;
    case 'alternation':
      return `One of ${node.alternatives.length} alternatives; the first that fits wins.`;
    case 'sequence':
      return 'Parts that follow one another.';
  }
}

const NAMED: Readonly<Record<number, string>> = {
  0: 'the null character',
  8: 'a backspace',
  9: 'a tab',
  10: 'a line feed',
  11: 'a vertical tab',
  12: 'a form feed',
  13: 'a carriage return',
  32: 'a space',
};

function character(unit: number): string {
  const name = NAMED[unit];
  if (name) return name;
  const printable = unit > 32 && unit !== 127 && !(unit >= 0xd800 && unit <= 0xdfff);
  return printable
    ? `the character ${code(String.fromCodePoint(unit))}`
    : `the character U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
}
