import { canonicalize, has, WORD } from './charset';
import { type FirstUnits, nextStart } from './first';
import { ASSERT_KINDS, Op, type Program } from './program';
import { VisitedStates } from './visited';

/** Thrown when a run takes more steps than it was given. */
export class StepLimit extends Error {}

const STEPS_PER_TICK = 500;

/** States that a search of a text of this length has at most, a state being an instruction at a position. */
export function statesOf(program: Program, length: number): number {
  return (program.op.length * (length + 1)) << program.scopeDepth;
}

const NEWLINES = '\n\r\u2028\u2029';

function isWord(unit: number): boolean {
  return has(WORD, unit);
}

/**
 * A backtracking matcher with the semantics of ECMA-262. With `memoise`, a (instruction, position) pair that
 * failed once is never tried again: linear time in the text, exact for every pattern without backreferences
 * (what follows then depends on the pair alone). Without it, it walks the paths that a backtracking engine
 * walks and counts them.
 */
export class Machine {
  steps = 0;
  private readonly registers: Int32Array;
  private readonly visited: VisitedStates | undefined;
  private log: number[] | undefined;
  /** Characters that the last backreference compared. */
  private compared = 0;

  /**
   * @param memoise Whether to remember failed states, or where: an empty memory of `statesOf` this program
   *   and a text at least as long.
   * @param onTick Called every few hundred steps; what it throws ends the run.
   */
  constructor(
    private readonly program: Program,
    private readonly text: string,
    private readonly maxSteps: number,
    memoise: boolean | VisitedStates,
    private readonly onTick?: () => void,
  ) {
    this.registers = new Int32Array(program.registers).fill(-1);
    if (memoise)
      this.visited = memoise === true ? new VisitedStates(statesOf(program, text.length)) : memoise;
  }

  /**
   * First match at or after `from`: [start, end), or undefined. Start positions share what is known to fail.
   * @param first What a match begins with, where that is known: other starts are passed over.
   */
  search(from: number, first?: FirstUnits): [number, number] | undefined {
    const { unicode } = this.program.regex.flags;
    for (let start = from; start <= this.text.length; start++) {
      if (first !== undefined) {
        start = nextStart(this.text, start, first);
        if (start > this.text.length) return undefined;
      }
      const end = this.run(0, start);
      if (end >= 0) return [start, end];
      if (unicode && this.text.codePointAt(start)! > 0xffff) start++;
    }
    return undefined;
  }

  /**
   * Forgets which states failed: needed between searches of one text, since a state on the path of a match is
   * no failure.
   */
  forget(): void {
    this.visited?.clear();
  }

  /** Runs from one instruction at one position; returns the end of the match or -1. */
  private run(startPc: number, startPos: number): number {
    const { op, a, b, sets } = this.program;
    const { text, registers, visited } = this;
    const width = text.length + 1;
    const stack: number[] = [];
    const unicode = this.program.regex.flags.unicode;
    let pc = startPc;
    let pos = startPos;
    let steps = this.steps;
    let checkAt = Math.min(this.maxSteps, steps + STEPS_PER_TICK);
    for (;;) {
      if (++steps > checkAt) checkAt = this.tick(steps);
      let ok = true;
      if (visited) {
        const key = this.key(pc, pos, width);
        ok = visited.add(key);
        if (ok) this.log?.push(key);
      }
      if (ok) {
        switch (op[pc]) {
          case Op.Set: {
            const forwards = b[pc] === 1;
            const at = forwards ? pos : pos - 1;
            if (at < 0 || at >= text.length) {
              ok = false;
              break;
            }
            const unit = unicode ? this.codePoint(at, forwards) : text.charCodeAt(at);
            const table = sets[a[pc]!]!;
            ok = unit < 128 ? table.ascii[unit] === 1 : has(table.set, unit);
            if (ok) {
              const size = unit > 0xffff ? 2 : 1;
              pos += forwards ? size : -size;
              pc++;
            }
            break;
          }
          case Op.Split:
            stack.push(b[pc]!, pos);
            pc = a[pc]!;
            break;
          case Op.Jump:
            pc = a[pc]!;
            break;
          case Op.Assert:
            ok = this.assert(a[pc]!, pos);
            pc++;
            break;
          case Op.Look: {
            const look = this.program.looks[a[pc]!]!;
            const kept = look.negate ? registers.slice() : undefined;
            this.steps = steps + (registers.length >> 3);
            const found = this.look(look.pc, pos, stack) >= 0;
            steps = this.steps;
            if (kept && found) registers.set(kept);
            ok = found !== look.negate;
            pc = b[pc]!;
            break;
          }
          case Op.Save:
            this.setRegister(stack, a[pc]!, pos);
            pc++;
            break;
          case Op.Clear:
            for (let r = a[pc]!; r < b[pc]!; r++) this.setRegister(stack, r, -1);
            steps += b[pc]! - a[pc]!;
            pc++;
            break;
          case Op.Mark:
            this.setRegister(stack, a[pc]!, pos);
            pc++;
            break;
          case Op.Check:
            ok = registers[a[pc]!] !== pos;
            pc++;
            break;
          case Op.Back: {
            const next = this.backreference(a[pc]!, pos, b[pc]!);
            steps += this.compared;
            ok = next >= 0;
            pos = next;
            pc++;
            break;
          }
          default:
            this.steps = steps;
            return pos;
        }
      }
      if (ok) continue;
      for (;;) {
        if (stack.length === 0) {
          this.steps = steps;
          return -1;
        }
        pos = stack.pop()!;
        pc = stack.pop()!;
        if (pc >= 0) break;
        registers[-1 - pc] = pos;
      }
    }
  }

  /** @returns the number of steps at which to look again. */
  private tick(steps: number): number {
    this.steps = steps;
    if (steps > this.maxSteps) throw new StepLimit();
    this.onTick?.();
    return Math.min(this.maxSteps, steps + STEPS_PER_TICK);
  }

  /**
   * What follows from a state depends on which loops around it have consumed nothing yet: they may not go
   * round again.
   */
  private key(pc: number, pos: number, width: number): number {
    const { scopes, scopeDepth } = this.program;
    let key = pc * width + pos;
    if (scopeDepth === 0) return key;
    const scope = scopes[pc]!;
    for (let i = 0; i < scopeDepth; i++) {
      key = key * 2 + (i < scope.length && this.registers[scope[i]!] === pos ? 1 : 0);
    }
    return key;
  }

  /**
   * A lookaround is atomic; what it captured stays, and is undone when the outer search backtracks over it.
   */
  private look(pc: number, pos: number, stack: number[]): number {
    if (this.visited) {
      // A state that a successful look went through is no failure: forget those, keep the failed ones of
      // failed looks.
      const outer = this.log;
      const log: number[] = [];
      this.log = log;
      const end = this.run(pc, pos);
      this.log = outer;
      if (end >= 0) for (const key of log) this.visited.delete(key);
      return end;
    }
    const before =
      this.program.captureRegisters > 0 ? this.registers.slice(0, this.program.captureRegisters) : undefined;
    const end = this.run(pc, pos);
    if (before && end >= 0) for (let r = 0; r < before.length; r++) stack.push(-1 - r, before[r]!);
    return end;
  }

  private setRegister(stack: number[], register: number, value: number): void {
    stack.push(-1 - register, this.registers[register]!);
    this.registers[register] = value;
  }

  private codePoint(at: number, forwards: boolean): number {
    const unit = this.text.charCodeAt(at);
    if (forwards) return this.text.codePointAt(at)!;
    const isTrail = unit >= 0xdc00 && unit <= 0xdfff && at > 0;
    const pair = isTrail ? this.text.codePointAt(at - 1)! : unit;
    return pair > 0xffff ? pair : unit;
  }

  private assert(kind: number, pos: number): boolean {
    const { text } = this;
    const { multiline } = this.program.regex.flags;
    switch (ASSERT_KINDS[kind]) {
      case 'start':
        return pos === 0 || (multiline && NEWLINES.includes(text[pos - 1]!));
      case 'end':
        return pos === text.length || (multiline && NEWLINES.includes(text[pos]!));
      default: {
        const before = pos > 0 && isWord(text.charCodeAt(pos - 1));
        const after = pos < text.length && isWord(text.charCodeAt(pos));
        return (before !== after) === (ASSERT_KINDS[kind] === 'word');
      }
    }
  }

  private backreference(group: number, pos: number, direction: number): number {
    this.compared = 0;
    const from = this.registers[2 * group]!;
    const to = this.registers[2 * group + 1]!;
    if (from < 0 || to < 0) return pos;
    const length = to - from;
    const start = direction === 1 ? pos : pos - length;
    if (start < 0 || start + length > this.text.length) return -1;
    for (let i = 0; i < length; i++) {
      this.compared = i;
      const x = this.text.charCodeAt(from + i);
      const y = this.text.charCodeAt(start + i);
      if (x !== y && !(this.program.regex.flags.ignoreCase && canonicalize(x) === canonicalize(y))) return -1;
    }
    return direction === 1 ? pos + length : start;
  }
}
