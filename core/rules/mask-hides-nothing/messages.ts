import type { HidesNothing } from '../../../masks/hides-nothing';
import { t } from '../../l10n';
import { quoted } from '../mask-lists';

/** What is wrong with a pattern that hides nothing, and what to do; `part` is the part of it that tells. */
export function hidesNothingMessage({ way, example }: HidesNothing, part: string): string {
  const message = messageOf(way, quoted(part));
  // A text with a line end or without any character says nothing.
  if (example === undefined) return message;
  return `${message} ${t('As it stands, it hides only text such as {example}.', { example: quoted(example) })}`;
}

function messageOf(way: HidesNothing['way'], part: string): string {
  switch (way) {
    case 'doubled-backslash':
      return t(
        'This pattern hides nothing: its backslashes are doubled. It looks for {part} as it is written, so the data stays readable in every recording. Write each backslash once in the pattern, which is twice in JSON.',
        { part },
      );
    case 'program-text':
      return t(
        'This pattern hides nothing: it holds the text of a program around it. Quotes, slashes or a command are read as a part of the pattern, so the data stays readable in recordings. Write the pattern alone.',
      );
    case 'markup-escape':
      return t(
        'This pattern hides nothing: it holds escapes of a markup language. {part} is read as it is written, so the data stays readable in every recording. Write the characters themselves.',
        { part },
      );
    case 'other-dialect':
      return t(
        'This pattern hides nothing: it is written for another regex dialect. {part} means something else in ECMAScript, or nothing, so the data stays readable in every recording. Write it in the syntax of ECMAScript.',
        { part },
      );
    case 'look-alike':
      return t(
        'This pattern hides nothing: {part} is not the character that people type. It only looks like it, so the data stays readable in every recording. Type the character on the keyboard.',
        { part },
      );
    case 'lost-bracket':
      return t(
        'This pattern hides nothing: a brace or bracket is missing at {part}. What is left of the pair is read as text, so the data stays readable in every recording. Add the missing one.',
        { part },
      );
    case 'line-end':
      return t(
        'This pattern hides nothing: it holds a line end. No line of a recording has one inside, so the data stays readable. Remove it; where these are several patterns, give each an entry of its own.',
      );
    case 'anchors':
      return t(
        'This pattern hides nothing inside a line: it is anchored by {part}. It hides only a text that is nothing but the value, so the data stays readable wherever other text stands beside it. Use "\\\\b" instead.',
        { part },
      );
    case 'word-border':
      return t(
        'This pattern hides nothing: the word border {part} cannot hold there. Beside a character that is no letter or digit, it needs one on its other side, so the data stays readable. Remove it, or use a look-around.',
        { part },
      );
    case 'unlikely-text':
      return t(
        'This pattern hides nothing that anybody writes. The data it is meant for stays readable in every recording. Compare what it hides with what it is meant to hide.',
      );
  }
}
