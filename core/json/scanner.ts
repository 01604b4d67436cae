import { isOddSpace, isWordPart } from './characters';
import { MAX_ERRORS, type SyntaxFault, type SyntaxFaultKind } from './syntax-fault';

/** A comment with its marks, in UTF-16 offsets. */
export interface JsonComment {
  readonly start: number;
  readonly end: number;
  readonly block: boolean;
}

/** `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`. */
const CONFLICT_MARKS: readonly number[] = [60, 124, 61, 62];
const MARK_LENGTH = 7;

/** Where a parser is in a text and what it has met, with everything that stands between tokens. */
export class JsonScanner {
  pos = 0;
  depth = 0;
  errors: SyntaxFault[] | undefined = undefined;
  comments: JsonComment[] | undefined = undefined;
  readonly lineStarts: number[] = [0];
  /** End of the last token that was consumed: where "something is missing here" is shown. */
  lastEnd = 0;
  /** Offset at which the last error was reported: one place is complained of once. */
  lastErrorAt = -1;
  /** What is still open, so that a stray closing bracket is given to whom it belongs. */
  openArrays = 0;
  openObjects = 0;
  /** True after text was skipped: what follows then misses its comma for a reason already given. */
  broke = false;
  unclosed: { kind: 'not-closed'; start: number; end: number; other: number; text: string } | undefined =
    undefined;

  constructor(readonly text: string) {}

  error(kind: SyntaxFaultKind, start: number, end: number, extra?: { other?: number; text?: string }): void {
    if (this.errors === undefined) this.errors = [];
    if (this.errors.length >= MAX_ERRORS) return;
    this.errors.push({ kind, start, end: Math.max(end, start), ...extra });
  }

  /** Reports at a place once: a follow-up of the same fault at the same place says nothing new. */
  complain(
    kind: SyntaxFaultKind,
    start: number,
    end: number,
    extra?: { other?: number; text?: string },
  ): void {
    if (this.lastErrorAt === this.pos) return;
    this.lastErrorAt = this.pos;
    this.error(kind, start, end, extra);
  }

  /** Reports what is left open at the end of the text, as one finding with all brackets that are missing. */
  notClosed(start: number, bracket: string): void {
    if (this.unclosed !== undefined) {
      this.unclosed.text += bracket;
      return;
    }
    if (this.lastErrorAt === this.pos) return;
    this.lastErrorAt = this.pos;
    if (this.errors === undefined) this.errors = [];
    if (this.errors.length >= MAX_ERRORS) return;
    this.unclosed = {
      kind: 'not-closed',
      start: Math.max(start, this.lastEnd - 1),
      end: this.lastEnd,
      other: start,
      text: bracket,
    };
    this.errors.push(this.unclosed);
  }

  /** Skips white space and comments, noting line starts on the way. */
  space(): void {
    const text = this.text;
    let i = this.pos;
    for (;;) {
      const c = text.charCodeAt(i);
      if (c === 32 || c === 9) i++;
      else if (c === 10) this.lineStarts.push(++i);
      else if (c === 13) {
        i++;
        if (text.charCodeAt(i) !== 10) this.lineStarts.push(i);
      } else if (c === 47) {
        const end = this.comment(i);
        if (end === i) break;
        i = end;
      } else if (c === 35) {
        const end = this.lineEnd(i);
        this.error('unexpected', i, i + 1, { text: '#' });
        i = end;
      } else if (isOddSpace(c)) i = this.oddSpace(i);
      else if (CONFLICT_MARKS.includes(c) && this.isConflictMark(i, c)) {
        const end = this.lineEnd(i);
        this.error('conflict-mark', i, end);
        // Where one side ends and the other begins, no comma can be asked for.
        this.broke = true;
        i = end;
      } else break;
    }
    this.pos = i;
  }

  oddSpace(start: number): number {
    const text = this.text;
    let end = start + 1;
    while (isOddSpace(text.charCodeAt(end))) end++;
    this.error('odd-space', start, end, { text: text[start]! });
    return end;
  }

  /** Whether a line begins here as Git marks the sides of a conflict. */
  isConflictMark(start: number, c: number): boolean {
    const text = this.text;
    for (let i = 1; i < MARK_LENGTH; i++) if (text.charCodeAt(start + i) !== c) return false;
    const before = text.charCodeAt(start - 1);
    return start === 0 || before === 10 || before === 13;
  }

  comment(start: number): number {
    const text = this.text;
    const next = text.charCodeAt(start + 1);
    if (next !== 47 && next !== 42) return start;
    if (this.comments === undefined) this.comments = [];
    if (next === 47) {
      const end = this.lineEnd(start + 2);
      this.comments.push({ start, end, block: false });
      return end;
    }
    const close = text.indexOf('*/', start + 2);
    const end = close < 0 ? text.length : close + 2;
    if (close < 0) this.error('unterminated-comment', start, start + 2);
    this.comments.push({ start, end, block: true });
    this.scanLines(start, end);
    return end;
  }

  lineEnd(start: number): number {
    const text = this.text;
    let end = start;
    for (; end < text.length; end++) {
      const c = text.charCodeAt(end);
      if (c === 10 || c === 13) break;
    }
    return end;
  }

  scanLines(start: number, end: number): void {
    const text = this.text;
    for (let i = start; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) this.lineStarts.push(i + 1);
    }
  }

  wordEnd(start: number): number {
    let i = start;
    while (isWordPart(this.text.charCodeAt(i))) i++;
    return i;
  }

  tokenEnd(start: number): number {
    const c = this.text.charCodeAt(start);
    if (isWordPart(c)) return this.wordEnd(start);
    // A surrogate pair is one character to the reader.
    const next = this.text.charCodeAt(start + 1);
    const pair = c >= 0xd800 && c <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
    return Math.min(pair ? start + 2 : start + 1, this.text.length);
  }
}
