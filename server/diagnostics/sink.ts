import type { CoreDocument } from '../../core/document/document';
import type { OpenDocument } from '../documents/open-document';
import type { ReadResult } from '../platform';
import type { Publisher } from './publisher';
import type { Validator } from './validator';

/** Delivers diagnostics: pushes them, or asks a pulling client to refresh. */
export interface DiagnosticSink {
  /** An open document changed, or something its findings depend on. */
  reportOpen(document: OpenDocument): void;
  /** A file that is not open was read again. */
  reportFile(key: string, doc: CoreDocument): void;
  /** A file that is not open cannot be read. */
  reportUnreadable(key: string, result: ReadResult): void;
  /** A file was deleted. */
  reportDeleted(key: string): void;
  /** The findings of these files may have changed; they will be checked again. */
  markAffected(keys: Iterable<string>): void;
  /** Everything was checked again: drops the findings of files that are no longer known. */
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
