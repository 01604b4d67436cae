import type { CoreDocument } from '../../core/document/document';
import type { OpenDocument } from '../documents/open-document';
import type { ReadResult } from '../platform';
import type { Publisher } from './publisher';
import type { Validator } from './validator';

/** The way findings reach the client: pushed as they are found, or told to be asked for. */
export interface DiagnosticSink {
  /** An open document changed, or something that it rests on. */
  reportOpen(document: OpenDocument): void;
  /** A file that is not open was read again. */
  reportFile(key: string, doc: CoreDocument): void;
  /** A file that is not open gave no text. */
  reportUnreadable(key: string, result: ReadResult): void;
  /** A file is gone. */
  reportDeleted(key: string): void;
  /** Files whose findings may have changed and that will be looked at again. */
  markAffected(keys: Iterable<string>): void;
  /** Everything was looked at anew: what is no longer known is gone. */
  retainOnly(known: (key: string) => boolean): void;
}

/** Publishes at once. */
export class PushSink implements DiagnosticSink {
  constructor(
    private readonly validator: Validator,
    private readonly publisher: Publisher,
  ) {}

  reportOpen(document: OpenDocument): void {
    const { core } = document;
    const diagnostics =
      core === undefined ? this.validator.unchecked(document) : this.validator.diagnostics(core);
    this.publisher.publish(document.key, document.uri, document.version, diagnostics);
  }

  reportFile(key: string, doc: CoreDocument): void {
    this.publisher.publish(key, key, undefined, this.validator.diagnostics(doc));
  }

  reportUnreadable(key: string, result: ReadResult): void {
    this.publisher.publish(key, key, undefined, this.validator.unreadableDiagnostics(result));
  }

  reportDeleted(key: string): void {
    this.publisher.clear(key);
  }

  markAffected(): void {}

  retainOnly(known: (key: string) => boolean): void {
    for (const key of this.publisher.keys()) if (!known(key)) this.publisher.clear(key);
  }
}
