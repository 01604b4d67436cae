import { formattingOf } from '../../../core/edit/edits';
import type { JsonNode } from '../../../core/json/nodes';
import type { ParsedJson } from '../../../core/json/parse';

/** A stretch of text to be replaced, UTF-16 offsets. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * An array or object as a list of members: what they are does not matter for taking one out or putting one
 * in.
 */
export interface Container {
  readonly start: number;
  readonly end: number;
  readonly members: readonly { readonly start: number; readonly end: number }[];
}

export function containerOf(node: JsonNode): Container {
  const members =
    node.items?.map((i) => ({ start: i.start, end: i.end })) ??
    node.props?.map((p) => ({ start: p.keyStart, end: p.value.end })) ??
    [];
  return { start: node.start, end: node.end, members };
}

/** Takes a member out with one comma, and its line where nothing else is on it. Every comment stays. */
export function removeMember(json: ParsedJson, c: Container, index: number): TextEdit[] {
  const { start, end } = c.members[index]!;
  const after = commaIn(json, end, c.members[index + 1]?.start ?? c.end - 1);
  const before =
    after === undefined && index > 0 ? commaIn(json, c.members[index - 1]!.end, start) : undefined;
  const comma = after ?? before;
  const remarks = remarksIn(json, start, end);
  if (remarks !== '') {
    const drop = comma === undefined ? [] : [{ start: comma, end: comma + 1, newText: '' }];
    return [...drop, { start, end, newText: remarks }].sort((a, b) => a.start - b.start);
  }
  if (comma === undefined) return [withBlankLine(json.text, start, end)];
  const whole = after !== undefined && json.text.slice(end, after).trim() === '';
  if (whole) return [withBlankLine(json.text, start, after + 1)];
  return [{ start: comma, end: comma + 1, newText: '' }, withBlankLine(json.text, start, end)].sort(
    (a, b) => a.start - b.start,
  );
}

/**
 * Puts a member in at an index, laid out like its neighbours. `render` gets the indentation of its line,
 * undefined for one in a row.
 */
export function insertMember(
  json: ParsedJson,
  c: Container,
  index: number,
  render: (indent: string | undefined) => string,
): TextEdit[] {
  const { text } = json;
  const { eol } = formattingOf(text);
  const next = c.members[index];
  if (index === 0 && next !== undefined) {
    const indent = ownLineIndent(text, next.start);
    return [
      insertion(
        next.start,
        indent === undefined ? `${render(undefined)}, ` : `${render(indent)},${eol}${indent}`,
      ),
    ];
  }
  const previous = c.members[index - 1];
  if (previous === undefined) return [intoEmpty(json, c, render, eol)];
  const indent = ownLineIndent(text, previous.start);
  const comma = commaIn(json, previous.end, next?.start ?? c.end - 1);
  if (indent === undefined) {
    return comma === undefined
      ? [insertion(previous.end, `, ${render(undefined)}`)]
      : [insertion(comma + 1, ` ${render(undefined)}${next === undefined ? '' : ','}`)];
  }
  const at = endOfRemarks(json, comma === undefined ? previous.end : comma + 1);
  const line = `${eol}${indent}${render(indent)}${next === undefined ? '' : ','}`;
  return comma === undefined ? [insertion(previous.end, ','), insertion(at, line)] : [insertion(at, line)];
}

function intoEmpty(
  json: ParsedJson,
  c: Container,
  render: (indent: string | undefined) => string,
  eol: string,
): TextEdit {
  const { text } = json;
  const lineStart = text.lastIndexOf('\n', c.start - 1) + 1;
  const outer = /^[ \t]*/.exec(text.slice(lineStart, c.start))![0];
  const { insertSpaces, tabSize } = formattingOf(text);
  const indent = outer + (insertSpaces ? ' '.repeat(tabSize) : '\t');
  const inner = text.slice(c.start + 1, c.end - 1);
  if (inner.trim() === '')
    return { start: c.start + 1, end: c.end - 1, newText: `${eol}${indent}${render(indent)}${eol}${outer}` };
  // Only comments inside: the member goes behind them, on a line of its own.
  return insertion(c.start + 1 + inner.trimEnd().length, `${eol}${indent}${render(indent)}`);
}

function insertion(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}

/** The comments inside a stretch, which outlive what they stand in. */
function remarksIn(json: ParsedJson, start: number, end: number): string {
  const { eol } = formattingOf(json.text);
  const inside = json.comments.filter((c) => c.start >= start && c.end <= end);
  return inside.map((c) => json.text.slice(c.start, c.end) + (c.block ? ' ' : eol)).join('');
}

/** The comma between two offsets, comments aside. */
function commaIn(json: ParsedJson, from: number, to: number): number | undefined {
  for (let i = from; i < to; i++) {
    const comment = json.comments.find((c) => c.start <= i && i < c.end);
    if (comment !== undefined) i = comment.end - 1;
    else if (json.text[i] === ',') return i;
  }
  return undefined;
}

/** Behind the comments that follow on the same line. */
function endOfRemarks(json: ParsedJson, from: number): number {
  let at = from;
  for (;;) {
    let i = at;
    while (json.text[i] === ' ' || json.text[i] === '\t') i++;
    const comment = json.comments.find((c) => c.start === i);
    if (comment === undefined) return at;
    at = comment.end;
  }
}

/** The white space before an offset, if nothing else is before it on its line. */
function ownLineIndent(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const firstLine = !text.slice(0, offset).includes('\n');
  return before.trim() === '' && !firstLine ? before : undefined;
}

/** Widens a removal to the whole line where it leaves nothing on it, and by the blank before it otherwise. */
function withBlankLine(text: string, start: number, end: number): TextEdit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline < 0 ? text.length : newline;
  if (
    lineStart > 0 &&
    newline >= 0 &&
    text.slice(lineStart, start).trim() === '' &&
    text.slice(end, lineEnd).trim() === ''
  ) {
    return { start: lineStart, end: lineEnd + 1, newText: '' };
  }
  let from = start;
  while (
    from > lineStart &&
    (text[from - 1] === ' ' || text[from - 1] === '\t') &&
    text.slice(lineStart, from).trim() !== ''
  )
    from--;
  return { start: from, end, newText: '' };
}
