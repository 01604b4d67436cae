import { closingQuote, isLineBreak, isWordPart, isWordStart } from './characters';
import { JsonNode } from './nodes';
import { JsonScanner } from './scanner';
import { decodeString } from './strings';

/** Reads strings, numbers and words, those JSON does not know too. */
export class ScalarReader extends JsonScanner {
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
}
