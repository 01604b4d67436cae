import type { Ambiguity } from './ambiguity-types';
import type { Automaton } from './automaton';
import { type Budget, BudgetExceeded } from './budget';
import { doubledLoops } from './doubled-loops';
import { finitePaths } from './finite-paths';
import { loopPair } from './loop-pairs';
import { Loops } from './loops';
import { searchPair } from './search-pairs';
import { StartSets } from './starts';
import { Words } from './words';

export interface AmbiguityReport {
  readonly ambiguities: readonly Ambiguity[];
  /** No path count grows with the text, and none is larger than a constant that does not matter. */
  readonly proven: boolean;
}

/**
 * Paths per character up to which a pattern counts as linear: a bounded repeat such as `{2,256}` costs that
 * much at most.
 */
const TOLERABLE_PATHS = 1000;

export function findAmbiguities(automaton: Automaton, budget: Budget, most = 12): AmbiguityReport {
  return new Search(automaton, budget, most).run();
}

class Search {
  private readonly loops: Loops;
  private readonly starts: StartSets;
  private readonly words: Words;
  private readonly found: Ambiguity[] = [];
  private proven = true;

  constructor(
    private readonly m: Automaton,
    private readonly budget: Budget,
    private readonly most: number,
  ) {
    this.loops = new Loops(m, budget);
    this.starts = new StartSets(m);
    this.words = new Words(m, budget);
  }

  run(): AmbiguityReport {
    const { loops, m, budget } = this;
    loops.innerMembers.forEach((_, c) => {
      if (!this.isLoop(c)) return;
      const doubled = doubledLoops(m, loops, c, this.words, budget);
      if (doubled === undefined) return;
      this.proven = false;
      for (const ambiguity of doubled) this.record(ambiguity);
    });
    const tolerated = this.countPairs();
    if (this.proven && finitePaths(m, loops.of, loops.members, budget) * tolerated > 10 * TOLERABLE_PATHS)
      this.proven = false;
    return { ambiguities: this.found, proven: this.proven && m.complete };
  }

  /** Whether an inner component is a loop of the pattern. */
  private isLoop(inner: number): boolean {
    return this.loops.isInnerCyclic[inner]! && !this.loops.isSearch(this.loops.fullOf(inner));
  }

  /**
   * Looks at every pair of loops that follow each other. @returns the paths per character of those whose
   * rounds have a limit.
   */
  private countPairs(): number {
    const { loops } = this;
    const first = loops.members.map((_, c) => c).filter((c) => loops.isCyclic[c]);
    let tolerated = 1;
    loops.innerMembers.forEach((_, c2) => {
      if (!this.isLoop(c2)) return;
      let factor = 1;
      for (const c1 of first) {
        this.budget.spend();
        if (!loops.reaches(c1, loops.fullOf(c2))) continue;
        const witness = loops.isSearch(c1) ? this.searchOrLoopPair(c1, c2) : this.loopPair(c1, c2);
        if (!witness) continue;
        const bound = Math.min(loops.bound[c1]!, loops.innerBound[c2]!);
        if (bound === Number.POSITIVE_INFINITY) {
          this.proven = false;
          this.record(witness);
        } else {
          factor *= bound;
          if (bound > TOLERABLE_PATHS) this.record(witness);
        }
      }
      tolerated *= factor;
    });
    if (tolerated > TOLERABLE_PATHS) this.proven = false;
    return tolerated;
  }

  private record(ambiguity: Ambiguity): void {
    if (this.found.length < this.most || ambiguity.kind === 'exponential') this.found.push(ambiguity);
  }

  private loopPair(c1: number, c2: number): Ambiguity | undefined {
    return loopPair(this.m, this.loops, c1, c2, this.words, this.budget);
  }

  /** The exact look at a loop after the search, or the coarser one where that takes too much of the work. */
  private searchOrLoopPair(c1: number, c2: number): Ambiguity | undefined {
    try {
      const { m, loops, starts, words } = this;
      return searchPair(m, loops, c1, c2, starts, words, this.budget.share(3));
    } catch (error) {
      if (!(error instanceof BudgetExceeded)) throw error;
    }
    return this.loopPair(c1, c2);
  }
}
