import type { CoreDocument } from '../../../core/document/document';
import { patternsOf } from '../../../core/rules/mask-lists';
import type { TrialMemory } from '../../../masks/coverage';
import type { MaskList, MaskOracle } from '../../../masks/mask-types';
import type { MaskAnalyser } from '../../../masks/redos/analyser';
import { compiles } from '../../../masks/regex-fault';
import { MOST_PATTERNS } from '../../../masks/service/list';
import { AnalysedMasks, sameItems } from '../../../masks/service/oracle';
import type { MaskChecks } from './local-project';

/**
 * Time for all patterns that need the worker, in milliseconds; what is undecided then is reported as such.
 */
const MOST_MS = 60_000;

/** What is said of patterns of which one still waits for its verdict. */
const UNSETTLED: MaskList = {
  patterns: [],
  together: undefined,
  partial: new Map(),
  delimiters: [],
  pending: true,
  quiet: true,
  controls: false,
  beyond: 0,
};

/**
 * Masks whose verdicts are final before anything is said of them: nothing is deployed on the strength of a
 * quick look.
 */
export class SettledMasks implements MaskChecks {
  readonly masks: MaskOracle;
  private made: MaskAnalyser | undefined;
  private wasSettled = false;
  /** Patterns a quick look has decided, and those it leaves open. */
  private readonly decided = new Set<string>();
  private readonly open = new Set<string>();
  private readonly unsettled = new Set<string>();
  /** The patterns that were found settled last. */
  private last: readonly unknown[] | undefined;

  /** Whether a verdict came that was not remembered. */
  hasNew = false;

  /**
   * @param make Makes the analyser, when the first pattern asks for it.
   * @param trials What was found out in earlier runs of what patterns match.
   */
  constructor(
    private readonly make: () => MaskAnalyser,
    trials?: () => TrialMemory,
  ) {
    const analyser = () => this.analyser;
    const known = new AnalysedMasks({
      get analyser() {
        return analyser();
      },
      clock: performance,
      get trials() {
        return trials?.();
      },
    });
    this.masks = {
      list: (patterns, samples, uri) => {
        if (this.wasSettled) return known.list(patterns, samples, uri);
        const { last } = this;
        // Very many documents have the same patterns: neither their texts nor what is known of them are
        // looked up again.
        if (last !== undefined && sameItems(patterns, last)) return known.list(last, samples, uri);
        if (this.isSettled(patterns)) {
          this.last = patterns;
          return known.list(patterns, samples, uri);
        }
        this.unsettled.add(uri);
        return UNSETTLED;
      },
    };
  }

  /**
   * Documents that were asked about before `settle` and have a pattern that was open then: they are to be
   * checked again.
   */
  get unsettledUris(): ReadonlySet<string> {
    return this.unsettled;
  }

  /**
   * Has the patterns decided that a quick look leaves open, those of these documents and those asked about so
   * far; no worker is started where there is none.
   */
  async settle(documents: Iterable<CoreDocument> = []): Promise<void> {
    this.wasSettled = true;
    for (const doc of documents) {
      if (doc.kind === 'policy' || doc.kind === 'psr') this.isSettled(patternsOf(doc) ?? []);
    }
    const open = [...this.open];
    // What a verdict was known of now may be forgotten when it is asked for the next time.
    this.open.clear();
    this.decided.clear();
    if (open.length === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, MOST_MS);
    });
    await Promise.race([this.analyser.analyseToEnd(open), over]);
    clearTimeout(timer);
  }

  /** Whether nothing of these patterns is open; one that is new is looked at. */
  private isSettled(patterns: readonly unknown[]): boolean {
    let settled = true;
    // Nothing is said of patterns beyond that many.
    const end = Math.min(patterns.length, MOST_PATTERNS);
    for (let i = 0; i < end; i++) {
      const pattern = patterns[i];
      if (typeof pattern !== 'string' || this.decided.has(pattern)) continue;
      if (!this.open.has(pattern)) {
        this.hasNew ||= this.analyser.known(pattern) === undefined;
        const { stage, kind } = this.analyser.peek(pattern);
        // An attack that makes a pattern explode is the last word on it; the power of another's growth may
        // still rise. What does not compile runs nowhere; the worker's analysers would all have a look at it
        // and fail.
        const isOpen = stage !== 'final' && kind !== 'exponential' && compiles(pattern);
        (isOpen ? this.open : this.decided).add(pattern);
        if (!isOpen) continue;
      }
      settled = false;
    }
    return settled;
  }

  /** What to keep for the next run. */
  export(): unknown {
    return this.analyser.export();
  }

  dispose(): void {
    this.made?.dispose();
    this.made = undefined;
  }

  private get analyser(): MaskAnalyser {
    this.made ??= this.make();
    return this.made;
  }
}
