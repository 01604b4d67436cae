import type { OffsetEdit } from '../findings/finding';
import type { JsonNode } from '../json/nodes';
import { formattingOf } from './edits';
import { commaAfter } from './remove';

/**
 * Adds properties at the end of an object, indented as its others are. A comment behind the last property
 * stays with it.
 */
export function insertProperties(
  text: string,
  owner: JsonNode,
  entries: readonly (readonly [string, unknown])[],
): OffsetEdit[] {
  if (owner.props === undefined || owner.broken || entries.length === 0) return [];
  const { eol, insertSpaces, tabSize } = formattingOf(text);
  const members = entries.map(([key, value]) => `${JSON.stringify(key)}: ${literal(value)}`);
  const last = owner.props.at(-1);
  if (last === undefined) {
    const outer = indentOf(text, owner.start);
    const inner = outer + (insertSpaces ? ' '.repeat(tabSize) : '\t');
    const body = members.map((m) => `${eol}${inner}${m}`).join(',');
    const rest = text.slice(owner.start + 1, owner.end - 1);
    // An empty object may hold comments: they stay above what is added.
    return rest.trim() === ''
      ? [{ start: owner.start + 1, end: owner.end - 1, newText: `${body}${eol}${outer}` }]
      : [
          {
            start: owner.start + 1 + rest.trimEnd().length,
            end: owner.end - 1,
            newText: `${body}${eol}${outer}`,
          },
        ];
  }
  const end = last.value.end;
  const lines = text.slice(owner.start, last.keyStart).includes('\n');
  const separator = lines ? `${eol}${indentOf(text, last.keyStart)}` : ' ';
  const comma = commaAfter(text, end, owner.end);
  const added = members.map((m) => `${separator}${m}`).join(',');
  if (comma >= 0) return [{ start: comma + 1, end: comma + 1, newText: `${added},` }];
  const behind = lines ? endOfLineComment(text, end, owner.end) : end;
  if (behind === end) return [{ start: end, end, newText: `,${added}` }];
  return [
    { start: end, end, newText: ',' },
    { start: behind, end: behind, newText: added },
  ];
}

function literal(value: unknown): string {
  const text = JSON.stringify(value, undefined, 1);
  return text.replace(/\n\s*/g, ' ');
}

function indentOf(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/** The end of a line comment that follows on the same line, else the offset itself. */
function endOfLineComment(text: string, from: number, limit: number): number {
  const m = /^[ \t]*(?:\/\*[^\r\n]*?\*\/[ \t]*)*(?:\/\/[^\r\n]*)?/.exec(text.slice(from, limit));
  const taken = m![0].trimEnd().length;
  return taken === 0 ? from : from + taken;
}
