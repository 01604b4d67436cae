import { type CoverageEngine, createCoverage } from '../coverage';
import type { MaskList, MaskOracle, OwnSamples, PatternFacts } from '../oracle';
import { withOwnSamples } from '../samples';
import type { MaskAnalyser } from '../unsafe/analyser';
import type { Verdict } from '../unsafe/verdict';
import { KnownList, MOST_PATTERNS } from './list';
import { regexFault } from './regex-fault';

export interface MaskOracleOptions {
  readonly analyser: MaskAnalyser;
  /** Milliseconds that only go forward, such as `performance`. */
  readonly clock: { now(): number };
  /** Time in milliseconds for new patterns in one look at a document; what does not fit is put off. Default: no limit. */
  readonly budget?: number;
  /** Runs something soon, after what waits already. Needed where `onChange` is given. */
  readonly soon?: (run: () => void) => void;
  /** Told of the documents that hold a pattern of which more is known now. Without it, first verdicts are the last. */
  readonly onChange?: (uris: ReadonlySet<string>) => void;
}

/** Remembered pictures of lists, per set of samples, and sets of samples. */
const MOST_LISTS = 2000;
const MOST_SAMPLE_SETS = 20;

interface Tried {
  readonly coverage: CoverageEngine;
  readonly lists: Map<string, KnownList>;
}

interface Request {
  readonly uris: Set<string>;
  cancel(): void;
}

/** A `MaskOracle` over an analyser. */
export class AnalysedMasks implements MaskOracle {
  private readonly tried = new Map<string, Tried>();
  /** Patterns whose verdict is being worked out, and who waits for them. */
  private readonly requests = new Map<string, Request>();
  private readonly waiting = new Map<string, Set<string>>();
  private readonly changed = new Set<string>();
  private flushing = false;
  private version = 0;
  private conclusive: boolean;

  private lastPatterns: readonly unknown[] | undefined;
  private lastSamples: OwnSamples | undefined;
  private lastTried: Tried | undefined;
  private last: KnownList | undefined;

  constructor(private readonly options: MaskOracleOptions) {
    this.conclusive = options.onChange === undefined;
  }

  list(patterns: readonly unknown[], samples: OwnSamples, uri: string): MaskList {
    const last = this.last;
    if (
      last !== undefined &&
      patterns === this.lastPatterns &&
      samples === this.lastSamples &&
      (!last.pending || last.version === this.version)
    )
      return last;
    const tried = this.triedOn(samples);
    const key = keyOf(patterns);
    let list = tried.lists.get(key);
    if (list === undefined || (list.pending && list.version !== this.version)) {
      const before = list;
      list = this.look(patterns, tried, before);
      tried.lists.delete(key);
      tried.lists.set(key, list);
      if (tried.lists.size > MOST_LISTS) tried.lists.delete(tried.lists.keys().next().value!);
    }
    if (list.pending || this.waiting.has(uri)) this.follow(uri, list);
    this.lastPatterns = patterns;
    this.lastSamples = samples;
    this.last = list;
    return list;
  }

  /** What is known of one pattern, looked at now. */
  pattern(pattern: string, samples: OwnSamples): PatternFacts {
    return this.facts(pattern, this.triedOn(samples));
  }

  /** Whatever is known now is all that will be: what is undecided is shown as such. */
  conclude(): void {
    this.conclusive = true;
    this.tried.clear();
    this.lastTried = undefined;
    this.last = undefined;
    this.version++;
  }

  /** Nobody waits for a document's patterns any more. */
  forget(uri: string): void {
    for (const pattern of this.waiting.get(uri) ?? []) this.leave(pattern, uri);
    this.waiting.delete(uri);
  }

  private triedOn(samples: OwnSamples): Tried {
    if (samples === this.lastSamples && this.lastTried !== undefined) return this.lastTried;
    const key = JSON.stringify([samples.sensitive, samples.ordinary]);
    let tried = this.tried.get(key);
    if (tried === undefined) {
      tried = { coverage: createCoverage(withOwnSamples(samples)), lists: new Map() };
      if (this.tried.size >= MOST_SAMPLE_SETS) this.tried.delete(this.tried.keys().next().value!);
      this.tried.set(key, tried);
    }
    this.lastSamples = samples;
    this.lastTried = tried;
    this.lastPatterns = undefined;
    return tried;
  }

  /** Looks at as many new patterns as the time allows, at half of one at least. */
  private look(patterns: readonly unknown[], tried: Tried, before: KnownList | undefined): KnownList {
    const { clock, budget = Number.POSITIVE_INFINITY } = this.options;
    const start = clock.now();
    let looked = 0;
    const facts = patterns.slice(0, MOST_PATTERNS).map((pattern, i) => {
      if (typeof pattern !== 'string') return undefined;
      const known = before?.patterns[i];
      if (known !== undefined)
        return known.verdict.stage === 'final'
          ? known
          : { ...known, verdict: this.options.analyser.peek(pattern) };
      if (looked++ > 0 && clock.now() - start > budget) return undefined;
      const fault = regexFault(pattern);
      // Either half of the work can use up the time: the verdict then waits for the next turn, when the other half is remembered.
      if (fault === undefined) tried.coverage.pattern(pattern);
      if (clock.now() - start > budget) return undefined;
      return this.facts(pattern, tried);
    });
    return new KnownList(patterns, facts, this.version, this.conclusive);
  }

  private facts(pattern: string, tried: Tried): PatternFacts {
    const fault = regexFault(pattern);
    return {
      pattern,
      fault,
      coverage: fault === undefined ? tried.coverage.pattern(pattern) : untriable(pattern),
      verdict: fault === undefined ? this.options.analyser.peek(pattern) : NEVER_RUN,
    };
  }

  /** Keeps in mind what a document waits for, and drops what it no longer holds. */
  private follow(uri: string, list: KnownList): void {
    if (this.conclusive) return;
    const wanted = new Set<string>();
    for (const facts of list.patterns)
      if (facts !== undefined && facts.verdict.stage !== 'final') wanted.add(facts.pattern);
    const before = this.waiting.get(uri);
    if (wanted.size > 0) this.waiting.set(uri, wanted);
    else this.waiting.delete(uri);
    for (const pattern of before ?? []) if (!wanted.has(pattern)) this.leave(pattern, uri);
    for (const pattern of wanted) if (!before?.has(pattern)) this.join(pattern, uri);
    // What was put off is looked at in the next turn.
    if (list.pending && list.together === undefined) this.tell([uri]);
  }

  private join(pattern: string, uri: string): void {
    const known = this.requests.get(pattern);
    if (known !== undefined) {
      known.uris.add(uri);
      return;
    }
    const request: Request = { uris: new Set([uri]), cancel: () => {} };
    this.requests.set(pattern, request);
    request.cancel = this.options.analyser.request(pattern, '', (verdict) =>
      this.answered(pattern, request, verdict),
    );
  }

  private leave(pattern: string, uri: string): void {
    const request = this.requests.get(pattern);
    if (request === undefined) return;
    request.uris.delete(uri);
    if (request.uris.size > 0) return;
    this.requests.delete(pattern);
    request.cancel();
  }

  private answered(pattern: string, request: Request, verdict: Verdict): void {
    if (this.requests.get(pattern) !== request) return;
    if (verdict.stage === 'final') {
      this.requests.delete(pattern);
      for (const uri of request.uris) {
        const waiting = this.waiting.get(uri);
        waiting?.delete(pattern);
        if (waiting?.size === 0) this.waiting.delete(uri);
      }
    }
    this.tell(request.uris);
  }

  /** Tells once of all that became known in a turn. */
  private tell(uris: Iterable<string>): void {
    for (const uri of uris) this.changed.add(uri);
    if (this.flushing) return;
    this.flushing = true;
    this.options.soon!(() => {
      this.flushing = false;
      this.version++;
      const told = new Set(this.changed);
      this.changed.clear();
      this.options.onChange!(told);
    });
  }
}

/** A pattern that does not compile runs nowhere. */
const NEVER_RUN: Verdict = { kind: 'safe', source: 'limits', stage: 'final' };

function untriable(pattern: string): PatternFacts['coverage'] {
  return {
    pattern,
    evaluated: 'not-evaluated',
    reason: 'invalid',
    sensitive: [],
    tooBroad: [],
    matchesEmpty: false,
  };
}

/** Patterns as one text; no pattern of one list can be mistaken for two of another. */
function keyOf(patterns: readonly unknown[]): string {
  if (patterns.length === 1 && typeof patterns[0] === 'string') return `1${patterns[0]}`;
  let key = '';
  for (const pattern of patterns) key += typeof pattern === 'string' ? `${pattern.length}:${pattern}` : '-';
  return key;
}
