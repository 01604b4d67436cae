import { TrialMemory } from '../coverage';
import type { MaskList, MaskProvider, PatternFacts } from '../mask-types';
import { decide } from '../redos/decide';
import type { RegexVerdict } from '../redos/verdict';
import { compiles } from '../regex-fault';
import type { OwnSamples } from '../samples';
import type { MaskWorker } from '../worker/protocol';
import { CoverageMemory, type SampleSetMemory } from './coverage-memory';
import { KnownList, MAX_PATTERNS } from './known-list';
import { keyOf, sameItems } from './lists';
import { type Schedule, timers } from './schedule';
import {
  IDLE_PAUSE_MS,
  PARTLY_EVERY_MS,
  PAUSE_MS,
  PAUSE_PER_PATTERN_MS,
  SAVE_AFTER_MS,
  TURN_MS,
  WARM_UP_MS,
  WARM_UP_PAUSE_MS,
} from './timing';
import { Verdicts } from './verdicts';
import { WaitingDocuments } from './waiting-documents';
import { WorkerLink } from './worker-link';

/**
 * Keeps what took long to work out, between runs. Whatever goes wrong with it costs time and nothing else.
 */
export interface MaskStore {
  /** What was saved last; undefined where nothing usable is there. */
  load(): unknown;
  save(data: unknown): void;
}

/** An editor's side: work is done in short turns, and documents are checked again when more is known. */
export interface Interactive {
  /** Told of the documents that hold a pattern of which more is known now. */
  readonly onChange: (uris: ReadonlySet<string>) => void;
  /** Whether the client asks for something now: work on patterns then comes less often. */
  readonly isBusy?: () => boolean;
  /** Whether this is a server's start, while code runs slowly. */
  readonly warmUp?: boolean;
}

export interface MaskServiceOptions {
  /**
   * Starts the worker that decides what a quick look leaves open; without, it is decided in this thread, at
   * once.
   */
  readonly startWorker?: (() => MaskWorker) | undefined;
  /** Where verdicts are kept, and what patterns match of the samples. */
  readonly verdictStore?: MaskStore | undefined;
  readonly coverageStore?: MaskStore | undefined;
  /** Without it, `list` answers completely, whatever it takes. */
  readonly interactive?: Interactive;
  readonly schedule?: Schedule;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
}

/**
 * What is known of mask patterns. Three memories: verdicts on backtracking, coverage of samples, and the
 * documents that wait for either.
 * README.md of this folder's parent shows the flow.
 */
export class MaskService implements MaskProvider {
  private readonly verdicts: Verdicts;
  private readonly coverage: CoverageMemory;
  private readonly waiting = new WaitingDocuments();
  private readonly link: WorkerLink | undefined;
  private trials: TrialMemory | undefined;
  private readonly changed = new Set<string>();
  /** Those who wait for verdicts without showing anything meanwhile. */
  private readonly deciding = new Set<() => void>();
  /** Counts what became known: a list of an older version may be behind. */
  private version = 0;
  private last:
    | {
        readonly uri: string;
        readonly patterns: readonly unknown[];
        readonly set: SampleSetMemory;
        readonly list: KnownList;
      }
    | undefined;
  /** When the present turn began, and the time it has used. */
  private turn = { start: Number.NEGATIVE_INFINITY, used: 0 };
  private isWorking = false;
  private isAnnouncing = false;
  private isSaving = false;
  private isDisposed = false;
  private readonly now: () => number;
  private readonly schedule: Schedule;
  private readonly warmAt: number;

  constructor(private readonly options: MaskServiceOptions = {}) {
    this.now = options.now ?? (() => performance.now());
    this.schedule = options.schedule ?? timers;
    this.warmAt = this.now() + (options.interactive?.warmUp === true ? WARM_UP_MS : 0);
    this.verdicts = new Verdicts(() => options.verdictStore?.load());
    this.coverage = new CoverageMemory(
      (pattern) => this.verdicts.quick(pattern).kind === 'safe',
      () => this.trialMemory(),
    );
    const { startWorker } = options;
    if (startWorker !== undefined)
      this.link = new WorkerLink(startWorker, this.schedule, (pattern, verdict) =>
        this.decided(pattern, verdict),
      );
  }

  list(patterns: readonly unknown[], own: OwnSamples, uri: string): MaskList {
    const set = this.coverage.on(own);
    const { last } = this;
    // A keystroke elsewhere in a document makes a new list of the same texts, and many documents have the
    // same.
    const isSame = last?.set === set && (patterns === last.patterns || sameItems(patterns, last.patterns));
    if (
      last !== undefined &&
      isSame &&
      (last.uri === uri || last.list.isFinal) &&
      this.isCurrent(last.list)
    ) {
      if (last.uri !== uri) this.waiting.delete(uri);
      return last.list;
    }
    const key = keyOf(patterns);
    let list = set.lists.get(key);
    if (list === undefined) {
      list = this.look(patterns, set);
      if (list.isFinal) set.lists.set(key, list);
    }
    this.wait(uri, set, list);
    this.last = { uri, patterns, set, list };
    return list;
  }

  /** What is known of one pattern, looked at now; undefined where that takes more than a moment. */
  pattern(pattern: string, own: OwnSamples): PatternFacts | undefined {
    const end = this.now() + TURN_MS;
    const expired = () => this.options.interactive !== undefined && this.now() > end;
    return this.facts(pattern, this.coverage.on(own), expired);
  }

  forget(uri: string): void {
    this.waiting.delete(uri);
    this.changed.delete(uri);
    if (this.last?.uri === uri) this.last = undefined;
  }

  /** Waits until each of these patterns has its last verdict; others than texts that compile have none. */
  async decide(patterns: Iterable<unknown>): Promise<void> {
    const texts = [...new Set(patterns)].filter((p): p is string => typeof p === 'string' && compiles(p));
    const open = () => texts.filter((pattern) => this.verdicts.quick(pattern).stage === 'first');
    if (this.link === undefined) for (const pattern of open()) this.verdicts.set(pattern, decide(pattern));
    while (open().length > 0 && !this.isDisposed)
      await new Promise<void>((resolve) => {
        this.deciding.add(resolve);
        if (this.link?.isBusy === false) this.link.decide(open()[0]!);
      });
    this.save();
  }

  /** Ends the worker and keeps what is known. */
  dispose(): void {
    this.isDisposed = true;
    this.save();
    this.link?.dispose();
    for (const resolve of this.deciding) resolve();
  }

  private isCurrent(list: KnownList): boolean {
    return list.isFinal || list.version === this.version;
  }

  /** Looks at as many patterns as the time of a turn allows. */
  private look(patterns: readonly unknown[], set: SampleSetMemory): KnownList {
    const facts = this.within((expired) =>
      patterns
        .slice(0, MAX_PATTERNS)
        .map((pattern) => (typeof pattern === 'string' ? this.facts(pattern, set, expired) : undefined)),
    );
    return new KnownList(patterns, facts, this.version, this.options.interactive === undefined);
  }

  /** Undefined where the time was up: it goes on from there when it is asked again. */
  private facts(pattern: string, set: SampleSetMemory, expired: () => boolean): PatternFacts | undefined {
    const analysis = set.analysis(pattern, expired);
    if (analysis === undefined) return undefined;
    if (analysis.fault !== undefined) return { ...analysis, verdict: NEVER_RUN };
    const known = this.verdicts.known(pattern);
    if (known === undefined && expired()) return undefined;
    const verdict = known ?? this.verdicts.quick(pattern);
    if (verdict.stage !== 'first' || this.link !== undefined) return { ...analysis, verdict };
    // An editor without a worker cannot wait: another run, elsewhere, may tell more.
    if (this.options.interactive !== undefined)
      return { ...analysis, verdict: { ...verdict, stage: 'interrupted' } };
    const last = decide(pattern);
    this.verdicts.set(pattern, last);
    return { ...analysis, verdict: last };
  }

  /** Keeps in mind what a document waits for, or that it waits no longer. */
  private wait(uri: string, set: SampleSetMemory, list: KnownList): void {
    if (this.options.interactive === undefined || !list.pending) {
      this.waiting.delete(uri);
      return;
    }
    const undecided = list.patterns.filter((facts) => facts?.verdict.stage === 'first');
    this.waiting.put({
      uri,
      set,
      list,
      open: [...list.deferred],
      undecided: new Set(undecided.map((facts) => facts!.pattern)),
      shownAt: this.now(),
      hasNews: false,
    });
    this.workLater();
    this.decideNext();
  }

  /** Runs something that counts on the present turn, and is told when that one's time is up. */
  private within<T>(run: (expired: () => boolean) => T): T {
    if (this.options.interactive === undefined) return run(() => false);
    const start = this.now();
    if (start - this.turn.start > this.pause(PAUSE_MS)) this.turn = { start, used: 0 };
    const { turn } = this;
    const end = start + TURN_MS - turn.used;
    const result = run(() => this.now() >= end);
    turn.used += this.now() - start;
    return result;
  }

  private pause(milliseconds: number): number {
    return this.now() < this.warmAt ? Math.max(milliseconds, WARM_UP_PAUSE_MS) : milliseconds;
  }

  private workLater(): void {
    if (this.isWorking || this.isDisposed || this.waiting.newestOpen() === undefined) return;
    this.isWorking = true;
    const isIdle = this.options.interactive?.isBusy?.() === false;
    this.schedule(
      () => {
        this.isWorking = false;
        this.turn = { start: this.now(), used: 0 };
        this.within((expired) => this.work(expired));
        this.workLater();
      },
      this.pause(isIdle ? IDLE_PAUSE_MS : PAUSE_MS),
    );
  }

  /** Goes on with the newest document until the time is up, a step at least. */
  private work(expired: () => boolean): void {
    for (let doc = this.waiting.newestOpen(); doc !== undefined; doc = this.waiting.newestOpen()) {
      if (this.facts(doc.open[0]!, doc.set, expired) !== undefined) {
        doc.open.shift();
        doc.hasNews = true;
      }
      if (doc.open.length === 0 || (doc.hasNews && this.now() - doc.shownAt > PARTLY_EVERY_MS)) {
        doc.shownAt = this.now();
        doc.hasNews = false;
        this.announce([doc.uri]);
      }
      if (expired()) return;
    }
  }

  private decideNext(): void {
    if (this.link === undefined || this.link.isBusy || this.isDisposed) return;
    const wait = this.warmAt - this.now();
    if (wait > 0) {
      this.schedule(() => this.decideNext(), wait);
      return;
    }
    const pattern = this.waiting.nextUndecided();
    if (pattern !== undefined) this.link.decide(pattern);
  }

  private decided(pattern: string, verdict: RegexVerdict | undefined): void {
    const last =
      verdict === undefined ? this.verdicts.interrupted(pattern) : this.verdicts.set(pattern, verdict);
    if (last) {
      this.version++;
      this.announce(this.waiting.decided(pattern));
    }
    for (const resolve of this.deciding) resolve();
    this.deciding.clear();
    this.decideNext();
  }

  /** Has documents checked again, once for all that became known meanwhile. */
  private announce(uris: readonly string[]): void {
    let patterns = 0;
    for (const uri of uris) {
      this.changed.add(uri);
      patterns = Math.max(patterns, this.waiting.get(uri)?.list.patterns.length ?? 0);
    }
    if (this.isAnnouncing || this.changed.size === 0) return;
    this.isAnnouncing = true;
    this.schedule(
      () => {
        this.isAnnouncing = false;
        if (this.isDisposed) return;
        this.version++;
        const uris = new Set(this.changed);
        this.changed.clear();
        this.saveLater();
        this.options.interactive?.onChange(uris);
      },
      this.pause(PAUSE_MS + patterns * PAUSE_PER_PATTERN_MS),
    );
  }

  private trialMemory(): TrialMemory | undefined {
    const { coverageStore } = this.options;
    if (coverageStore !== undefined) this.trials ??= new TrialMemory(coverageStore.load());
    return this.trials;
  }

  private saveLater(): void {
    if (this.isSaving || this.options.verdictStore === undefined) return;
    this.isSaving = true;
    this.schedule(() => {
      this.isSaving = false;
      this.save();
    }, SAVE_AFTER_MS);
  }

  private save(): void {
    const { verdictStore, coverageStore } = this.options;
    if (this.verdicts.isNew) verdictStore?.save(this.verdicts.export());
    if (this.trials?.isNew === true) coverageStore?.save(this.trials.export());
  }
}

/** A pattern that does not compile runs nowhere. */
const NEVER_RUN: RegexVerdict = { kind: 'safe', source: 'limits', stage: 'final' };
