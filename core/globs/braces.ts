import { classEnd } from './tokens';

/**
 * What a pattern with choices (`{a,b}`, `{1..3}`, also one in another) stands for, written out. A brace that
 * is not closed, or that holds no choice, stands for itself.
 * @returns undefined where there would be more than `most`
 */
export function withoutBraces(glob: string, most: number): string[] | undefined {
  if (!glob.includes('{')) return [glob];
  const expander = new Expander(glob, most);
  const { texts } = expander.sequence(0, glob.length, false);
  return expander.tooMany ? undefined : texts;
}

class Expander {
  tooMany = false;
  /**
   * Where the brace that opens at a place closes. Worked out once: to try each opening one anew takes time
   * without bound.
   */
  private readonly closing: ReadonlyMap<number, number>;

  constructor(
    private readonly glob: string,
    private readonly most: number,
  ) {
    this.closing = closingOf(glob);
  }

  /** What stands from a place to the end, or in a choice to the next comma. */
  sequence(from: number, to: number, inChoice: boolean): { texts: string[]; end: number } {
    const { glob } = this;
    let texts = [''];
    let at = from;
    while (at < to && !this.tooMany) {
      if (inChoice && glob[at] === ',') break;
      const close = this.closing.get(at);
      const options = close === undefined ? undefined : this.options(at + 1, close);
      if (options !== undefined) {
        if (texts.length * options.length > this.most) this.tooMany = true;
        else texts = texts.flatMap((text) => options.map((option) => text + option));
        at = close! + 1;
      } else {
        const end = pieceEnd(glob, at);
        const piece = glob.slice(at, end);
        texts = texts.map((text) => text + piece);
        at = end;
      }
    }
    return { texts, end: at };
  }

  /** The choices between two braces; undefined where there is but one. */
  private options(from: number, to: number): string[] | undefined {
    const range = rangeOf(this.glob.slice(from, to));
    if (range !== undefined) return range;
    const options: string[] = [];
    let choices = 0;
    for (let at = from; at <= to && !this.tooMany; choices++) {
      const { texts, end } = this.sequence(at, to, true);
      options.push(...texts);
      if (options.length > this.most) this.tooMany = true;
      at = end + 1;
    }
    return choices > 1 ? options : undefined;
  }
}

/**
 * Of all braces that are closed, where. What is quoted, or in a set of characters, opens and closes nothing.
 */
function closingOf(glob: string): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < glob.length; at = pieceEnd(glob, at)) {
    if (glob[at] === '{') open.push(at);
    else if (glob[at] === '}' && open.length > 0) closing.set(open.pop()!, at);
  }
  return closing;
}

/** The end of one character, a quoted one or a set of them. */
function pieceEnd(glob: string, at: number): number {
  if (glob[at] === '\\') return Math.min(at + 2, glob.length);
  const end = glob[at] === '[' ? classEnd(glob, at) : -1;
  return end < 0 ? at + 1 : end + 1;
}

const RANGE = /^(?:(-?\d{1,6})\.\.(-?\d{1,6})|([A-Za-z])\.\.([A-Za-z]))$/;
const LONGEST_RANGE = 64;

/** `1..3` and `a..c`; undefined for anything else. */
function rangeOf(text: string): string[] | undefined {
  const m = RANGE.exec(text);
  if (m === null) return undefined;
  const letters = m[1] === undefined;
  const low = letters ? m[3]!.codePointAt(0)! : Number(m[1]);
  const high = letters ? m[4]!.codePointAt(0)! : Number(m[2]);
  if (high < low || high - low >= LONGEST_RANGE) return undefined;
  return Array.from({ length: high - low + 1 }, (_, i) =>
    letters ? String.fromCodePoint(low + i) : String(low + i),
  );
}
