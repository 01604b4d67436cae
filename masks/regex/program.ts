import type { AssertKind, Node, Regex } from './ast';
import type { CharSet } from './charset';
import { UnsupportedRegex } from './errors';

/**
 * Instructions of the matcher. `a` and `b` are operands: Set: index of the set, direction (1 forwards, -1
 * backwards inside a lookbehind) · Split: first choice, second choice · Jump: target · Assert: kind · Look:
 * index into `looks`, where to go on · Save: register · Clear: first, last+1 register · Mark: register ·
 * Check: register · Back: group, direction · Match.
 */
export enum Op {
  Set,
  Split,
  Jump,
  Assert,
  Look,
  Save,
  Clear,
  Mark,
  Check,
  Back,
  Match,
}

export const ASSERT_KINDS: readonly AssertKind[] = ['start', 'end', 'word', 'not-word'];

export interface SetTable {
  readonly set: CharSet;
  /** One entry per unit below 128: 1 where the set has it. */
  readonly ascii: Uint8Array;
}

export interface Program {
  readonly op: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly sets: readonly SetTable[];
  readonly looks: readonly { readonly pc: number; readonly negate: boolean }[];
  /** Capture registers come first (two per group, only where a backreference needs them), then loop marks. */
  readonly registers: number;
  readonly captureRegisters: number;
  /** Per instruction, the marks of the loops around it whose body can be empty, outermost first. */
  readonly scopes: readonly (readonly number[])[];
  /** Longest entry of `scopes`. */
  readonly scopeDepth: number;
  readonly regex: Regex;
}

export interface CompileOptions {
  /** Most instructions. */
  readonly maxSize?: number;
  /** Longest text the program will be run on: counts beyond it cannot matter and are cut. */
  readonly maxText?: number;
}

const NO_ASCII = new Uint8Array(128);

export function setTable(set: CharSet): SetTable {
  if (set.length === 0 || set[0]! >= 128) return { set, ascii: NO_ASCII };
  const ascii = new Uint8Array(128);
  for (let i = 0; i < set.length && set[i]! < 128; i += 2) ascii.fill(1, set[i]!, set[i + 1]! + 1);
  return { set, ascii };
}

/** True where the node can match the empty string, assertions taken as passing. */
export function isNullable(node: Node): boolean {
  switch (node.type) {
    case 'set':
      return false;
    case 'sequence':
      return node.items.every(isNullable);
    case 'alternation':
      return node.alternatives.some(isNullable);
    case 'group':
      return isNullable(node.body);
    case 'repeat':
      return node.min === 0 || isNullable(node.body);
    default:
      return true;
  }
}

class Compiler {
  private readonly op: number[] = [];
  private readonly a: number[] = [];
  private readonly b: number[] = [];
  private readonly sets = new Map<CharSet, number>();
  private readonly tables: SetTable[] = [];
  private readonly looks: { pc: number; negate: boolean }[] = [];
  private readonly scopes: (readonly number[])[] = [];
  private readonly captureRegisters: number;
  private readonly nullable = new Map<Node, boolean>();
  private scope: readonly number[] = [];
  private registers: number;

  constructor(
    private readonly regex: Regex,
    private readonly maxSize: number,
    private readonly maxText: number,
  ) {
    this.captureRegisters = regex.hasBackreference ? 2 * (regex.groups + 1) : 0;
    this.registers = this.captureRegisters;
  }

  compile(): Program {
    this.node(this.regex.root, 1);
    this.push(Op.Match);
    return {
      op: new Uint8Array(this.op),
      a: new Int32Array(this.a),
      b: new Int32Array(this.b),
      sets: this.tables,
      looks: this.looks,
      registers: this.registers,
      captureRegisters: this.captureRegisters,
      scopes: this.scopes,
      scopeDepth: this.scopes.reduce((depth, scope) => Math.max(depth, scope.length), 0),
      regex: this.regex,
    };
  }

  /** The same body is asked about at each of its copies. */
  private isNullable(node: Node): boolean {
    let nullable = this.nullable.get(node);
    if (nullable === undefined) {
      nullable = isNullable(node);
      this.nullable.set(node, nullable);
    }
    return nullable;
  }

  private push(op: number, a = 0, b = 0): number {
    if (this.op.length >= this.maxSize) throw new UnsupportedRegex('too-large', 0);
    this.op.push(op);
    this.a.push(a);
    this.b.push(b);
    this.scopes.push(this.scope);
    return this.op.length - 1;
  }

  private node(node: Node, direction: 1 | -1): void {
    switch (node.type) {
      case 'set':
        this.push(Op.Set, this.setIndex(node.set), direction);
        return;
      case 'sequence':
        if (direction === 1) for (const item of node.items) this.node(item, 1);
        else for (let i = node.items.length - 1; i >= 0; i--) this.node(node.items[i]!, -1);
        return;
      case 'alternation':
        this.alternation(node.alternatives, direction);
        return;
      case 'group':
        this.group(node.body, node.capture, direction);
        return;
      case 'assert':
        this.push(Op.Assert, ASSERT_KINDS.indexOf(node.kind));
        return;
      case 'backreference':
        this.push(Op.Back, node.group, direction);
        return;
      case 'look':
        this.look(node.body, node.ahead ? 1 : -1, node.negate);
        return;
      case 'repeat':
        this.repeat(node, direction);
    }
  }

  private setIndex(set: CharSet): number {
    let index = this.sets.get(set);
    if (index === undefined) {
      index = this.tables.length;
      this.tables.push(setTable(set));
      this.sets.set(set, index);
    }
    return index;
  }

  private alternation(alternatives: readonly Node[], direction: 1 | -1): void {
    const ends: number[] = [];
    alternatives.forEach((alternative, i) => {
      if (i === alternatives.length - 1) {
        this.node(alternative, direction);
        return;
      }
      const split = this.push(Op.Split, this.op.length + 1);
      this.node(alternative, direction);
      ends.push(this.push(Op.Jump));
      this.b[split] = this.op.length;
    });
    for (const end of ends) this.a[end] = this.op.length;
  }

  private group(body: Node, capture: number | undefined, direction: 1 | -1): void {
    const tracked = capture !== undefined && this.captureRegisters > 0;
    const first = 2 * (capture ?? 0) + (direction === 1 ? 0 : 1);
    if (tracked) this.push(Op.Save, first);
    this.node(body, direction);
    if (tracked) this.push(Op.Save, first ^ 1);
  }

  private look(body: Node, direction: 1 | -1, negate: boolean): void {
    const index = this.looks.length;
    this.looks.push({ pc: 0, negate });
    const look = this.push(Op.Look, index);
    this.looks[index] = { pc: this.op.length, negate };
    this.node(body, direction);
    this.push(Op.Match);
    this.b[look] = this.op.length;
  }

  private repeat(node: Node & { type: 'repeat' }, direction: 1 | -1): void {
    const nullable = this.isNullable(node.body);
    const limit = nullable ? Number.POSITIVE_INFINITY : this.maxText + 1;
    const min = Math.min(node.min, limit);
    const iterate = (mark: number): void => {
      const [first, last] = node.captures;
      const outer = this.scope;
      if (mark >= 0) {
        this.push(Op.Mark, mark);
        this.scope = [...outer, mark];
      }
      if (this.captureRegisters > 0 && last > first) this.push(Op.Clear, 2 * first, 2 * last);
      this.node(node.body, direction);
      if (mark >= 0) this.push(Op.Check, mark);
      this.scope = outer;
    };
    for (let i = 0; i < min; i++) {
      const before = this.op.length;
      iterate(-1);
      if (this.op.length === before) return; // An empty body: more of it is the same.
    }
    if (node.max === Number.POSITIVE_INFINITY) {
      const mark = nullable ? this.registers++ : -1;
      const split = this.choice(node.greedy);
      iterate(mark);
      this.push(Op.Jump, split);
      this.settle(split, node.greedy);
      return;
    }
    const splits: number[] = [];
    for (let i = min; i < Math.min(node.max, limit); i++) {
      const mark = nullable ? this.registers++ : -1;
      splits.push(this.choice(node.greedy));
      iterate(mark);
    }
    for (const split of splits) this.settle(split, node.greedy);
  }

  private choice(greedy: boolean): number {
    const at = this.op.length + 1;
    return greedy ? this.push(Op.Split, at, 0) : this.push(Op.Split, 0, at);
  }

  private settle(split: number, greedy: boolean): void {
    if (greedy) this.b[split] = this.op.length;
    else this.a[split] = this.op.length;
  }
}

/** @throws UnsupportedRegex `too-large` where counted repeats blow the program up beyond its limit. */
export function compileRegex(regex: Regex, options: CompileOptions = {}): Program {
  return new Compiler(
    regex,
    options.maxSize ?? 20_000,
    options.maxText ?? Number.POSITIVE_INFINITY,
  ).compile();
}
