import type { AssertKind, Node, PartKind, Regex, RegexFlags } from './ast';
import { type CharSet, closeOverCase, complement, MAX_CODE_POINT, MAX_UNIT, NEWLINE } from './charset';
import { readClass } from './class-parser';
import { UnsupportedRegex } from './errors';
import { readEscape, type Scanner } from './escape-parser';

export interface ParseOptions {
  /** Longest pattern taken, in UTF-16 units. */
  readonly maxLength?: number;
  /** Deepest nesting of groups taken. */
  readonly maxDepth?: number;
  /**
   * Told of every part as it is read; parts do not overlap, their order is that of the text save for classes.
   */
  readonly onPart?: (kind: PartKind, start: number, end: number) => void;
}

export const DEFAULT_MAX_LENGTH = 5000;
const DEFAULT_MAX_DEPTH = 200;

function readFlags(flags: string): RegexFlags {
  if (flags.includes('v')) throw new UnsupportedRegex('unicode-sets', 0);
  const unicode = flags.includes('u');
  const ignoreCase = flags.includes('i');
  if (unicode && ignoreCase) throw new UnsupportedRegex('unicode-ignore-case', 0);
  return { ignoreCase, unicode, multiline: flags.includes('m'), dotAll: flags.includes('s') };
}

/** Group numbers and names, found before parsing because a reference may come before its group. */
function scanGroups(pattern: string): { count: number; names: Map<string, number> } {
  const names = new Map<string, number>();
  let count = 0;
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '\\') i++;
    else if (inClass) inClass = c !== ']';
    else if (c === '[') inClass = true;
    else if (c === '(') {
      if (pattern[i + 1] !== '?') count++;
      else if (pattern[i + 2] === '<' && pattern[i + 3] !== '=' && pattern[i + 3] !== '!') {
        count++;
        const close = pattern.indexOf('>', i);
        if (close > 0) names.set(pattern.slice(i + 3, close), count);
      }
    }
  }
  return { count, names };
}

/**
 * Parses a pattern that `new RegExp(pattern, flags)` accepts (check that first: this parser is lenient).
 * @throws UnsupportedRegex where the pattern is beyond the limits or uses a feature that is not handled here.
 */
export function parseRegex(pattern: string, flags = '', options: ParseOptions = {}): Regex {
  if (pattern.length > (options.maxLength ?? DEFAULT_MAX_LENGTH)) throw new UnsupportedRegex('too-long', 0);
  return new Parser(pattern, readFlags(flags), options).parse();
}

class Parser implements Scanner {
  at = 0;
  private depth = 0;
  private opened = 0;
  private hasBackreference = false;
  private readonly sets = new Map<string | number, CharSet>();
  private readonly groups;

  constructor(
    readonly pattern: string,
    readonly flags: RegexFlags,
    private readonly options: ParseOptions,
  ) {
    this.groups = scanGroups(pattern);
  }

  emit(kind: PartKind, start: number, end: number): void {
    this.options.onPart?.(kind, start, end);
  }

  take(): number {
    const unit = this.flags.unicode ? this.pattern.codePointAt(this.at)! : this.pattern.charCodeAt(this.at);
    this.at += unit > MAX_UNIT ? 2 : 1;
    return unit;
  }

  parse(): Regex {
    const root = this.disjunction();
    if (this.at < this.pattern.length) throw new UnsupportedRegex('invalid', this.at);
    return {
      pattern: this.pattern,
      flags: this.flags,
      root,
      groups: this.groups.count,
      hasBackreference: this.hasBackreference,
    };
  }

  private disjunction(): Node {
    if (++this.depth > (this.options.maxDepth ?? DEFAULT_MAX_DEPTH)) {
      throw new UnsupportedRegex('too-deep', this.at);
    }
    const start = this.at;
    const alternatives: Node[] = [this.sequence()];
    while (this.pattern[this.at] === '|') {
      this.emit('alternation', this.at, this.at + 1);
      this.at++;
      alternatives.push(this.sequence());
    }
    this.depth--;
    if (alternatives.length === 1) return alternatives[0]!;
    return { type: 'alternation', alternatives, start, end: this.at };
  }

  private sequence(): Node {
    const start = this.at;
    const items: Node[] = [];
    while (this.at < this.pattern.length && this.pattern[this.at] !== '|' && this.pattern[this.at] !== ')') {
      items.push(this.term());
    }
    if (items.length === 1) return items[0]!;
    return { type: 'sequence', items, start, end: this.at };
  }

  private term(): Node {
    const start = this.at;
    const captures = this.opened;
    const body = this.atom();
    const range = this.quantifier();
    if (!range) return body;
    const { quantifier, ...rest } = range;
    this.emit('quantifier', quantifier, this.at);
    return {
      type: 'repeat',
      body,
      ...rest,
      quantifier,
      captures: [captures + 1, this.opened + 1],
      start,
      end: this.at,
    };
  }

  private quantifier(): { min: number; max: number; greedy: boolean; quantifier: number } | undefined {
    const quantifier = this.at;
    const c = this.pattern[this.at];
    let min: number;
    let max: number;
    if (c === '*' || c === '+' || c === '?') {
      this.at++;
      min = c === '+' ? 1 : 0;
      max = c === '?' ? 1 : Number.POSITIVE_INFINITY;
    } else if (c === '{') {
      const braces = /^\{(\d+)(,(\d*))?\}/.exec(this.pattern.slice(this.at, this.at + 48));
      if (!braces) return undefined;
      this.at += braces[0].length;
      min = Number(braces[1]);
      max = braces[2] === undefined ? min : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3]);
    } else return undefined;
    const greedy = this.pattern[this.at] !== '?';
    if (!greedy) this.at++;
    return { min, max, greedy, quantifier };
  }

  private atom(): Node {
    const start = this.at;
    const c = this.pattern[this.at];
    if (c === '^' || c === '$') {
      this.at++;
      return this.assert(c === '^' ? 'start' : 'end', start);
    }
    if (c === '(') return this.group();
    if (c === '.') {
      this.at++;
      this.emit('dot', start, this.at);
      return { type: 'set', set: this.shared('.', () => this.dot()), form: 'dot', start, end: this.at };
    }
    if (c === '[') {
      const read = readClass(this);
      const set = this.shared(this.pattern.slice(start, this.at), () => read);
      return { type: 'set', set, form: 'class', start, end: this.at };
    }
    if (c === '\\') return this.escape(start);
    const unit = this.take();
    this.emit('literal', start, this.at);
    const set = this.shared(unit, () => this.fold([unit, unit]));
    return { type: 'set', set, form: 'char', start, end: this.at };
  }

  private dot(): CharSet {
    const max = this.flags.unicode ? MAX_CODE_POINT : MAX_UNIT;
    return this.flags.dotAll ? [0, max] : complement(NEWLINE, max);
  }

  /** One set for all places where the pattern has it: what is made of sets is made once. */
  private shared(source: string | number, make: () => CharSet): CharSet {
    let set = this.sets.get(source);
    if (set === undefined) {
      set = make();
      this.sets.set(source, set);
    }
    return set;
  }

  private fold(set: readonly number[]): readonly number[] {
    return this.flags.ignoreCase ? closeOverCase(set) : set;
  }

  private assert(kind: AssertKind, start: number): Node {
    this.emit('anchor', start, this.at);
    return { type: 'assert', kind, start, end: this.at };
  }

  private escape(start: number): Node {
    const letter = this.pattern[this.at + 1];
    if (letter === 'b' || letter === 'B') {
      this.at += 2;
      return this.assert(letter === 'b' ? 'word' : 'not-word', start);
    }
    const group = this.backreference();
    if (group !== undefined) {
      this.hasBackreference = true;
      this.emit('backreference', start, this.at);
      return { type: 'backreference', group, start, end: this.at };
    }
    const { set, unit } = readEscape(this, false);
    this.emit(set ? 'shorthand' : 'escape', start, this.at);
    return {
      type: 'set',
      set: this.fold(set ?? [unit!, unit!]),
      form: set ? 'shorthand' : 'escape',
      start,
      end: this.at,
    };
  }

  private backreference(): number | undefined {
    const rest = this.pattern.slice(this.at, this.at + 200);
    const named = this.groups.names.size > 0 || this.flags.unicode ? /^\\k<([^>]*)>/.exec(rest) : null;
    if (named) {
      const group = this.groups.names.get(named[1]!);
      if (group === undefined) throw new UnsupportedRegex('invalid', this.at);
      this.at += named[0].length;
      return group;
    }
    const decimal = /^\\([1-9]\d*)/.exec(rest);
    if (!decimal || Number(decimal[1]) > this.groups.count) return undefined;
    this.at += decimal[0].length;
    return Number(decimal[1]);
  }

  private group(): Node {
    const start = this.at;
    const head = /^\((\?(?::|<?[=!]|<([^>]*)>))?/.exec(this.pattern.slice(start, start + 200))!;
    const kind = head[1] ?? '';
    if (kind === '' && this.pattern[start + 1] === '?') throw new UnsupportedRegex('modifiers', start);
    const look = /[=!]$/.test(kind) && head[2] === undefined;
    const capture = kind === '' || head[2] !== undefined ? ++this.opened : undefined;
    this.at += head[0].length;
    this.emit(look ? 'lookaround' : 'group', start, this.at);
    const body = this.disjunction();
    if (this.pattern[this.at] !== ')') throw new UnsupportedRegex('invalid', start);
    this.emit(look ? 'lookaround' : 'group', this.at, this.at + 1);
    this.at++;
    const span = { start, end: this.at };
    if (look) return { type: 'look', ahead: !kind.includes('<'), negate: kind.endsWith('!'), body, ...span };
    return {
      type: 'group',
      body,
      ...(capture === undefined ? {} : { capture }),
      ...(head[2] === undefined ? {} : { name: head[2] }),
      ...span,
    };
  }
}
