import type {
  CancellationToken,
  Diagnostic,
  DocumentDiagnosticReport,
  FullDocumentDiagnosticReport,
  UnchangedDocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { CoreDocument } from '../../core/document/document';
import type { ClientFeatures } from '../client-features';
import { type DocumentStore, isRecordingDocument } from '../documents/document-store';
import type { OpenDocument } from '../documents/open-document';
import type { ReadResult } from '../platform';
import { type ClientActivity, TimeSlicer } from '../time-slicer';
import { hash } from './hash';
import type { DiagnosticSink } from './sink';
import type { Validator } from './validator';

/** Changes within this time lead to one refresh, in milliseconds. */
const REFRESH_MS = 100;
/** Reports are sent in portions of this many documents. */
const PORTION = 200;

type DiagnosticReport = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

/**
 * The client asks for findings; it is told when to ask again, and reports carry an id by which nothing is
 * sent twice.
 */
export class PullSink implements DiagnosticSink {
  /** Ids of reports that still hold, by key. */
  private readonly ids = new Map<string, string>();
  /** Open documents that the last change concerned: their reports go along with the next one asked for. */
  private readonly concerned = new Set<string>();
  private refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: DocumentStore,
    private readonly validator: Validator,
    private readonly client: ClientFeatures,
    private readonly activity: ClientActivity,
    private readonly sendRefresh: () => void,
  ) {}

  reportOpen(document: OpenDocument): void {
    this.ids.delete(document.key);
  }

  reportFile(key: string, _doc: CoreDocument): void {
    this.changed(key);
  }

  reportUnreadable(key: string, _result: ReadResult): void {
    this.changed(key);
  }

  reportDeleted(key: string): void {
    this.changed(key);
  }

  markAffected(keys: Iterable<string>): void {
    for (const key of keys) {
      if (this.store.openByKey(key) !== undefined) this.concerned.add(key);
      this.changed(key);
    }
  }

  retainOnly(): void {
    this.ids.clear();
    this.refresh();
  }

  /** Answers `textDocument/diagnostic`, for any document, open or not. */
  async document(uri: string, previousId: string | undefined): Promise<DocumentDiagnosticReport> {
    const key = this.store.keyOf(uri);
    this.concerned.delete(key);
    const report = await this.report(key, previousId);
    if (!this.client.relatedDocuments || this.concerned.size === 0) return report;
    const relatedDocuments: Record<string, DiagnosticReport> = {};
    for (const other of this.concerned)
      relatedDocuments[this.store.uriOf(other)] = await this.report(other, undefined);
    this.concerned.clear();
    return { ...report, relatedDocuments };
  }

  /**
   * Answers `workspace/diagnostic`. What the client has already is reported as unchanged; files that are
   * gone, as empty.
   */
  async workspace(
    previous: readonly { uri: string; value: string }[],
    token: CancellationToken,
    partial: ((report: WorkspaceDiagnosticReport) => void) | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    const had = new Map(previous.map((p) => [this.store.keyOf(p.uri), p]));
    const slicer = new TimeSlicer(this.activity);
    let items: WorkspaceDocumentDiagnosticReport[] = [];
    const keys = new Set([...this.store.workspace.uris(), ...this.unreadableKeys, ...had.keys()]);
    for (const key of keys) {
      if (token.isCancellationRequested) break;
      const before = had.get(key);
      const known = this.ids.get(key);
      const report =
        before !== undefined && known === before.value
          ? ({ kind: 'unchanged', resultId: known } as const)
          : await this.report(key, before?.value);
      if (report.kind === 'full' && before === undefined && report.items.length === 0) continue;
      const version = this.store.openByKey(key)?.version ?? null;
      items.push({ ...report, uri: before?.uri ?? this.store.uriOf(key), version });
      if (partial !== undefined && items.length >= PORTION) {
        partial({ items });
        items = [];
      }
      if (slicer.isOver()) await slicer.yield();
    }
    if (partial === undefined) return { items };
    // Where portions are taken, all of the result goes that way, and what ends the request is empty (LSP
    // 3.17, Partial Result Progress).
    if (items.length > 0) partial({ items });
    return { items: [] };
  }

  /** Files that gave no text; they are in no project, but something is to be said of them. */
  readonly unreadableKeys = new Set<string>();

  private async report(key: string, previousId: string | undefined): Promise<DiagnosticReport> {
    const items = await this.compute(key);
    const resultId = items.length === 0 ? 'none' : hash(JSON.stringify(items)).toString(36);
    this.ids.set(key, resultId);
    return previousId === resultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
  }

  private async compute(key: string): Promise<Diagnostic[]> {
    if (!isRecordingDocument(key)) return [];
    const open = this.store.openByKey(key);
    if (open !== undefined) {
      const doc = open.core ?? this.store.index(open)?.doc;
      return doc === undefined ? this.validator.unchecked(open) : this.validator.diagnostics(doc);
    }
    const indexed = await this.store.indexFile(key);
    this.unreadableKeys.delete(key);
    if ('doc' in indexed) return this.validator.diagnostics(indexed.doc);
    const items = this.validator.unreadableDiagnostics(indexed.result);
    if (items.length > 0) this.unreadableKeys.add(key);
    return items;
  }

  private changed(key: string): void {
    this.ids.delete(key);
    this.refresh();
  }

  private refresh(): void {
    if (!this.client.refreshesDiagnostics || this.refreshing !== undefined) return;
    this.refreshing = setTimeout(() => {
      this.refreshing = undefined;
      this.sendRefresh();
    }, REFRESH_MS);
  }
}
