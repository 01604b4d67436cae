import type { CoreDocument } from '../../core/document/document';
import { kindOfPath } from '../../core/document/kinds';
import type { Finding } from '../../core/findings/finding';
import type { AffectedUris, Workspace } from '../../core/index/workspace';
import type { FileAccess, ReadResult } from '../platform';
import { canonical } from '../uris';
import { keyOfOpenDocument, OpenDocument } from './open-document';

const LEFT: ReadResult = { problem: 'missing', detail: '' };
const NOBODY: AffectedUris = new Set();

/** A document taken in, with whose findings may have changed by it. */
export interface IndexedDocument {
  readonly doc: CoreDocument;
  readonly affected: AffectedUris;
}

/**
 * All documents by key: the open ones with their text, the others through the files. An open document's text
 * wins until it is closed.
 */
export class DocumentStore {
  private readonly open = new Map<string, OpenDocument>();
  /**
   * Files that were part of the project and are none any more: who still has them in a list does not bring
   * them back.
   */
  left: ReadonlySet<string> = new Set();
  /** Clients say the same URI again and again: its key is looked up, not worked out. */
  private readonly byUri = new Map<string, OpenDocument>();

  constructor(
    public workspace: Workspace,
    private readonly files: FileAccess,
    /** The one spelling of a key among those that name the same file. */
    private readonly spelledAsOnDisk: (key: string) => string = (key) => key,
    /** Whether a document is part of the project, by its key alone. */
    private readonly isPart: (key: string) => boolean = () => true,
  ) {}

  addOpen(uri: string, languageId: string, version: number, text: string): OpenDocument {
    const document = new OpenDocument(
      uri,
      this.spelledAsOnDisk(keyOfOpenDocument(uri, languageId)),
      languageId,
      version,
      text,
    );
    this.open.set(document.key, document);
    this.byUri.set(uri, document);
    return document;
  }

  removeOpen(uri: string): OpenDocument | undefined {
    const document = this.findOpen(uri);
    if (document === undefined) return undefined;
    this.open.delete(document.key);
    this.byUri.delete(document.uri);
    return document;
  }

  findOpen(uri: string): OpenDocument | undefined {
    return this.byUri.get(uri) ?? this.open.get(canonical(uri));
  }

  openByKey(key: string): OpenDocument | undefined {
    return this.open.get(key);
  }

  openDocuments(): Iterable<OpenDocument> {
    return this.open.values();
  }

  /** The key of a URI as a client spells it. */
  keyOf(uri: string): string {
    return this.byUri.get(uri)?.key ?? canonical(uri);
  }

  /** How the client spells a key. */
  uriOf(key: string): string {
    return this.open.get(key)?.uri ?? key;
  }

  /**
   * Parses an open document as it is now and takes it into its project; undefined when it is none of ours.
   */
  index(document: OpenDocument): IndexedDocument | undefined {
    document.isPart ??= this.isPart(document.key);
    const indexed = document.isPart ? this.workspace.put(document.key, document.getText(), true) : undefined;
    document.core = indexed?.doc;
    if (indexed === undefined) this.workspace.remove(document.key);
    return indexed;
  }

  /** Takes in the file of a key. Undefined when it is gone (its affected are in `gone`) or cannot be read. */
  async indexFile(
    key: string,
  ): Promise<IndexedDocument | { readonly gone: AffectedUris; readonly result: ReadResult }> {
    const answer = this.left.has(key) ? LEFT : this.files.read(key);
    const result = answer instanceof Promise ? await answer : answer;
    const open = this.open.get(key);
    if (open !== undefined) {
      const indexed = open.core === undefined ? this.index(open) : { doc: open.core, affected: NOBODY };
      if (indexed !== undefined) return indexed;
    }
    const indexed = 'text' in result ? this.workspace.put(key, result.text) : undefined;
    return indexed ?? { gone: this.workspace.remove(key), result };
  }

  /** The document of a key as it is now: for features that look into other files. */
  async currentDocument(key: string): Promise<CoreDocument | undefined> {
    const open = this.open.get(key);
    if (open !== undefined) return open.core ?? this.index(open)?.doc;
    const indexed = await this.indexFile(key);
    return 'doc' in indexed ? indexed.doc : undefined;
  }

  /** The open document a request is about, up to date; undefined when it is not open or none of ours. */
  openDocument(uri: string): CoreDocument | undefined {
    const open = this.findOpen(uri);
    return open === undefined ? undefined : (open.core ?? this.index(open)?.doc);
  }

  check(doc: CoreDocument): readonly Finding[] {
    return this.workspace.check(doc);
  }

  read(key: string): ReadResult | Promise<ReadResult> {
    return this.files.read(key);
  }
}

/** Whether a key names a document of ours. */
export function isRecordingDocument(key: string): boolean {
  return kindOfPath(key) !== undefined;
}
