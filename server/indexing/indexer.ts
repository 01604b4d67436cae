import { baseName, CONFIG_FILE } from '../../core/document/kinds';
import type { DocumentStore } from '../documents/document-store';
import type { FileAccess, ListedFile } from '../platform';
import { type ClientActivity, TimeSlicer } from '../time-slicer';

/** Reads all documents of the workspace folders into the projects, in slices. */
export class Indexer {
  private run = 0;
  /** Stamps of files by key, to see changes where the client watches nothing. */
  readonly stamps = new Map<string, number>();

  constructor(
    private readonly store: DocumentStore,
    private readonly files: FileAccess,
    private readonly excluded: (path: string) => boolean,
    private readonly activity: ClientActivity,
    private readonly onFolderError: (folder: string, error: unknown) => void,
  ) {}

  /**
   * Reads everything below the folders; `progress` is told how far it is. Answers with the files that gave no
   * text, or undefined when a later start overtook it.
   */
  async index(
    folders: readonly string[],
    progress: (done: number, total: number) => void,
  ): Promise<{ readonly unreadable: string[] } | undefined> {
    const run = ++this.run;
    const slicer = new TimeSlicer(this.activity);
    const files = await this.list(folders, slicer);
    const unreadable: string[] = [];
    let done = 0;
    this.files.expect?.(files.map(({ uri }) => uri).filter((uri) => !this.store.workspace.has(uri)));
    for (const { uri, stamp } of files) {
      if (run !== this.run) return undefined;
      if (!this.store.workspace.has(uri)) {
        const indexed = await this.store.indexFile(uri);
        if (!('doc' in indexed)) unreadable.push(uri);
      }
      if (stamp !== undefined) this.stamps.set(uri, stamp);
      done++;
      if (slicer.isOver()) {
        progress(done, files.length);
        await slicer.yield();
      }
    }
    return run === this.run ? { unreadable } : undefined;
  }

  /**
   * What is there below the folders; configurations first, outermost first, so that no file changes projects
   * while it is indexed.
   */
  async list(folders: readonly string[], slicer = new TimeSlicer(this.activity)): Promise<ListedFile[]> {
    const configs: ListedFile[] = [];
    const others: ListedFile[] = [];
    for (const folder of folders) {
      try {
        for await (const portion of this.files.list(folder, this.excluded)) {
          for (const file of portion) (baseName(file.uri) === CONFIG_FILE ? configs : others).push(file);
          if (slicer.isOver()) await slicer.yield();
        }
      } catch (error) {
        this.onFolderError(folder, error);
      }
    }
    configs.sort((a, b) => a.uri.length - b.uri.length);
    return [...configs, ...others];
  }
}
