import { closingQuote, isLineBreak, isWordPart, isWordStart } from './characters';
import { JsonNode } from './nodes';
import { ScalarReader } from './scalar-reader';

/** Finds the way back after an error: what to skip, and what was meant by what follows. */
export class Recovery extends ScalarReader {
  extraColons(): void {
    const start = this.pos;
    while (this.text.charCodeAt(this.pos) === 58) this.pos++;
    this.complain('unexpected', start, this.pos, { text: this.text.slice(start, this.pos) });
    this.lastEnd = this.pos;
    this.space();
  }

  /**
   * Whether a member can begin here although no comma stands before it: then the comma is what is missing.
   */
  isMemberAhead(c: number): boolean {
    const elsewhere = this.lineStarts[this.lineStarts.length - 1]! >= this.lastEnd;
    if (c === 34) return elsewhere || this.startsMember();
    return (elsewhere && isWordStart(c)) || closingQuote(c) !== 0;
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

  /** End of a key without quotes; hyphens and dots are part of what was meant. */
  bareKeyEnd(start: number): number {
    let i = start;
    for (;;) {
      const c = this.text.charCodeAt(i);
      if (!isWordPart(c) && c !== 45 && c !== 46) return i;
      i++;
    }
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
}
