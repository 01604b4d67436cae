import type { AffectedUris } from '../../core/index/workspace';
import type { Library } from '../documents/document-store';
import type { OpenDocument } from '../documents/open-document';
import { type Activity, Slices } from '../time-slicer';
import type { Door } from './sink';

/** Other open documents are checked in the same turn up to this long, in milliseconds; the rest follows in the background. */
const SAME_TURN_MS = 4;
/** A check that took longer than this waits for a pause in typing, in milliseconds. */
const SLOW_MS = 25;

export interface ValidationEvents {
  /** Runs work nobody waits for, and tells of its faults. */
  watch(what: string, work: () => void | Promise<void>): void;
  /** A change concerned other documents. */
  onAffected(): void;
  /** Some document or file is not what it was. */
  onChange(): void;
}

/**
 * Keeps findings in step with the documents: the one that changed at once, open ones that it concerns in the same turn, files
 * that are not open in the background.
 */
export class Validation {
  private readonly queue = new Set<string>();
  private running = false;
  private readonly cost = new Map<string, number>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly library: Library,
    private readonly door: Door,
    private readonly activity: Activity,
    private readonly events: ValidationEvents,
  ) {}

  /** An open document has a new text. */
  changed(document: OpenDocument): void {
    this.activity.note();
    document.core = undefined;
    const cost = this.cost.get(document.key) ?? 0;
    clearTimeout(this.waiting.get(document.key));
    if (cost <= SLOW_MS) {
      this.validate(document);
      return;
    }
    // A huge document: several keystrokes are answered together, so that the server is never behind the typing.
    const timer = setTimeout(
      () => {
        this.waiting.delete(document.key);
        if (this.library.openByKey(document.key) === document)
          this.events.watch('validate', () => this.validate(document));
      },
      Math.min(cost, 250),
    );
    this.waiting.set(document.key, timer);
  }

  private validate(document: OpenDocument): void {
    const start = performance.now();
    const taken = this.library.take(document);
    this.door.open(document);
    this.cost.set(document.key, performance.now() - start);
    this.events.onChange();
    if (taken !== undefined) this.affected(taken.affected);
  }

  /** Forgets what was planned for a document that was closed. */
  closed(key: string): void {
    clearTimeout(this.waiting.get(key));
    this.waiting.delete(key);
    this.cost.delete(key);
  }

  /** Checks again whom a change concerns. */
  affected(keys: AffectedUris): void {
    if (keys.size === 0) return;
    this.door.affected(keys);
    this.events.onAffected();
    this.events.onChange();
    const start = performance.now();
    for (const key of keys) {
      const document = this.library.openByKey(key);
      if (document !== undefined && performance.now() - start < SAME_TURN_MS) this.recheck(document);
      else this.later(key);
    }
  }

  /** Puts a file or open document in the queue; an older entry of it is dropped. */
  later(key: string): void {
    this.queue.delete(key);
    this.queue.add(key);
    if (this.running) return;
    this.running = true;
    this.events.watch('validation', () => this.run());
  }

  /** Checks an open document as it is; one that has moved into another project is taken in anew. */
  recheck(document: OpenDocument): void {
    const { core } = document;
    if (core === undefined || core.path !== this.library.workspace.pathOf(core.uri))
      this.library.take(document);
    this.door.open(document);
  }

  get idle(): boolean {
    return !this.running && this.waiting.size === 0;
  }

  /** Checks many documents, in slices; `progress` is told how far it is between them. */
  async all(keys: Iterable<string>, progress: (done: number) => void, stop: () => boolean): Promise<void> {
    const slices = new Slices(this.activity);
    let done = 0;
    for (const key of [...keys]) {
      if (stop()) return;
      this.queue.delete(key);
      await this.one(key);
      done++;
      if (slices.over()) {
        progress(done);
        await slices.next();
      }
    }
  }

  private async run(): Promise<void> {
    const slices = new Slices(this.activity);
    try {
      await slices.next();
      for (const key of this.queue) {
        this.queue.delete(key);
        await this.one(key);
        if (slices.over()) await slices.next();
      }
    } finally {
      this.running = false;
    }
  }

  private async one(key: string): Promise<void> {
    const document = this.library.openByKey(key);
    if (document !== undefined) {
      this.recheck(document);
      return;
    }
    const taken = await this.library.takeFile(key);
    // It may have been opened while it was read.
    const opened = this.library.openByKey(key);
    if (opened !== undefined) this.recheck(opened);
    else if ('doc' in taken) this.door.file(key, taken.doc);
    else if ('problem' in taken.result && taken.result.problem !== 'missing')
      this.door.unreadable(key, taken.result);
    else this.door.gone(key);
    this.events.onChange();
    this.affected('doc' in taken ? taken.affected : taken.gone);
  }
}
