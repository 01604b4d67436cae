import { closingQuote, isDigit, isWordStart } from './characters';
import { JsonNode, JsonProperty } from './nodes';
import { Recovery } from './recovery';
import type { JsonComment } from './scanner';
import { MAX_ERRORS, type SyntaxFault } from './syntax-fault';

/**
 * Objects and arrays nested deeper than this are skipped with an error: no document of ours needs more than a
 * handful.
 */
export const MAX_DEPTH = 200;

/** A parsed document. `root` is undefined for a text without any value. */
export interface ParsedJson {
  readonly text: string;
  readonly root: JsonNode | undefined;
  readonly errors: readonly SyntaxFault[];
  readonly comments: readonly JsonComment[];
  readonly lineStarts: readonly number[];
}

const NONE: readonly never[] = [];

/**
 * Parses JSON with comments in one pass: syntax tree, plain values, line starts, comments and errors,
 * recovering after each error. Never throws and needs stack in proportion to {@link MAX_DEPTH} only, whatever
 * the text.
 */
export function parseJson(text: string): ParsedJson {
  const parser = new JsonParser(text);
  const root = parser.document();
  return {
    text,
    root,
    errors: parser.errors ?? NONE,
    comments: parser.comments ?? NONE,
    lineStarts: parser.lineStarts,
  };
}

/** Whether an object, a list or a text begins. */
function startsDocument(c: number): boolean {
  return c === 123 || c === 91 || c === 34;
}

/** The structure of a document: objects, members and arrays. */
class JsonParser extends Recovery {
  document(): JsonNode | undefined {
    if (this.text.charCodeAt(0) === 0xfeff) this.pos = 1;
    this.space();
    if (this.pos >= this.text.length) {
      this.error('empty-document', 0, this.text.length);
      return undefined;
    }
    let root: JsonNode | undefined;
    while (root === undefined && this.pos < this.text.length) {
      const at = this.pos;
      const node = this.value();
      if (node.kind !== 'missing') root = node;
      else {
        if (this.pos === at || !startsDocument(this.text.charCodeAt(this.pos))) this.skipGarbage();
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

  /** Reads `"key": value`; false when something in it was wrong. */
  member(node: JsonNode, value: Record<string, unknown>, props: JsonProperty[]): boolean {
    const start = this.pos;
    const c = this.text.charCodeAt(start);
    let key: string;
    let keyEnd: number;
    let fine = true;
    if (c === 34) {
      const k = this.string();
      key = k.value as string;
      keyEnd = k.end;
      fine = !k.broken;
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
}
