import type { CoreDocument } from '../../core/document/document';
import type { OpenDocument } from '../documents/open-document';
import type { ReadResult } from '../platform';
import type { Publisher } from './publisher';
import type { Checker } from './validator';

/** The way findings reach the client: pushed as they are found, or told to be asked for. */
export interface Door {
  /** An open document changed, or something that it rests on. */
  open(document: OpenDocument): void;
  /** A file that is not open was read again. */
  file(key: string, doc: CoreDocument): void;
  /** A file that is not open gave no text. */
  unreadable(key: string, result: ReadResult): void;
  /** A file is gone. */
  gone(key: string): void;
  /** Files whose findings may have changed and that will be looked at again. */
  affected(keys: Iterable<string>): void;
  /** Everything was looked at anew: what is no longer known is gone. */
  retain(known: (key: string) => boolean): void;
}

/** Publishes at once. */
export class PushDoor implements Door {
  constructor(
    private readonly checker: Checker,
    private readonly publisher: Publisher,
  ) {}

  open(document: OpenDocument): void {
    const diagnostics = document.core === undefined ? [] : this.checker.diagnostics(document.core);
    this.publisher.publish(document.key, document.uri, document.version, diagnostics);
  }

  file(key: string, doc: CoreDocument): void {
    this.publisher.publish(key, key, undefined, this.checker.diagnostics(doc));
  }

  unreadable(key: string, result: ReadResult): void {
    this.publisher.publish(key, key, undefined, this.checker.unreadable(result));
  }

  gone(key: string): void {
    this.publisher.clear(key);
  }

  affected(): void {}

  retain(known: (key: string) => boolean): void {
    for (const key of this.publisher.keys()) if (!known(key)) this.publisher.clear(key);
  }
}
