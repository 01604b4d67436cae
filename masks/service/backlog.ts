import type { PatternFacts } from '../mask-types';
import type { Tried } from './tried';

/** A document whose patterns take long shows what is known of them so often, in milliseconds. */
const PARTLY_EVERY = 300;

interface Deferred {
  readonly tried: Tried;
  readonly patterns: readonly string[];
  /** The first of the patterns that is still open. */
  next: number;
  /** What was found since the document was last looked at. */
  readonly found: Map<string, PatternFacts>;
  toldAt: number;
}

/**
 * Patterns that did not fit into the look at their document, worked through in turns, the newest document
 * first.
 */
export class Backlog {
  private readonly documents = new Map<string, Deferred>();
  /** Documents with open patterns, the newest last; some may have none any more. */
  private readonly stack: string[] = [];

  /**
   * @param look Looks at one pattern; undefined where the time was up before its end.
   * @param now Milliseconds that only go forward.
   */
  constructor(
    private readonly look: (
      pattern: string,
      tried: Tried,
      expired: () => boolean,
    ) => PatternFacts | undefined,
    private readonly now: () => number,
  ) {}

  /** What was found for a document since it was last looked at. */
  found(uri: string, tried: Tried): ReadonlyMap<string, PatternFacts> | undefined {
    const deferred = this.documents.get(uri);
    return deferred?.tried === tried ? deferred.found : undefined;
  }

  put(uri: string, tried: Tried, patterns: readonly string[]): void {
    this.documents.set(uri, { tried, patterns, next: 0, found: new Map(), toldAt: this.now() });
    const known = this.stack.lastIndexOf(uri);
    if (known >= 0) this.stack.splice(known, 1);
    this.stack.push(uri);
  }

  drop(uri: string): void {
    this.documents.delete(uri);
  }

  /**
   * Goes on until the time is up, a step at least. @returns the documents of which more is to be shown now.
   */
  work(expired: () => boolean): Set<string> {
    const told = new Set<string>();
    for (let uri = this.newest(); uri !== undefined; uri = this.newest()) {
      const deferred = this.documents.get(uri)!;
      const pattern = deferred.patterns[deferred.next]!;
      const facts = this.look(pattern, deferred.tried, expired);
      if (facts !== undefined) {
        deferred.found.set(pattern, facts);
        deferred.next++;
      }
      const isDone = deferred.next === deferred.patterns.length;
      if (isDone || (deferred.found.size > 0 && this.now() - deferred.toldAt > PARTLY_EVERY)) {
        deferred.toldAt = this.now();
        told.add(uri);
      }
      if (expired()) break;
    }
    return told;
  }

  get isEmpty(): boolean {
    return this.newest() === undefined;
  }

  private newest(): string | undefined {
    for (;;) {
      const uri = this.stack.at(-1);
      if (uri === undefined) return undefined;
      const deferred = this.documents.get(uri);
      if (deferred !== undefined && deferred.next < deferred.patterns.length) return uri;
      this.stack.pop();
    }
  }
}
