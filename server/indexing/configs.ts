import { CONFIG_FILE } from '../../core/document/kinds';
import type { DocumentStore } from '../documents/document-store';
import { parentOf } from '../uris';

/**
 * Finds the configurations above a document before it is first checked: without its project's configuration a
 * document would show findings that are not true, and lose them a moment later.
 */
export class ConfigLoader {
  private readonly visited = new Map<string, Promise<void> | undefined>();

  constructor(private readonly store: DocumentStore) {}

  /** Takes in every configuration in the folders above. Answers at once where files are read at once. */
  ensureLoaded(key: string): Promise<void> | undefined {
    const waits: Promise<void>[] = [];
    for (let folder = parentOf(key); folder !== undefined; folder = parentOf(folder)) {
      if (!this.visited.has(folder)) this.visited.set(folder, this.loadFrom(folder));
      const wait = this.visited.get(folder);
      if (wait !== undefined) waits.push(wait);
    }
    return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
  }

  /** What was looked for must be looked for again: the folders may have changed unseen. */
  reset(): void {
    this.visited.clear();
  }

  private loadFrom(folder: string): Promise<void> | undefined {
    const key = `${folder}/${CONFIG_FILE}`;
    const { workspace } = this.store;
    if (workspace.has(key) || this.store.openByKey(key) !== undefined) return undefined;
    const putIfAbsent = (text: string) => {
      if (!workspace.has(key)) workspace.put(key, text);
    };
    const result = this.store.read(key);
    if (result instanceof Promise)
      return result.then((r) => {
        if ('text' in r) putIfAbsent(r.text);
        this.visited.set(folder, undefined);
      });
    if ('text' in result) putIfAbsent(result.text);
    return undefined;
  }
}
