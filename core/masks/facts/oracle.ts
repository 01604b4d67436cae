import { BoundedMap } from '../bounded-map';
import type { MaskList, MaskOracle, OwnSamples, PatternFacts } from '../oracle';
import { withOwnSamples } from '../samples';
import type { MaskAnalyser } from '../unsafe/analyser';
import type { Verdict } from '../unsafe/verdict';
import { KnownList, MOST_PATTERNS } from './list';
import { Studies } from './studies';

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

/** Remembered pictures of lists, per set of samples, and what they may weigh in characters; sets of samples. */
const MOST_LISTS = 2000;
const MOST_WEIGHT = 1_000_000;
const WEIGHT_OF_PATTERN = 200;
const MOST_SAMPLE_SETS = 5;

interface Tried {
  readonly studies: Studies;
  readonly lists: BoundedMap<KnownList>;
}

/** The list that was asked for last. */
interface Asked {
  readonly uri: string;
  readonly patterns: readonly unknown[];
  readonly samples: OwnSamples;
  readonly tried: Tried;
  readonly list: KnownList;
}

interface Request {
  readonly uris: Set<string>;
  /** What the worker said last. */
  latest: Verdict | undefined;
  cancel(): void;
}

/** A `MaskOracle` over an analyser. */
export class AnalysedMasks implements MaskOracle {
  private readonly tried = new Map<string, Tried>();
  /** Patterns whose verdict is being worked out, and who waits for them. */
  private readonly requests = new Map<string, Request>();
  private readonly waiting = new Map<string, Set<string>>();
  /** The last picture of documents of which more is to come: whatever is forgotten elsewhere, their work goes on. */
  private readonly unfinished = new Map<string, { readonly tried: Tried; readonly list: KnownList }>();
  private readonly changed = new Set<string>();
  private flushing = false;
  private version = 0;
  private conclusive: boolean;

  private lastSamples: OwnSamples | undefined;
  private lastTried: Tried | undefined;
  private last: Asked | undefined;

  constructor(private readonly options: MaskOracleOptions) {
    this.conclusive = options.onChange === undefined;
  }

  list(patterns: readonly unknown[], samples: OwnSamples, uri: string): MaskList {
    const last = this.last;
    if (
      last !== undefined &&
      patterns === last.patterns &&
      samples === last.samples &&
      (!last.list.pending || last.list.version === this.version)
    )
      return last.list;
    const tried = this.triedOn(samples);
    const key = keyOf(patterns);
    let list = tried.lists.get(key);
    if (list === undefined || (list.pending && list.version !== this.version)) {
      list = this.look(patterns, tried, list ?? this.lastOf(uri, tried));
      tried.lists.set(key, list);
    }
    if (list.pending || this.waiting.has(uri) || this.unfinished.has(uri)) this.follow(uri, list, tried);
    this.last = { uri, patterns, samples, tried, list };
    return list;
  }

  /** What is known of one pattern, looked at now; undefined where that takes more than a moment. */
  pattern(pattern: string, samples: OwnSamples): PatternFacts | undefined {
    return this.facts(pattern, this.triedOn(samples), this.timer());
  }

  /** Whatever is known now is all that will be: what is undecided is shown as such. */
  conclude(): void {
    this.conclusive = true;
    this.tried.clear();
    this.unfinished.clear();
    this.lastTried = undefined;
    this.last = undefined;
    this.version++;
  }

  /** Nobody waits for a document's patterns any more. */
  forget(uri: string): void {
    for (const pattern of this.waiting.get(uri) ?? []) this.leave(pattern, uri);
    this.waiting.delete(uri);
    this.unfinished.delete(uri);
  }

  private triedOn(samples: OwnSamples): Tried {
    if (samples === this.lastSamples && this.lastTried !== undefined) return this.lastTried;
    const key = JSON.stringify([samples.sensitive, samples.ordinary]);
    let tried = this.tried.get(key);
    if (tried === undefined) {
      const isLinear = (pattern: string) => this.options.analyser.peek(pattern).kind === 'safe';
      tried = {
        studies: new Studies(withOwnSamples(samples), isLinear),
        lists: new BoundedMap(MOST_LISTS, MOST_WEIGHT, ({ patterns }) => patterns.length * WEIGHT_OF_PATTERN),
      };
      if (this.tried.size >= MOST_SAMPLE_SETS) this.tried.delete(this.tried.keys().next().value!);
      this.tried.set(key, tried);
    }
    this.lastSamples = samples;
    this.lastTried = tried;
    return tried;
  }

  /** The picture of a document before it was edited: most of its patterns are what they were. */
  private lastOf(uri: string, tried: Tried): KnownList | undefined {
    const unfinished = this.unfinished.get(uri);
    if (unfinished !== undefined) return unfinished.tried === tried ? unfinished.list : undefined;
    return uri === this.last?.uri && tried === this.last.tried ? this.last.list : undefined;
  }

  /** Says when the time for one look is up. */
  private timer(): () => boolean {
    const { clock, budget = Number.POSITIVE_INFINITY } = this.options;
    const start = clock.now();
    return () => clock.now() - start > budget;
  }

  /** Looks at as many new patterns as the time allows, at a part of one at least. */
  private look(patterns: readonly unknown[], tried: Tried, before: KnownList | undefined): KnownList {
    const expired = this.timer();
    let looked = 0;
    const facts = patterns.slice(0, MOST_PATTERNS).map((pattern, i) => {
      if (typeof pattern !== 'string') return undefined;
      const known = before?.patterns[i];
      if (known?.pattern === pattern) return this.renewed(known);
      if (looked++ > 0 && expired()) return undefined;
      return this.facts(pattern, tried, expired);
    });
    return new KnownList(patterns, facts, this.version, this.conclusive);
  }

  private facts(pattern: string, tried: Tried, expired: () => boolean): PatternFacts | undefined {
    const { analyser } = this.options;
    const known = analyser.known(pattern);
    const study = tried.studies.study(pattern, expired);
    // Either half of the work can use up the time: the verdict then waits for the next turn, when the other half is remembered.
    if (study === undefined || (known === undefined && study.fault === undefined && expired()))
      return undefined;
    return { ...study, verdict: study.fault !== undefined ? NEVER_RUN : (known ?? analyser.peek(pattern)) };
  }

  private renewed(facts: PatternFacts): PatternFacts {
    if (facts.verdict.stage === 'final') return facts;
    const verdict = this.requests.get(facts.pattern)?.latest ?? this.options.analyser.known(facts.pattern);
    return verdict === undefined || verdict === facts.verdict ? facts : { ...facts, verdict };
  }

  /** Keeps in mind what a document waits for, and drops what it no longer holds. */
  private follow(uri: string, list: KnownList, tried: Tried): void {
    if (this.conclusive) return;
    const wanted = new Map<string, Verdict>();
    for (const facts of list.patterns)
      if (facts !== undefined && facts.verdict.stage !== 'final') wanted.set(facts.pattern, facts.verdict);
    const before = this.waiting.get(uri);
    if (wanted.size > 0) this.waiting.set(uri, new Set(wanted.keys()));
    else this.waiting.delete(uri);
    if (list.pending) this.unfinished.set(uri, { tried, list });
    else this.unfinished.delete(uri);
    for (const pattern of before ?? []) if (!wanted.has(pattern)) this.leave(pattern, uri);
    for (const [pattern, verdict] of wanted) if (!before?.has(pattern)) this.join(pattern, uri, verdict);
    // What was put off is looked at in the next turn.
    if (list.pending && list.together === undefined) this.tell([uri]);
  }

  private join(pattern: string, uri: string, first: Verdict): void {
    const known = this.requests.get(pattern);
    if (known !== undefined) {
      known.uris.add(uri);
      return;
    }
    const request: Request = { uris: new Set([uri]), latest: undefined, cancel: () => {} };
    this.requests.set(pattern, request);
    request.cancel = this.options.analyser.request(
      pattern,
      '',
      (verdict) => this.answered(pattern, request, verdict),
      first,
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
    request.latest = verdict;
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

/** Patterns as one text; no pattern of one list can be mistaken for two of another. */
function keyOf(patterns: readonly unknown[]): string {
  if (patterns.length === 1 && typeof patterns[0] === 'string') return `1${patterns[0]}`;
  let key = '';
  for (const pattern of patterns) key += typeof pattern === 'string' ? `${pattern.length}:${pattern}` : '-';
  return key;
}
