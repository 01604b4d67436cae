import type { CoreDocument } from '../../document/document';
import { nameOfKind } from '../../document/schema/consequence';
import { MAX_DEPTH } from '../../json/parse';
import type { SyntaxFault as Fault } from '../../json/syntax-fault';
import { t } from '../../l10n';
import { positionAt } from '../../text/lines';

/** What was found, why it matters, and what to do, for each fault the parser tells apart. */
export function messageOf(fault: Fault, doc: CoreDocument): string {
  const values = {
    text: printable(fault.text ?? ''),
    kind: nameOfKind(doc.kind),
    line: fault.other === undefined ? 0 : positionAt(doc.lineStarts, fault.other).line + 1,
    open: fault.other === undefined ? '' : (doc.text[fault.other] ?? ''),
    depth: MAX_DEPTH,
  };
  switch (fault.kind) {
    case 'empty-document':
      return t(
        'The file is empty, so there is nothing to check or deploy. Write {kind} in { }, or delete the file.',
        values,
      );
    case 'comma-expected':
      return fault.text === undefined
        ? t(
            'A comma is missing behind this: without it, no tool can tell where the next entry begins. Add ",".',
          )
        : t('"{text}" stands where a comma belongs. Replace it by ",".', values);
    case 'colon-expected':
      return fault.text === undefined
        ? t('A name without a value: ":" and a value must follow, else the file cannot be read.')
        : t('"{text}" stands where a colon belongs. Replace it by ":".', values);
    case 'value-expected':
      return fault.text === undefined
        ? t('A value is missing here, so the file cannot be read. Write one, or remove what asks for it.')
        : t('A comma too many: a value is missing before it. Remove the comma, or write the value.');
    case 'key-expected':
      return fault.text === ','
        ? t('A comma too many: a property is missing before it. Remove the comma.')
        : t(
            'A property name in double quotes belongs here, so the rest of the line was skipped. Write "name": and a value, or remove the line.',
          );
    case 'unquoted-key':
      return t(
        'The name {text} has no quotes: JSON asks for "{text}", and other tools refuse the file.',
        values,
      );
    case 'single-quotes':
      return t(
        'Text stands in double quotes (") only: strict readers of JSON refuse any other quotes. Replace them.',
      );
    case 'unquoted-value':
      return unquotedValue(fault.text ?? '', values);
    case 'unterminated-string':
      return t(
        'The text is not closed before the end of the line, so what follows cannot be told from it. Add the closing quote (").',
      );
    case 'unterminated-comment':
      return t(
        'The comment is not closed, so the rest of the file counts for nothing. Add "*/" where it should end.',
      );
    case 'control-character':
      return t(
        'A raw control character ({text}) in a text: JSON asks for an escape, and the org refuses the file. Write {text}.',
        {
          text: escaped(fault.text ?? ''),
        },
      );
    case 'invalid-escape':
      return t(
        '{text} is no escape that JSON knows, so other tools refuse the file. Write a backslash twice, as in \\{text}, where one is meant.',
        values,
      );
    case 'invalid-number':
      return t(
        '{text} is no number in JSON: digits, with "-" before, "." and an exponent between or behind, and no leading zero.',
        values,
      );
    case 'not-closed':
      return t(
        'The file ends before "{open}" of line {line} is closed, so something may be missing. Add {text} at its end.',
        values,
      );
    case 'mismatched-bracket':
      return t(
        'This closes a bracket that is not open here: "{open}" of line {line} wants "{text}". Check which of them is wrong.',
        values,
      );
    case 'odd-space':
      return t(
        'An invisible character ({code}) stands here: it looks like a space and is none in JSON, so other tools refuse the file. Replace it by a space.',
        { code: codePoint(fault.text ?? '') },
      );
    case 'conflict-mark':
      return t(
        'A merge left this mark of a conflict: what stands between such marks is read as one mixture of both sides. Keep one side, and remove the marks.',
      );
    case 'unexpected':
      return fault.text === '#'
        ? t('"#" begins no comment in JSON with comments. Write "//".')
        : t(
            '{text} does not belong here and is skipped, so what was meant by it is lost. Remove it, or mend the line.',
            values,
          );
    case 'trailing-content':
      return t(
        'The document ends before this, so the rest of the file counts for nothing. Remove the rest, or the bracket that closes too early.',
      );
    case 'too-deep':
      return t(
        'Nested deeper than {depth} levels: this part is not read, so nothing in it is checked. Only a few levels are needed; remove the rest.',
        values,
      );
    case 'trailing-comma':
    case 'duplicate-key':
      return '';
  }
}

function unquotedValue(word: string, values: Record<string, string | number>): string {
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false' || lower === 'null')
    return t('{text} is not a value of JSON, where {lower} is written in small letters.', {
      ...values,
      lower,
    });
  if (lower === 'nan' || lower === 'infinity' || lower === 'undefined' || lower === 'none')
    return t(
      '{text} is not a value of JSON, so the file cannot be read. Write a number or another value, or remove the property.',
      values,
    );
  return t(
    '{text} has no quotes: text stands in double quotes, as in "{text}". Bare words are only true, false and null.',
    values,
  );
}

/**
 * A text as a message can show it: nothing that cannot be seen, and of a long one, which may be a secret,
 * only how it begins.
 */
export function printable(text: string): string {
  const short = text.length > 12 ? `${text.slice(0, 11)}…` : text;
  return short.replace(/[\u0000-\u001f\u007f]/g, escaped);
}

/** How people look up a character that cannot be seen: "U+00A0". */
function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** How JSON writes a control character. */
export function escaped(character: string): string {
  return JSON.stringify(character).slice(1, -1);
}
