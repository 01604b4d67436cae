import type { FileSystem, PendingFile } from '../../../org/state/file-system';
import type { Fetch } from '../../../org/transport/http/exchange';

/**
 * Counts the moments before and after every request and every change of a file, and calls `strike` at one of
 * them.
 */
export class CrashPoints {
  seen = 0;

  constructor(
    private readonly at: number,
    private readonly strike: () => Promise<never>,
  ) {}

  private async moment(): Promise<void> {
    // Dead from then on: nothing that was under way side by side goes on either.
    if (++this.seen >= this.at && this.at > 0) await this.strike();
  }

  private async around<T>(work: () => Promise<T>): Promise<T> {
    await this.moment();
    const result = await work();
    await this.moment();
    return result;
  }

  fetch(inner: Fetch): Fetch {
    return (url, init) => this.around(() => inner(url, init));
  }

  fs(inner: FileSystem): FileSystem {
    const around = this.around.bind(this);
    return {
      readText: (p) => inner.readText(p),
      list: (p) => inner.list(p),
      stat: (p) => inner.stat(p),
      realPath: (p) => inner.realPath(p),
      writeText: async (path, text) => {
        // As the file system does it, with a moment between the temporary file and its renaming.
        const file = await around(() => inner.pending(path));
        await file.write(new TextEncoder().encode(text));
        await around(() => file.commit());
      },
      createExclusive: (p, t) => around(() => inner.createExclusive(p, t)),
      remove: (p) => around(() => inner.remove(p)),
      append: async (p, size) => {
        const file = await around(() => inner.append(p, size));
        return {
          write: (t) => around(() => file.write(t)),
          flush: () => around(() => file.flush()),
          close: () => file.close(),
        };
      },
      pending: async (p): Promise<PendingFile> => {
        const file = await around(() => inner.pending(p));
        return {
          write: (b) => file.write(b),
          commit: () => around(() => file.commit()),
          discard: () => file.discard(),
        };
      },
    };
  }
}
