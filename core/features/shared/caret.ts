import type { Path, Segment } from '../../json/nodes';
import { decodeString } from '../../json/strings';

/**
 * The token a completion replaces. `end` is the offset behind it; an unterminated string ends before what
 * follows on its line.
 */
export interface CaretToken {
  readonly kind: 'string' | 'word';
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
}

/**
 * Where a caret stands in a document that may be half-typed. Made from tokens rather than from the tree: what
 * is being typed is what the tree has to guess about.
 */
export interface Caret {
  readonly where: 'key' | 'value' | 'comment' | 'outside';
  /** For a key: the path of the object; for a value: the path of the value. */
  readonly path: Path;
  readonly token: CaretToken | undefined;
  /** Keys of the enclosing object, without the one at the caret. */
  readonly keys: ReadonlySet<string>;
  /** Where a comma must go in first: the end of the value before; undefined where none is missing. */
  readonly commaBefore: number | undefined;
  /** Whether something follows in the container that needs a comma in between. */
  readonly commaAfter: boolean;
  /** For a key: whether a colon follows already. */
  readonly colonAfter: boolean;
  /** The comment the caret is in. */
  readonly comment: { readonly start: number; readonly end: number } | undefined;
  /** Sibling properties with a plain string value, as far as written: what is typed often depends on them. */
  readonly siblings: ReadonlyMap<string, string>;
}

interface CaretFrame {
  readonly object: boolean;
  readonly segment: Segment | undefined;
  readonly keys: string[];
  readonly siblings: Map<string, string>;
  key: string | undefined;
  index: number;
  expect: 'key' | 'colon' | 'value' | 'comma';
  /** End of the last value, while no comma followed it. */
  lastEnd: number;
}

interface ScanToken {
  readonly kind: 'string' | 'word' | 'comment' | 'punctuation';
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
  readonly block?: boolean;
}

/** Finds where the caret stands. Linear in the text; never throws. */
export function caretAt(text: string, offset: number): Caret {
  const stack: CaretFrame[] = [newFrame(false, undefined)];
  let at: ScanToken | undefined;
  let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    const token = nextToken(text, i);
    if (token === undefined || token.start >= offset) break;
    if (holds(token, offset)) {
      at = token;
      break;
    }
    consume(stack, token, text);
    i = token.end;
  }
  const frame = stack[stack.length - 1]!;
  const comment = at?.kind === 'comment' ? at : undefined;
  const token = at === undefined || at.kind === 'comment' ? undefined : caretToken(at, text, offset);
  const after = nextSolid(text, comment?.end ?? token?.end ?? offset);
  const next = after === undefined ? '' : text[after.start]!;
  const path = stack.slice(2).map((f) => f.segment as Segment);
  const isKey = frame.object && frame.expect !== 'value' && frame.expect !== 'colon';
  const keyFollows = next === '"' || (after?.kind === 'word' && frame.object);
  const keys = new Set(frame.keys);
  if (frame.object) laterKeys(text, token?.end ?? offset, keys);
  const value = frame.object ? [...path, frame.key ?? ''] : [...path, frame.index];
  const outside = stack.length === 1;
  const nowhere = (outside && frame.expect === 'comma') || frame.expect === 'colon';
  return {
    where: comment !== undefined ? 'comment' : isKey ? 'key' : nowhere ? 'outside' : 'value',
    path: isKey ? path : outside ? [] : value,
    token,
    keys,
    commaBefore: !outside && frame.expect === 'comma' && frame.lastEnd >= 0 ? frame.lastEnd : undefined,
    commaAfter: !outside && (keyFollows || (after !== undefined && !',}]:'.includes(next))),
    colonAfter: next === ':',
    comment: comment === undefined ? undefined : { start: comment.start, end: comment.end },
    siblings: frame.siblings,
  };
}

function newFrame(object: boolean, segment: Segment | undefined): CaretFrame {
  return {
    object,
    segment,
    keys: [],
    siblings: new Map(),
    key: undefined,
    index: 0,
    expect: object ? 'key' : 'value',
    lastEnd: -1,
  };
}

/** Whether the caret is in the token, or right behind one that still grows as one types. */
function holds(token: ScanToken, offset: number): boolean {
  if (offset < token.end) return token.kind !== 'punctuation';
  if (offset > token.end) return false;
  if (token.kind === 'word') return true;
  if (token.kind === 'comment') return token.block !== true || !token.closed;
  // Behind the closing quote nothing of the string is typed any more.
  return token.kind === 'string' && !token.closed;
}

function caretToken(token: ScanToken, text: string, offset: number): CaretToken {
  // A letter right behind the closing quote: that quote opens the next string, and this one was never closed.
  const closed = token.closed && !(token.kind === 'string' && /[A-Za-z_$]/.test(text[token.end] ?? ''));
  const kind = token.kind as 'string' | 'word';
  if (kind !== 'string' || closed) return { kind, start: token.start, end: token.end, closed };
  // Of an unterminated string only what stands up to the next separator is taken as its own.
  const own = /^[^,}\]\s]*/.exec(text.slice(offset, token.end))![0].length;
  return { kind, start: token.start, end: offset + own, closed };
}

function consume(stack: CaretFrame[], token: ScanToken, text: string): void {
  const frame = stack[stack.length - 1]!;
  if (token.kind === 'comment') return;
  if (token.kind === 'punctuation') {
    const c = text[token.start]!;
    if (c === '{' || c === '[') {
      stack.push(newFrame(c === '{', frame.object ? (frame.key ?? '') : frame.index));
    } else if (c === '}' || c === ']') {
      close(stack, c === '}', token.end);
    } else if (c === ',') {
      if (frame.object) frame.expect = 'key';
      else {
        frame.expect = 'value';
        if (stack.length > 1) frame.index++;
      }
      frame.lastEnd = -1;
    } else if (c === ':' && frame.object) frame.expect = 'value';
    return;
  }
  if (!frame.object) {
    if (frame.expect === 'comma' && stack.length > 1) frame.index++;
    valueDone(frame, token.end);
    return;
  }
  // A string with a colon behind it is a key, wherever it stands: the value before it was never typed.
  const colon =
    token.closed && token.kind === 'string' && text[nextSolid(text, token.end)?.start ?? -1] === ':';
  if (frame.expect === 'value' && !colon) {
    if (token.kind === 'string' && frame.key !== undefined)
      frame.siblings.set(frame.key, inside(text, token));
    valueDone(frame, token.end);
    return;
  }
  frame.key = token.kind === 'string' ? inside(text, token) : text.slice(token.start, token.end);
  if (token.kind === 'string' || colon) frame.keys.push(frame.key);
  frame.expect = 'colon';
}

function valueDone(frame: CaretFrame, end: number): void {
  frame.expect = 'comma';
  frame.lastEnd = end;
}

function close(stack: CaretFrame[], object: boolean, end: number): void {
  let depth = stack.length - 1;
  while (depth > 0 && stack[depth]!.object !== object) depth--;
  if (depth === 0) return;
  stack.length = depth;
  valueDone(stack[depth - 1]!, end);
}

/** Adds the keys that follow in the same object. */
function laterKeys(text: string, from: number, keys: Set<string>): void {
  let depth = 0;
  for (let i = from; ; ) {
    const token = nextToken(text, i);
    if (token === undefined) return;
    i = token.end;
    if (token.kind === 'comment') continue;
    const c = text[token.start]!;
    if (token.kind === 'punctuation') {
      if (c === '{' || c === '[') depth++;
      else if ((c === '}' || c === ']') && --depth < 0) return;
    } else if (depth === 0 && token.kind === 'string' && token.closed) {
      const next = nextSolid(text, token.end);
      if (next !== undefined && text[next.start] === ':') keys.add(inside(text, token));
    }
  }
}

function inside(text: string, token: { start: number; end: number; closed: boolean }): string {
  return decodeString(text.slice(token.start + 1, token.closed ? token.end - 1 : token.end), () => {});
}

/** The next token that is no comment. */
function nextSolid(text: string, from: number): ScanToken | undefined {
  for (let i = from; ; ) {
    const token = nextToken(text, i);
    if (token === undefined || token.kind !== 'comment') return token;
    i = token.end;
  }
}

function nextToken(text: string, from: number): ScanToken | undefined {
  let i = from;
  while (i < text.length && ' \t\r\n\ufeff'.includes(text[i]!)) i++;
  if (i >= text.length) return undefined;
  const c = text[i]!;
  if (c === '/' && text[i + 1] === '/') {
    let end = i + 2;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    return { kind: 'comment', start: i, end, closed: false, block: false };
  }
  if (c === '/' && text[i + 1] === '*') {
    const stop = text.indexOf('*/', i + 2);
    return {
      kind: 'comment',
      start: i,
      end: stop < 0 ? text.length : stop + 2,
      closed: stop >= 0,
      block: true,
    };
  }
  if (c === '"') {
    let end = i + 1;
    for (; end < text.length; end++) {
      const d = text[end]!;
      if (d === '\\') end++;
      else if (d === '"') return { kind: 'string', start: i, end: end + 1, closed: true };
      else if (d === '\n' || d === '\r') break;
    }
    return { kind: 'string', start: i, end: Math.min(end, text.length), closed: false };
  }
  if ('{}[],:'.includes(c)) return { kind: 'punctuation', start: i, end: i + 1, closed: true };
  let end = i + 1;
  while (end < text.length && !' \t\r\n"{}[],:/'.includes(text[end]!)) end++;
  return { kind: 'word', start: i, end, closed: true };
}
