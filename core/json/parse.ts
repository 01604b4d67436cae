import { JsonNode, JsonProperty } from './nodes';
import { decodeString } from './strings';

/** Objects and arrays nested deeper than this are skipped with an error: no document of ours needs more than a handful. */
export const MAX_DEPTH = 200;
/** Errors past this number are dropped; a file with more is not JSON at all. */
export const MAX_ERRORS = 100;

/** What kind of syntax error was met; the codes a fix can be computed for are told apart. */
export type SyntaxErrorKind =
  | 'trailing-comma'
  | 'duplicate-key'
  | 'empty-document'
  | 'comma-expected'
  | 'colon-expected'
  | 'value-expected'
  | 'key-expected'
  | 'unquoted-key'
  | 'single-quotes'
  | 'unquoted-value'
  | 'unterminated-string'
  | 'unterminated-comment'
  | 'control-character'
  | 'invalid-escape'
  | 'invalid-number'
  | 'not-closed'
  | 'mismatched-bracket'
  | 'unexpected'
  | 'trailing-content'
  | 'too-deep';

export interface SyntaxError {
  readonly kind: SyntaxErrorKind;
  readonly start: number;
  readonly end: number;
  /** Where the story began: the bracket that is not closed, the first use of a duplicate key. */
  readonly other?: number;
  /** The text concerned, or the name of the duplicate key. */
  readonly text?: string;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly block: boolean;
}

/** A parsed document. `root` is undefined for a text without any value. */
export interface ParsedJson {
  readonly text: string;
  readonly root: JsonNode | undefined;
  readonly errors: readonly SyntaxError[];
  readonly comments: readonly Comment[];
  readonly lineStarts: readonly number[];
}

const NONE: readonly never[] = [];

/**
 * Parses JSON with comments in one pass: syntax tree, plain values, line starts, comments and errors, recovering after each
 * error. Never throws and needs stack in proportion to {@link MAX_DEPTH} only, whatever the text.
 */
export function parseJson(text: string): ParsedJson {
  const parser = new Parser(text);
  const root = parser.document();
  return {
    text,
    root,
    errors: parser.errors ?? NONE,
    comments: parser.comments ?? NONE,
    lineStarts: parser.lineStarts,
  };
}

class Parser {
  pos = 0;
  depth = 0;
  errors: SyntaxError[] | undefined = undefined;
  comments: Comment[] | undefined = undefined;
  readonly lineStarts: number[] = [0];
  /** End of the last token that was consumed: where "something is missing here" is shown. */
  lastEnd = 0;
  /** Offset at which the last error was reported: one place is complained of once. */
  lastErrorAt = -1;
  /** What is still open, so that a stray closing bracket is given to whom it belongs. */
  openArrays = 0;
  openObjects = 0;

  constructor(readonly text: string) {}

  error(kind: SyntaxErrorKind, start: number, end: number, extra?: { other?: number; text?: string }): void {
    if (this.errors === undefined) this.errors = [];
    if (this.errors.length >= MAX_ERRORS) return;
    this.errors.push({ kind, start, end: Math.max(end, start), ...extra });
  }

  /** Reports at a place once: a follow-up of the same fault at the same place says nothing new. */
  complain(
    kind: SyntaxErrorKind,
    start: number,
    end: number,
    extra?: { other?: number; text?: string },
  ): void {
    if (this.lastErrorAt === this.pos) return;
    this.lastErrorAt = this.pos;
    this.error(kind, start, end, extra);
  }

  document(): JsonNode | undefined {
    if (this.text.charCodeAt(0) === 0xfeff) this.pos = 1;
    this.space();
    if (this.pos >= this.text.length) {
      this.error('empty-document', 0, this.text.length);
      return undefined;
    }
    let root: JsonNode | undefined;
    while (root === undefined && this.pos < this.text.length) {
      const node = this.value();
      if (node.kind !== 'missing') root = node;
      else {
        if (this.pos < this.text.length) this.skipGarbage();
        this.space();
        // What stands before the document is one fault, however many words it has.
        this.lastErrorAt = this.pos;
      }
    }
    this.space();
    if (this.pos < this.text.length) {
      const start = this.pos;
      this.complain('trailing-content', start, this.tokenEnd(start));
      this.scanLines(start, this.text.length);
      this.pos = this.text.length;
    }
    return root;
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
      } else break;
    }
    this.pos = i;
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

  value(): JsonNode {
    const c = this.text.charCodeAt(this.pos);
    switch (c) {
      case 34:
        return this.string();
      case 123:
        return this.depth >= MAX_DEPTH ? this.tooDeep() : this.object();
      case 91:
        return this.depth >= MAX_DEPTH ? this.tooDeep() : this.array();
      default:
        if (c === 45 || (c >= 48 && c <= 57)) return this.number();
        if (closingQuote(c) !== 0) return this.singleQuoted();
        // +1 and .5 are numbers to people.
        if ((c === 43 || c === 46) && isDigit(this.text.charCodeAt(this.pos + 1))) return this.number();
        return this.word(c);
    }
  }

  object(): JsonNode {
    const start = this.pos;
    const value: Record<string, unknown> = {};
    const props: JsonProperty[] = [];
    const node = new JsonNode('object', start, start + 1, value);
    node.props = props;
    this.pos++;
    this.lastEnd = this.pos;
    this.depth++;
    this.openObjects++;
    let comma = -1;
    for (;;) {
      this.space();
      const at = this.pos;
      const c = this.text.charCodeAt(at);
      if (c === 125) {
        if (comma >= 0) this.error('trailing-comma', comma, comma + 1);
        this.pos++;
        break;
      }
      if (at >= this.text.length) {
        this.notClosed(start, '}');
        node.broken = true;
        break;
      }
      if (c === 93) {
        node.broken = true;
        this.complain('mismatched-bracket', at, at + 1, { other: start, text: '}' });
        if (this.openArrays > 0) break;
        this.pos++;
        this.lastEnd = this.pos;
        continue;
      }
      if (c === 44) {
        this.complain('key-expected', at, at + 1, { text: ',' });
        node.broken = true;
        this.pos++;
        this.lastEnd = this.pos;
        this.broke = true;
        comma = -1;
        continue;
      }
      if (props.length > 0 && comma < 0 && !this.broke) {
        if (c === 59) {
          this.complain('comma-expected', at, at + 1, { text: ';' });
          this.pos++;
          this.broke = true;
          continue;
        }
        if (!this.isMemberAhead(c)) {
          this.complain('unexpected', at, this.strayEnd(at), {
            text: this.text.slice(at, this.strayEnd(at)),
          });
          node.broken = true;
          this.skipStray();
          if (this.text.charCodeAt(this.pos) === 44) {
            comma = this.pos++;
            this.lastEnd = this.pos;
            this.broke = false;
          }
          continue;
        }
        this.complain('comma-expected', this.lastEnd - 1, this.lastEnd);
        this.lastErrorAt = -1;
      }
      this.broke = false;
      if (!this.member(node, value, props)) node.broken = true;
      this.space();
      if (this.text.charCodeAt(this.pos) === 44) {
        comma = this.pos++;
        this.lastEnd = this.pos;
        this.broke = false;
      } else comma = -1;
    }
    this.depth--;
    this.openObjects--;
    node.end = this.pos;
    this.lastEnd = this.pos;
    this.broke = false;
    return node;
  }

  /** True after text was skipped: what follows then misses its comma for a reason already given. */
  broke = false;

  /** Reads `"key": value`; false when something in it was wrong. */
  member(node: JsonNode, value: Record<string, unknown>, props: JsonProperty[]): boolean {
    const start = this.pos;
    const c = this.text.charCodeAt(start);
    let key: string;
    let keyEnd: number;
    let fine = true;
    if (c === 34) {
      const known = this.knownKey(start);
      if (known !== undefined) {
        key = known;
        keyEnd = start + key.length + 2;
        this.pos = keyEnd;
      } else {
        const k = this.string();
        key = k.value as string;
        keyEnd = k.end;
        fine = !k.broken;
      }
    } else if (closingQuote(c) !== 0) {
      const k = this.singleQuoted();
      key = k.value as string;
      keyEnd = k.end;
      fine = !k.broken;
    } else if (isWordStart(c)) {
      keyEnd = this.bareKeyEnd(start);
      key = this.text.slice(start, keyEnd);
      this.pos = keyEnd;
      this.space();
      const next = this.text.charCodeAt(this.pos);
      // A lone word is one fault, not a key without quotes and then without a colon.
      fine = next === 58 || next === 61;
      this.error(fine ? 'unquoted-key' : 'unexpected', start, keyEnd, { text: key });
    } else {
      this.complain('key-expected', start, this.tokenEnd(start));
      this.skipGarbage();
      this.skipStray();
      this.broke = true;
      return false;
    }
    this.lastEnd = keyEnd;
    this.space();
    const line = this.lineStarts.length;
    let colon = this.text.charCodeAt(this.pos) === 58;
    if (colon) {
      this.pos++;
      this.lastEnd = this.pos;
      this.space();
      if (this.text.charCodeAt(this.pos) === 58) this.extraColons();
    } else if (this.text.charCodeAt(this.pos) === 61) {
      const end = this.pos + (this.text.charCodeAt(this.pos + 1) === 62 ? 2 : 1);
      this.complain('colon-expected', this.pos, end, { text: this.text.slice(this.pos, end) });
      this.pos = end;
      this.lastEnd = end;
      colon = true;
      fine = false;
      this.space();
    } else {
      if (fine) this.complain('colon-expected', keyEnd - 1, keyEnd);
      fine = false;
    }
    let child: JsonNode;
    if (!colon && this.startsMember()) {
      child = new JsonNode('missing', keyEnd, keyEnd, undefined);
    } else if (
      colon &&
      this.lineStarts.length !== line &&
      this.text.charCodeAt(this.pos) === 34 &&
      this.startsMember()
    ) {
      // The next member stands on the next line: this one's value was not typed yet.
      this.complain('value-expected', this.lastEnd - 1, this.lastEnd);
      child = new JsonNode('missing', this.lastEnd, this.lastEnd, undefined);
      fine = false;
    } else {
      const at = this.pos;
      child = this.value();
      if (child.kind === 'missing') {
        if (colon) fine = false;
        if (this.pos > at) this.skipStray();
      }
    }
    const duplicate = this.add(props, value, key, start, keyEnd, child);
    if (duplicate !== undefined) this.error('duplicate-key', start, keyEnd, { other: duplicate, text: key });
    // An open string has swallowed the rest of its line, a comma and more members perhaps.
    if (child.kind === 'missing' || (child.broken && child.kind === 'string')) {
      this.broke = true;
      node.broken = true;
    }
    return fine;
  }

  /** Puts the member into tree and value; the offset of an earlier property of that name, if there is one. */
  add(
    props: JsonProperty[],
    value: Record<string, unknown>,
    key: string,
    start: number,
    end: number,
    child: JsonNode,
  ): number | undefined {
    let earlier: number | undefined;
    if (Object.hasOwn(value, key)) {
      // Where no more errors are kept, the place of the first one is not worth a search.
      if (this.errors !== undefined && this.errors.length >= MAX_ERRORS) earlier = start;
      else
        for (const p of props) {
          if (p.key === key) {
            earlier = p.keyStart;
            break;
          }
        }
    }
    if (child.kind !== 'missing') {
      // Assigning to __proto__ would set the prototype; every other name is a plain property.
      if (key === '__proto__') {
        Object.defineProperty(value, key, {
          value: child.value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      } else value[key] = child.value;
    }
    props.push(new JsonProperty(key, start, end, child, earlier !== undefined));
    return earlier;
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

  unclosed: { kind: 'not-closed'; start: number; end: number; other: number; text: string } | undefined =
    undefined;

  extraColons(): void {
    const start = this.pos;
    while (this.text.charCodeAt(this.pos) === 58) this.pos++;
    this.complain('unexpected', start, this.pos, { text: this.text.slice(start, this.pos) });
    this.lastEnd = this.pos;
    this.space();
  }

  /** Whether a member can begin here although no comma stands before it: then the comma is what is missing. */
  isMemberAhead(c: number): boolean {
    const elsewhere = this.lineStarts[this.lineStarts.length - 1]! >= this.lastEnd;
    if (c === 34) return elsewhere || this.startsMember();
    return (elsewhere && isWordStart(c)) || closingQuote(c) !== 0;
  }

  /** End of the one thing that stands at an offset and does not belong there. */
  strayEnd(start: number): number {
    const text = this.text;
    if (text.charCodeAt(start) !== 34) return this.tokenEnd(start);
    let i = start + 1;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 92 && !isLineBreak(text.charCodeAt(i + 1))) i++;
      else if (c === 34) return i + 1;
      else if (c === 10 || c === 13) break;
    }
    return Math.min(i, text.length);
  }

  /** Skips the rest of a line that makes no sense, up to what the structure goes on with. */
  skipStray(): void {
    const text = this.text;
    let i = this.pos;
    while (i < text.length) {
      const c = text.charCodeAt(i);
      if (c === 44 || c === 125 || c === 93 || c === 10 || c === 13 || c === 47) break;
      if (c === 34) {
        this.pos = i;
        if (this.startsMember()) break;
        i = this.strayEnd(i);
      } else i++;
    }
    this.pos = i;
    this.lastEnd = i;
    this.broke = true;
  }

  /** Whether a `}` in an array was typed for its `]`: another member of the object around it follows. */
  standsForArrayEnd(at: number): boolean {
    const text = this.text;
    let i = at + 1;
    let commas = 0;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 44) commas++;
      else if (c !== 32 && c !== 9 && c !== 10 && c !== 13) break;
    }
    if (commas !== 1 || text.charCodeAt(i) !== 34) return false;
    for (i = this.strayEnd(i); i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c !== 32 && c !== 9) return c === 58;
    }
    return false;
  }

  /** Whether what follows looks like `"key":` of a next member rather than the value of this one. */
  startsMember(): boolean {
    const text = this.text;
    const c = text.charCodeAt(this.pos);
    if (c === 125 || c === 44) return true;
    if (c !== 34) return false;
    let i = this.pos + 1;
    for (; i < text.length; i++) {
      const d = text.charCodeAt(i);
      if (d === 92) i++;
      else if (d === 34 || d === 10 || d === 13) break;
    }
    if (text.charCodeAt(i) !== 34) return false;
    for (i++; i < text.length; i++) {
      const d = text.charCodeAt(i);
      if (d !== 32 && d !== 9) return d === 58;
    }
    return false;
  }

  array(): JsonNode {
    const start = this.pos;
    const value: unknown[] = [];
    const items: JsonNode[] = [];
    const node = new JsonNode('array', start, start + 1, value);
    node.items = items;
    this.pos++;
    this.lastEnd = this.pos;
    this.depth++;
    this.openArrays++;
    let comma = -1;
    for (;;) {
      this.space();
      const at = this.pos;
      const c = this.text.charCodeAt(at);
      if (c === 93) {
        if (comma >= 0) this.error('trailing-comma', comma, comma + 1);
        this.pos++;
        break;
      }
      if (at >= this.text.length) {
        this.notClosed(start, ']');
        node.broken = true;
        break;
      }
      if (c === 125) {
        node.broken = true;
        this.complain('mismatched-bracket', at, at + 1, { other: start, text: ']' });
        if (this.openObjects > 0) {
          if (this.standsForArrayEnd(at)) this.pos++;
          break;
        }
        this.pos++;
        this.lastEnd = this.pos;
        continue;
      }
      if (c === 44) {
        this.complain('value-expected', at, at + 1, { text: ',' });
        node.broken = true;
        this.pos++;
        this.lastEnd = this.pos;
        this.broke = true;
        comma = -1;
        continue;
      }
      if (c === 58) {
        this.complain('unexpected', at, at + 1, { text: ':' });
        node.broken = true;
        this.pos++;
        this.broke = true;
        continue;
      }
      if (items.length > 0 && comma < 0 && !this.broke) {
        this.complain('comma-expected', this.lastEnd - 1, this.lastEnd);
        node.broken = true;
      }
      this.broke = false;
      const item = this.value();
      if (item.kind === 'missing') {
        node.broken = true;
        if (this.pos === at) this.skipGarbage();
        else this.skipStray();
        this.broke = true;
      } else {
        items.push(item);
        value.push(item.value);
        if (item.broken && item.kind === 'string') this.broke = true;
      }
      this.space();
      if (this.text.charCodeAt(this.pos) === 44) {
        comma = this.pos++;
        this.lastEnd = this.pos;
        this.broke = false;
      } else comma = -1;
    }
    this.depth--;
    this.openArrays--;
    node.end = this.pos;
    this.lastEnd = this.pos;
    this.broke = false;
    return node;
  }

  string(): JsonNode {
    const text = this.text;
    const start = this.pos;
    let i = start + 1;
    for (;;) {
      const c = text.charCodeAt(i);
      if (c === 34) break;
      if (c === 92 || !(c >= 32)) return this.stringWithEscapes(start, i);
      i++;
    }
    this.pos = i + 1;
    this.lastEnd = this.pos;
    return new JsonNode('string', start, this.pos, text.slice(start + 1, i));
  }

  stringWithEscapes(start: number, from: number): JsonNode {
    const text = this.text;
    let i = from;
    let closed = false;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 34) {
        closed = true;
        break;
      }
      if (c === 92) {
        const next = text.charCodeAt(i + 1);
        if (next === 10 || next === 13 || !(next >= 0)) continue;
        i++;
      } else if (c === 10 || c === 13) break;
      else if (c < 32) {
        this.error('control-character', i, i + 1, { text: text[i]! });
      }
    }
    const end = closed ? i + 1 : i;
    const raw = text.slice(start + 1, i);
    const node = new JsonNode(
      'string',
      start,
      end,
      decodeString(raw, (at, length) => {
        this.error('invalid-escape', start + 1 + at, start + 1 + at + length, {
          text: raw.slice(at, at + length),
        });
      }),
    );
    this.pos = end;
    this.lastEnd = end;
    if (!closed) {
      this.complain('unterminated-string', start, end);
      node.broken = true;
    }
    return node;
  }

  /** A string in quotes JSON does not know: single, back or typographic ones. */
  singleQuoted(): JsonNode {
    const text = this.text;
    const start = this.pos;
    const close = closingQuote(text.charCodeAt(start));
    let i = start + 1;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 92 && !isLineBreak(text.charCodeAt(i + 1))) i++;
      else if (c === close || (c === 0x201c && close === 0x201d) || c === 10 || c === 13) break;
    }
    const last = text.charCodeAt(i);
    const closed = last === close || (last === 0x201c && close === 0x201d);
    const end = Math.min(closed ? i + 1 : i, text.length);
    const raw = text.slice(start + 1, Math.min(i, text.length));
    this.complain(closed ? 'single-quotes' : 'unterminated-string', start, end, { text: raw });
    this.pos = end;
    this.lastEnd = end;
    const node = new JsonNode(
      'string',
      start,
      end,
      decodeString(raw, () => {}),
    );
    node.broken = !closed;
    return node;
  }

  number(): JsonNode {
    const text = this.text;
    const start = this.pos;
    let i = start;
    let integer = 0;
    let c = text.charCodeAt(i);
    while (c >= 48 && c <= 57) {
      integer = integer * 10 + (c - 48);
      c = text.charCodeAt(++i);
    }
    const simple = i > start && i - start < 16 && (text.charCodeAt(start) !== 48 || i === start + 1);
    if (simple && c !== 46 && c !== 101 && c !== 69 && !isWordPart(c)) {
      this.pos = i;
      this.lastEnd = i;
      return new JsonNode('number', start, i, integer);
    }
    while (isWordPart(c) || c === 46 || c === 43 || c === 45) c = text.charCodeAt(++i);
    const raw = text.slice(start, i);
    let value = Number(raw);
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(raw)) {
      this.complain('invalid-number', start, i, { text: raw });
      if (Number.isNaN(value)) value = 0;
      this.pos = i;
      this.lastEnd = i;
      return new JsonNode('missing', start, i, undefined);
    }
    this.pos = i;
    this.lastEnd = i;
    return new JsonNode('number', start, i, value);
  }

  word(c: number): JsonNode {
    const text = this.text;
    const start = this.pos;
    if (!isWordStart(c)) {
      // At a closing bracket or a comma nothing is consumed: they belong to whoever is open.
      if (c === 44 || c === 125 || c === 93 || !(c >= 0)) {
        this.complain('value-expected', Math.max(0, this.lastEnd - 1), this.lastEnd);
      } else {
        const end = this.tokenEnd(start);
        this.complain('unexpected', start, end, { text: text.slice(start, end) });
        this.pos = end;
        this.lastEnd = end;
      }
      return new JsonNode('missing', this.lastEnd, this.lastEnd, undefined);
    }
    const end = this.wordEnd(start);
    const raw = text.slice(start, end);
    this.pos = end;
    this.lastEnd = end;
    if (raw === 'true' || raw === 'false') return new JsonNode('boolean', start, end, raw === 'true');
    if (raw === 'null') return new JsonNode('null', start, end, null);
    this.complain('unquoted-value', start, end, { text: raw });
    return new JsonNode('missing', start, end, undefined);
  }

  /** Skips a too deeply nested structure without recursion. */
  tooDeep(): JsonNode {
    const text = this.text;
    const start = this.pos;
    let open = 0;
    let i = start;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 123 || c === 91) open++;
      else if (c === 125 || c === 93) {
        if (--open === 0) {
          i++;
          break;
        }
      } else if (c === 34) {
        for (i++; i < text.length; i++) {
          const d = text.charCodeAt(i);
          if (d === 92) i++;
          else if (d === 34 || d === 10 || d === 13) break;
        }
      }
    }
    i = Math.min(i, text.length);
    this.error('too-deep', start, start + 1);
    this.scanLines(start, i);
    this.pos = i;
    this.lastEnd = i;
    // Whatever else is wrong at the end of it follows from this.
    this.lastErrorAt = i;
    return new JsonNode('missing', start, i, undefined);
  }

  /** Skips characters that start no token, up to one that could go on with the structure. */
  skipGarbage(): void {
    const text = this.text;
    const start = this.pos;
    let i = start;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (
        i > start &&
        (c === 34 || c === 44 || c === 123 || c === 91 || c === 125 || c === 93 || c === 10 || c === 13)
      )
        break;
    }
    const from = text.charCodeAt(start);
    if (from === 10 || from === 13) this.scanLines(start, start + 1);
    this.pos = i;
    this.lastEnd = i;
  }

  wordEnd(start: number): number {
    let i = start;
    while (isWordPart(this.text.charCodeAt(i))) i++;
    return i;
  }

  /** End of a key without quotes; hyphens and dots are part of what was meant. */
  bareKeyEnd(start: number): number {
    let i = start;
    for (;;) {
      const c = this.text.charCodeAt(i);
      if (!isWordPart(c) && c !== 45 && c !== 46) return i;
      i++;
    }
  }

  tokenEnd(start: number): number {
    const c = this.text.charCodeAt(start);
    if (isWordPart(c)) return this.wordEnd(start);
    // A surrogate pair is one character to the reader.
    const next = this.text.charCodeAt(start + 1);
    const pair = c >= 0xd800 && c <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
    return Math.min(pair ? start + 2 : start + 1, this.text.length);
  }

  /** The key at this offset when it is one our documents know: saves slicing and hashing a new string. */
  knownKey(start: number): string | undefined {
    const text = this.text;
    const first = text.charCodeAt(start + 1);
    const candidates = KNOWN[first & 127];
    if (candidates === undefined) return undefined;
    for (const key of candidates) {
      if (text.charCodeAt(start + 1 + key.length) === 34 && text.startsWith(key, start + 1)) return key;
    }
    return undefined;
  }
}

const KNOWN: (string[] | undefined)[] = new Array(128).fill(undefined);
for (const key of [
  ...['name', 'description', 'enabled', 'recordingType', 'targets', 'type', 'id', 'retentionDays'],
  ...['complianceSettings', 'maskSensitiveData', 'allowedMaskPatterns', 'requireAgentConsent'],
  ...['priority', 'evaluationMode', '$schema'],
]) {
  const slot = key.charCodeAt(0);
  KNOWN[slot] = [...(KNOWN[slot] ?? []), key];
}

function isWordStart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36;
}

function isLineBreak(c: number): boolean {
  return c === 10 || c === 13;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** The quote that closes a string begun with one JSON does not know, or 0. */
function closingQuote(c: number): number {
  if (c === 39 || c === 96) return c;
  if (c < 0x2018 || c > 0x201d) return 0;
  if (c === 0x2018 || c === 0x2019) return 0x2019;
  return c === 0x201c || c === 0x201d ? 0x201d : 0;
}

function isWordPart(c: number): boolean {
  return isWordStart(c) || (c >= 48 && c <= 57);
}
