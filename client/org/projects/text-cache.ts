import { readFile, stat } from 'node:fs/promises';

/** What tells a file that was written since from one that was not. */
interface Stamp {
  readonly size: bigint;
  readonly ino: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

interface CachedText {
  readonly stamp: Stamp;
  readonly text: string;
}

/**
 * A file changed this shortly before it was read may change once more within the same tick of its file
 * system's clock (two seconds on FAT, the coarsest in use): its stamp proves nothing yet.
 */
const SETTLED_NS = 2_100_000_000n;

/** The disk, as far as a cache of texts needs it. */
export interface Disk {
  stat(file: string): Promise<Stamp>;
  read(file: string): Promise<Uint8Array>;
  /** Nanoseconds since the epoch. */
  now(): bigint;
}

const REAL: Disk = {
  stat: (file) => stat(file, { bigint: true }),
  read: (file) => readFile(file),
  now: () => BigInt(Date.now()) * 1_000_000n,
};

/** Texts of files, read again only where size, inode or a time says that they may have changed. */
export class TextCache {
  private readonly entries = new Map<string, CachedText>();

  constructor(private readonly disk: Disk = REAL) {}

  /** The text of a file now. Rejects like `readFile`, and where the file is not UTF-8. */
  async text(file: string): Promise<string> {
    const before = await this.disk.stat(file);
    const known = this.entries.get(file);
    if (known !== undefined && same(known.stamp, before)) return known.text;
    const now = this.disk.now();
    // A file in another encoding would be changed by being read and written.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const text = decoder.decode(await this.disk.read(file));
    // The stamp is older than the text: what was written between the two is read once more next time.
    if (isSettledStamp(before, now)) this.entries.set(file, { stamp: before, text });
    else this.entries.delete(file);
    return text;
  }

  /** Forgets files that are gone. */
  keep(files: ReadonlySet<string>): void {
    for (const file of this.entries.keys()) if (!files.has(file)) this.entries.delete(file);
  }
}

function same(a: Stamp, b: Stamp): boolean {
  return a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.size === b.size && a.ino === b.ino;
}

/** Also false for a time to come, as a clock that was put back or a network share gives it. */
function isSettledStamp({ mtimeNs, ctimeNs }: Stamp, now: bigint): boolean {
  const latest = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  return latest + SETTLED_NS < now;
}
