import type { TrialMemory } from '../coverage';
import type { MaskList, MaskOracle, PatternFacts } from '../mask-types';
import type { MaskAnalyser } from '../redos/analyser';
import type { Verdict } from '../redos/verdict';
import type { OwnSamples } from '../samples/types';
import { Backlog } from './backlog';
import { KnownList, MOST_PATTERNS } from './list';
import { Requests } from './requests';
import { type Tried, TriedSets } from './tried';

export interface MaskOracleOptions {
  readonly analyser: MaskAnalyser;
  /** What was found out in earlier runs of what patterns match. */
  readonly trials?: TrialMemory | undefined;
  /** Milliseconds that only go forward, such as `performance`. */
  readonly clock: { now(): number };
  /**
   * Time in milliseconds for new patterns in one turn, whatever documents hold them; what does not fit is put
   * off. Default: no limit.
   */
  readonly budget?: number;
  /** Milliseconds between two turns, where they are to be further apart than is usual. */
  readonly pause?: () => number;
  /** Whether the client asks for something now: work on patterns then comes less often. */
  readonly isBusy?: () => boolean;
  /** Runs something so many milliseconds later at the earliest. Needed where `onChange` is given. */
  readonly later?: (run: () => void, milliseconds: number) => void;
  /**
   * Told of the documents that hold a pattern of which more is known now. Without it, first verdicts are the
   * last.
   */
  readonly onChange?: (uris: ReadonlySet<string>) => void;
}

/**
 * Between two turns of work on patterns others have theirs, for so long at least, in milliseconds; less while
 * nobody asks for anything.
 */
const PAUSE_MS = 15;
const IDLE_PAUSE_MS = 1;
/**
 * Documents that are told of are checked again, those with many patterns less often: so many milliseconds
 * more for each.
 */
const PAUSE_PER_PATTERN_MS = 0.5;

/** The list that was asked for last. */
interface Asked {
  readonly uri: string;
  readonly patterns: readonly unknown[];
  readonly samples: OwnSamples;
  readonly tried: Tried;
  readonly list: KnownList;
}

/** A `MaskOracle` over an analyser. */
export class AnalysedMasks implements MaskOracle {
  private readonly triedSets: TriedSets;
  private readonly requests: Requests;
  private readonly backlog: Backlog;
  /**
   * The last picture of documents of which more is to come: whatever is forgotten elsewhere, their work goes
   * on.
   */
  private readonly unfinished = new Map<string, { readonly tried: Tried; readonly list: KnownList }>();
  private readonly changed = new Set<string>();
  private telling = false;
  private working = false;
  private version = 0;
  private last: Asked | undefined;
  /** When the present turn began, and the time it has used. */
  private turn = { start: Number.NEGATIVE_INFINITY, used: 0 };

  constructor(private readonly options: MaskOracleOptions) {
    const { clock } = options;
    this.triedSets = new TriedSets(
      (pattern) => options.analyser.peek(pattern).kind === 'safe',
      () => options.trials,
    );
    this.requests = new Requests(
      () => options.analyser,
      (uris) => this.tell(uris),
    );
    this.backlog = new Backlog(
      (pattern, tried, expired) => this.facts(pattern, tried, expired),
      () => clock.now(),
    );
  }

  list(patterns: readonly unknown[], samples: OwnSamples, uri: string): MaskList {
    const { last } = this;
    if (
      last !== undefined &&
      samples === last.samples &&
      // A keystroke elsewhere in a document makes a new list of the same texts, and many documents have the
      // same.
      (patterns === last.patterns || sameItems(patterns, last.patterns)) &&
      (uri === last.uri
        ? !last.list.pending || last.list.version === this.version
        : !last.list.pending && !this.unfinished.has(uri) && !this.requests.waits(uri))
    )
      return last.list;
    const tried = this.triedSets.on(samples);
    const key = keyOf(patterns);
    let list = tried.lists.get(key);
    if (list === undefined || (list.pending && list.version !== this.version)) {
      list = this.look(patterns, tried, uri, list ?? this.lastOf(uri, tried));
      tried.lists.set(key, list);
    }
    if (list.pending || this.unfinished.has(uri) || this.requests.waits(uri)) this.follow(uri, list, tried);
    this.last = { uri, patterns, samples, tried, list };
    return list;
  }

  /** What is known of one pattern, looked at now; undefined where that takes more than a moment. */
  pattern(pattern: string, samples: OwnSamples): PatternFacts | undefined {
    const { clock, budget = Number.POSITIVE_INFINITY } = this.options;
    const end = clock.now() + budget;
    return this.facts(pattern, this.triedSets.on(samples), () => clock.now() > end);
  }

  forget(uri: string): void {
    this.requests.follow(uri, new Map());
    this.unfinished.delete(uri);
    this.backlog.drop(uri);
    this.changed.delete(uri);
  }

  /** The picture of a document before it was edited: most of its patterns are what they were. */
  private lastOf(uri: string, tried: Tried): KnownList | undefined {
    const unfinished = this.unfinished.get(uri);
    if (unfinished !== undefined) return unfinished.tried === tried ? unfinished.list : undefined;
    return uri === this.last?.uri && tried === this.last.tried ? this.last.list : undefined;
  }

  /** Looks at as many new patterns as the time allows. */
  private look(
    patterns: readonly unknown[],
    tried: Tried,
    uri: string,
    before: KnownList | undefined,
  ): KnownList {
    const found = this.backlog.found(uri, tried);
    const facts = this.within((expired) =>
      patterns.slice(0, MOST_PATTERNS).map((pattern, i) => {
        if (typeof pattern !== 'string') return undefined;
        const known = before?.patterns[i];
        if (known?.pattern === pattern) return this.renewed(known);
        const since = found?.get(pattern);
        return since === undefined ? this.facts(pattern, tried, expired) : this.renewed(since);
      }),
    );
    return new KnownList(patterns, facts, this.version, this.options.onChange === undefined);
  }

  private atLeast(milliseconds: number): number {
    return Math.max(milliseconds, this.options.pause?.() ?? 0);
  }

  /** Runs something that counts on the present turn, and is told when that one's time is up. */
  private within<T>(run: (expired: () => boolean) => T): T {
    const { clock, budget = Number.POSITIVE_INFINITY } = this.options;
    const start = clock.now();
    if (start - this.turn.start > this.atLeast(PAUSE_MS)) this.turn = { start, used: 0 };
    const { turn } = this;
    const end = start + budget - turn.used;
    const result = run(() => clock.now() >= end);
    turn.used += clock.now() - start;
    return result;
  }

  /** Undefined where the time was up: it goes on from there when it is asked again. */
  private facts(pattern: string, tried: Tried, expired: () => boolean): PatternFacts | undefined {
    const { analyser } = this.options;
    const study =
      tried.studies.known(pattern) ?? (expired() ? undefined : tried.studies.study(pattern, expired));
    if (study === undefined) return undefined;
    if (study.fault !== undefined) return { ...study, verdict: NEVER_RUN };
    // Either half of the work can use up the time: the verdict then waits for the next turn, when the other
    // half is remembered.
    const verdict = analyser.known(pattern) ?? (expired() ? undefined : analyser.peek(pattern));
    return verdict && { ...study, verdict };
  }

  private renewed(facts: PatternFacts): PatternFacts {
    if (facts.verdict.stage === 'final') return facts;
    const verdict = this.requests.latest(facts.pattern) ?? this.options.analyser.known(facts.pattern);
    return verdict === undefined || verdict === facts.verdict ? facts : { ...facts, verdict };
  }

  /** Sees to what a document waits for. */
  private follow(uri: string, list: KnownList, tried: Tried): void {
    if (this.options.onChange === undefined) return;
    if (list.pending) this.unfinished.set(uri, { tried, list });
    else this.unfinished.delete(uri);
    const wanted = new Map<string, Verdict>();
    for (const facts of list.patterns)
      if (facts !== undefined && facts.verdict.stage !== 'final') wanted.set(facts.pattern, facts.verdict);
    this.requests.follow(uri, wanted);
    if (list.deferred.length === 0) this.backlog.drop(uri);
    else this.backlog.put(uri, tried, list.deferred);
    this.workLater();
  }

  private workLater(): void {
    if (this.working || this.backlog.isEmpty) return;
    this.working = true;
    const { clock, isBusy, later } = this.options;
    later!(
      () => {
        this.working = false;
        this.turn = { start: clock.now(), used: 0 };
        this.tell(this.within((expired) => this.backlog.work(expired)));
        this.workLater();
      },
      this.atLeast(isBusy?.() === false ? IDLE_PAUSE_MS : PAUSE_MS),
    );
  }

  /** Tells once of all that became known meanwhile. */
  private tell(uris: ReadonlySet<string>): void {
    let patterns = 0;
    for (const uri of uris) {
      this.changed.add(uri);
      patterns = Math.max(patterns, this.unfinished.get(uri)?.list.patterns.length ?? 0);
    }
    if (this.telling || this.changed.size === 0) return;
    this.telling = true;
    this.options.later!(
      () => {
        this.telling = false;
        this.version++;
        const told = new Set(this.changed);
        this.changed.clear();
        this.options.onChange!(told);
      },
      this.atLeast(PAUSE_MS + patterns * PAUSE_PER_PATTERN_MS),
    );
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

/** Whether two lists hold the same texts. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
