import { FileChangeType } from 'vscode-languageserver';
import { baseName } from '../../core/document/kinds';
import type { ValidationScheduler } from '../diagnostics/scheduler';
import type { DiagnosticSink } from '../diagnostics/sink';
import { type DocumentStore, isRecordingDocument } from '../documents/document-store';
import type { Files } from '../files/files';
import type { WorkspaceScope } from '../files/skip';
import { canonical, folderOf } from '../uris';
import type { ConfigLoader } from './configs';
import type { Indexer } from './indexer';

/**
 * Follows what happens to files beside the editor: made, changed, deleted, renamed, with the folders they are
 * in.
 */
export class DiskChanges {
  constructor(
    private readonly store: DocumentStore,
    private readonly files: Files,
    private readonly scope: WorkspaceScope,
    private readonly scheduler: ValidationScheduler,
    private readonly sink: DiagnosticSink,
    private readonly indexer: Indexer,
    private readonly configs: ConfigLoader,
    private readonly onIgnoreFile: () => void,
  ) {}

  /** `workspace/didChangeWatchedFiles`. */
  onWatchedFilesChanged(changes: readonly { readonly uri: string; readonly type: FileChangeType }[]): void {
    this.configs.reset();
    for (const { uri, type } of changes) {
      const named = canonical(uri);
      if (baseName(named) === '.gitignore') this.onIgnoreFile();
      const key = type === FileChangeType.Deleted ? named : this.files.linkTarget(named, this.scope.folders);
      this.files.changed(key);
      if (type === FileChangeType.Deleted) this.deleted(key);
      else if (!isRecordingDocument(key)) {
        // Of a folder moved here as a whole, the folder alone is told of.
        if (type === FileChangeType.Created && mayBeFolder(key)) void this.created(uri);
      } else if (this.store.workspace.has(key) || this.scope.includes(key)) this.onFilePresent(key);
    }
  }

  /** A file or folder was deleted. What is open stays: its text is in the editor. */
  deleted(uri: string): void {
    const key = folderOf(uri);
    const { workspace } = this.store;
    const inside = `${key}/`;
    // Deleting a folder is told of the folder only.
    const gone = isRecordingDocument(key) ? [key] : [...workspace.uris()].filter((k) => k.startsWith(inside));
    for (const file of gone) {
      this.files.changed(file);
      if (this.store.openByKey(file) === undefined) this.remove(file);
    }
  }

  /** A file or folder was made or renamed to this. */
  async created(uri: string): Promise<void> {
    const named = folderOf(uri);
    const key = this.files.linkTarget(named, this.scope.folders);
    this.configs.reset();
    if (isRecordingDocument(key)) {
      if (this.scope.includes(key)) this.onFilePresent(key);
      return;
    }
    // A link to a folder is not followed.
    if (key !== named || !this.scope.includes(key)) return;
    for (const file of await this.indexer.list([key]))
      if (this.scope.includes(file.uri)) this.onFilePresent(file.uri);
  }

  /** Compares the disk with what is known: for clients that watch no files. */
  async rescan(folders: readonly string[]): Promise<void> {
    const { stamps } = this.indexer;
    const listed = await this.indexer.list(folders);
    const there = new Set<string>();
    for (const { uri, stamp } of listed) {
      there.add(uri);
      if (this.store.workspace.has(uri) && stamps.get(uri) === stamp) continue;
      if (stamp !== undefined) stamps.set(uri, stamp);
      this.onFilePresent(uri);
    }
    for (const key of [...stamps.keys()]) {
      if (there.has(key)) continue;
      stamps.delete(key);
      if (this.store.openByKey(key) === undefined) this.remove(key);
    }
  }

  private onFilePresent(key: string): void {
    // An open document's text wins; the file's is read when it is closed.
    if (this.store.openByKey(key) === undefined) this.scheduler.enqueue(key);
  }

  /** Takes a file out of its project and its findings off the screen. */
  remove(key: string): void {
    const affected = this.store.workspace.remove(key);
    this.sink.reportDeleted(key);
    this.scheduler.recheckAffected(affected);
  }
}

/**
 * Whether a path can be that of a folder: it does not end as files do. Folders with such an ending are found
 * on the next start.
 */
function mayBeFolder(key: string): boolean {
  return !/\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(baseName(key));
}
