import type { AffectedUris } from '../../core/index/workspace';
import type { DocumentStore } from '../documents/document-store';
import type { OpenDocument } from '../documents/open-document';
import { type ClientActivity, TimeSlicer } from '../time-slicer';
import type { DiagnosticSink } from './sink';

/**
 * Other open documents are checked in the same turn up to this long, in milliseconds; the rest follows in the
 * background.
 */
const SAME_TURN_MS = 4;
/** A check that took longer than this waits for a pause in typing, in milliseconds. */
const SLOW_MS = 25;

export interface ValidationEvents {
  /** Runs work nobody waits for, and logs its errors. */
  runGuarded(what: string, work: () => void | Promise<void>): void;
  /** A change affected other documents. */
  onAffected(): void;
  /** A document or file changed. */
  onChange(): void;
}

/**
 * Keeps findings in step with the documents: the one that changed at once, open ones that it concerns in the
 * same turn, files that are not open in the background.
 */
export class ValidationScheduler {
  private readonly queue = new Set<string>();
  private running = false;
  private readonly cost = new Map<string, number>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly store: DocumentStore,
    private readonly sink: DiagnosticSink,
    private readonly activity: ClientActivity,
    private readonly events: ValidationEvents,
  ) {}

  /** An open document has a new text. */
  documentChanged(document: OpenDocument): void {
    this.activity.record();
    document.core = undefined;
    const cost = this.cost.get(document.key) ?? 0;
    clearTimeout(this.waiting.get(document.key));
    if (cost <= SLOW_MS) {
      this.validate(document);
      return;
    }
    // A huge document: several keystrokes are answered together, so that the server is never behind the
    // typing.
    const timer = setTimeout(
      () => {
        this.waiting.delete(document.key);
        if (this.store.openByKey(document.key) === document)
          this.events.runGuarded('validate', () => this.validate(document));
      },
      Math.min(cost, 250),
    );
    this.waiting.set(document.key, timer);
  }

  private validate(document: OpenDocument): void {
    const start = performance.now();
    const indexed = this.store.index(document);
    this.sink.reportOpen(document);
    this.cost.set(document.key, performance.now() - start);
    this.events.onChange();
    if (indexed !== undefined) this.recheckAffected(indexed.affected);
  }

  /** Cancels the planned check of a closed document. */
  documentClosed(key: string): void {
    clearTimeout(this.waiting.get(key));
    this.waiting.delete(key);
    this.cost.delete(key);
  }

  /** Checks the documents that a change affects. */
  recheckAffected(keys: AffectedUris): void {
    if (keys.size === 0) return;
    this.sink.markAffected(keys);
    this.events.onAffected();
    this.events.onChange();
    const start = performance.now();
    for (const key of keys) {
      const document = this.store.openByKey(key);
      if (document !== undefined && performance.now() - start < SAME_TURN_MS) this.recheck(document);
      else this.enqueue(key);
    }
  }

  /** Puts a file or open document in the queue; an older entry of it is dropped. */
  enqueue(key: string): void {
    this.queue.delete(key);
    this.queue.add(key);
    if (this.running) return;
    this.running = true;
    this.events.runGuarded('validation', () => this.drainQueue());
  }

  /** Checks an open document as it is; one that has moved into another project is taken in anew. */
  recheck(document: OpenDocument): void {
    const { core } = document;
    const { workspace } = this.store;
    if (core === undefined || core.path !== workspace.pathOf(core.uri) || workspace.isIgnored(core.uri))
      this.store.index(document);
    this.sink.reportOpen(document);
  }

  get idle(): boolean {
    return !this.running && this.waiting.size === 0;
  }

  /** Checks many documents, in slices; `progress` is told how far it is between them. */
  async validateAll(
    keys: Iterable<string>,
    progress: (done: number) => void,
    stop: () => boolean,
  ): Promise<void> {
    const slicer = new TimeSlicer(this.activity);
    let done = 0;
    for (const key of [...keys]) {
      if (stop()) return;
      this.queue.delete(key);
      await this.validateKey(key);
      done++;
      if (slicer.isOver()) {
        progress(done);
        await slicer.yield();
      }
    }
  }

  private async drainQueue(): Promise<void> {
    const slicer = new TimeSlicer(this.activity);
    try {
      await slicer.yield();
      for (const key of this.queue) {
        this.queue.delete(key);
        await this.validateKey(key);
        if (slicer.isOver()) await slicer.yield();
      }
    } finally {
      this.running = false;
    }
  }

  private async validateKey(key: string): Promise<void> {
    const document = this.store.openByKey(key);
    if (document !== undefined) {
      this.recheck(document);
      return;
    }
    const indexed = await this.store.indexFile(key);
    // It may have been opened while it was read.
    const opened = this.store.openByKey(key);
    if (opened !== undefined) this.recheck(opened);
    else if ('doc' in indexed) this.sink.reportFile(key, indexed.doc);
    else if ('problem' in indexed.result && indexed.result.problem !== 'missing')
      this.sink.reportUnreadable(key, indexed.result);
    else this.sink.reportDeleted(key);
    this.events.onChange();
    this.recheckAffected('doc' in indexed ? indexed.affected : indexed.gone);
  }
}
