import type { SampleSetMemory } from './coverage-memory';
import type { KnownList } from './known-list';

/** A document of which more is to be said. */
export interface WaitingDocument {
  readonly uri: string;
  readonly set: SampleSetMemory;
  /** What was known when it was checked last. */
  readonly list: KnownList;
  /** Its patterns that were not analysed then; the first of them is the one to go on with. */
  readonly open: string[];
  /** Its patterns without a final verdict. */
  readonly undecided: Set<string>;
  /** When it was checked last, or announced since. */
  shownAt: number;
  /** Whether a pattern was analysed since then. */
  hasNews: boolean;
}

/** The documents that wait for their patterns, the newest last. */
export class WaitingDocuments {
  private readonly byUri = new Map<string, WaitingDocument>();

  get(uri: string): WaitingDocument | undefined {
    return this.byUri.get(uri);
  }

  put(document: WaitingDocument): void {
    this.byUri.delete(document.uri);
    this.byUri.set(document.uri, document);
  }

  delete(uri: string): void {
    this.byUri.delete(uri);
  }

  /** The newest document with a pattern that is not analysed. */
  newestOpen(): WaitingDocument | undefined {
    return [...this.byUri.values()].findLast(({ open }) => open.length > 0);
  }

  /** An undecided pattern of the newest document that has one. */
  nextUndecided(): string | undefined {
    const document = [...this.byUri.values()].findLast(({ undecided }) => undecided.size > 0);
    return document?.undecided.values().next().value;
  }

  /** A pattern has its last verdict. Returns the documents that waited for it. */
  decided(pattern: string): string[] {
    const uris: string[] = [];
    for (const { uri, undecided } of this.byUri.values()) if (undecided.delete(pattern)) uris.push(uri);
    return uris;
  }
}
