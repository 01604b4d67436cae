import type { CoreDocument } from '../../document/document';
import type { Fix, OffsetEdit } from '../../findings/finding';
import { decodeString } from '../../json/strings';
import type { SyntaxFault as Fault } from '../../json/syntax-fault';
import { t } from '../../l10n';
import { escaped, printable } from './messages';

/**
 * The ways to mend a fault, where its place alone says how. Safe are those that leave every value as it was
 * read.
 */
export function fixesFor(fault: Fault, doc: CoreDocument): Fix[] {
  const { start, end } = fault;
  const text = fault.text ?? '';
  const literal = doc.text.slice(start, end);
  const put = (title: string, safe: boolean, newText: string, from = start, to = end): Fix => ({
    title,
    safe,
    edits: (): OffsetEdit[] => [{ start: from, end: to, newText }],
  });
  switch (fault.kind) {
    case 'comma-expected':
      return [text === '' ? put(t('Add the comma'), true, ',', end, end) : put(t('Write ","'), true, ',')];
    case 'colon-expected':
      if (text !== '') return [put(t('Write ":"'), true, ':')];
      return valueFollows(doc.text, end) ? [put(t('Add the colon'), true, ':', end, end)] : [];
    case 'value-expected':
    case 'key-expected':
      return text === ',' ? [put(t('Remove the comma'), true, '')] : [];
    case 'unquoted-key':
      return [put(t('Put it into double quotes'), true, JSON.stringify(text))];
    case 'single-quotes':
      return [
        put(t('Use double quotes'), true, JSON.stringify(decodeString(unescapeQuotes(text), () => {}))),
      ];
    case 'unquoted-value': {
      const lower = text.toLowerCase();
      if (lower === 'true' || lower === 'false' || lower === 'null')
        return [put(t('Write {lower}', { lower }), true, lower)];
      if (lower === 'none' || lower === 'undefined') return [put(t('Write null'), false, 'null')];
      return lower === 'nan' || lower === 'infinity'
        ? []
        : [put(t('Put it into double quotes'), false, JSON.stringify(text))];
    }
    case 'unterminated-string': {
      if (literal[0] !== '"' || literal.length < 2) return [];
      const comma = /\s*,\s*$/.exec(literal);
      const at = comma === null ? start + literal.trimEnd().length : start + comma.index;
      return [put(t('Add the closing quote'), false, '"', at, at)];
    }
    case 'control-character':
      return [put(t('Write {escape}', { escape: escaped(text) }), true, escaped(text))];
    case 'invalid-escape':
      return [put(t('Double the backslash'), true, '\\', start, start)];
    case 'invalid-number': {
      const value = /^[+-]?[\d.]+(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
      if (!Number.isFinite(value)) return [];
      return [put(t('Write {value}', { value: String(value) }), true, String(value))];
    }
    case 'not-closed':
      return [closing(doc, text)];
    case 'mismatched-bracket':
      return [put(t('Write "{text}"', { text }), false, text)];
    case 'odd-space':
      return [put(t('Replace it by a space'), true, ' ')];
    case 'unexpected':
      return text === '#'
        ? [put(t('Write "//"'), true, '//')]
        : [put(t('Remove {literal}', { literal: printable(literal) }), false, '')];
    case 'trailing-content':
      return [put(t('Remove the rest of the file'), false, '', start, doc.text.length)];
    default:
      return [];
  }
}

/** In JSON, a single quote needs no backslash, and a double quote needs one. */
function unescapeQuotes(raw: string): string {
  return raw.replace(/\\(['`])/g, '$1');
}

function valueFollows(text: string, from: number): boolean {
  return /^[ \t]*["'{[\dtfn-]/.test(text.slice(from, from + 200));
}

/** Adds brackets behind the last token; not into a line comment, which would swallow them. */
function closing(doc: CoreDocument, brackets: string): Fix {
  const last = doc.comments.at(-1);
  const content = doc.text.trimEnd().length;
  const inComment = last !== undefined && !last.block && last.end >= content;
  return {
    title: t('Add {text} at the end', { text: brackets }),
    safe: false,
    edits: () => [{ start: content, end: content, newText: inComment ? `\n${brackets}` : brackets }],
  };
}
