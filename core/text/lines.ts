/** A position in a text: zero-based line and zero-based UTF-16 character, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open range between two positions, as in LSP. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Offsets at which the lines of a text start. LF, CRLF and CR end a line, as LSP defines. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/**
 * The position of an offset, by binary search; offsets outside the text are clamped to its first line's
 * start.
 */
export function positionAt(lineStarts: readonly number[], offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >>> 1;
    if (lineStarts[mid]! <= offset) low = mid;
    else high = mid - 1;
  }
  return { line: low, character: Math.max(0, offset - lineStarts[low]!) };
}

/** The range between two offsets. */
export function rangeOf(lineStarts: readonly number[], start: number, end: number): Range {
  return { start: positionAt(lineStarts, start), end: positionAt(lineStarts, end) };
}

/** The offset of a position, clamped to the text. */
export function offsetAt(lineStarts: readonly number[], length: number, position: Position): number {
  const start = lineStarts[position.line];
  if (start === undefined) return position.line < 0 ? 0 : length;
  const next = lineStarts[position.line + 1] ?? length + 1;
  return Math.max(start, Math.min(start + position.character, next - 1, length));
}
