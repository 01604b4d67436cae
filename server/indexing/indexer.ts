import { baseName, CONFIG_FILE } from '../../core/document/kinds';
import type { Library } from '../documents/document-store';
import type { FileAccess, ListedFile } from '../platform';
import { type Activity, Slices } from '../time-slicer';

/** Reads all documents of the workspace folders into the projects, in slices. */
export class Indexer {
  private run = 0;
  /** Stamps of files by key, to see changes where the client watches nothing. */
  readonly stamps = new Map<string, number>();

  constructor(
    private readonly library: Library,
    private readonly files: FileAccess,
    private readonly excluded: (path: string) => boolean,
    private readonly activity: Activity,
    private readonly onFolderError: (folder: string, error: unknown) => void,
  ) {}

  /**
   * Reads everything below the folders; `progress` is told how far it is. Answers with the files that gave no text, or undefined when
   * a later start overtook it.
   */
  async index(
    folders: readonly string[],
    progress: (done: number, total: number) => void,
  ): Promise<{ readonly unreadable: string[] } | undefined> {
    const run = ++this.run;
    const slices = new Slices(this.activity);
    const files = await this.list(folders, slices);
    const unreadable: string[] = [];
    let done = 0;
    this.files.expect?.(files.map(({ uri }) => uri).filter((uri) => !this.library.workspace.has(uri)));
    for (const { uri, stamp } of files) {
      if (run !== this.run) return undefined;
      if (!this.library.workspace.has(uri)) {
        const taken = await this.library.takeFile(uri);
        if (!('doc' in taken)) unreadable.push(uri);
      }
      if (stamp !== undefined) this.stamps.set(uri, stamp);
      done++;
      if (slices.over()) {
        progress(done, files.length);
        await slices.next();
      }
    }
    return run === this.run ? { unreadable } : undefined;
  }

  /** What is there below the folders; configurations first, outermost first, so that no file changes projects while it is indexed. */
  async list(folders: readonly string[], slices = new Slices(this.activity)): Promise<ListedFile[]> {
    const configs: ListedFile[] = [];
    const others: ListedFile[] = [];
    for (const folder of folders) {
      try {
        for await (const portion of this.files.list(folder, this.excluded)) {
          for (const file of portion) (baseName(file.uri) === CONFIG_FILE ? configs : others).push(file);
          if (slices.over()) await slices.next();
        }
      } catch (error) {
        this.onFolderError(folder, error);
      }
    }
    configs.sort((a, b) => a.uri.length - b.uri.length);
    return [...configs, ...others];
  }
}
