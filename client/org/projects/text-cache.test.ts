import { describe, expect, it } from 'vitest';
import { type Disk, TextCache } from './text-cache';

const SECOND = 1_000_000_000n;

/** A disk whose clock is turned by hand, and that counts what is read. */
function disk() {
  const files = new Map<
    string,
    { bytes: Uint8Array; size: bigint; ino: bigint; mtimeNs: bigint; ctimeNs: bigint }
  >();
  let now = 1_000n * SECOND;
  let ino = 1n;
  const read: string[] = [];
  const write = (file: string, text: string | Uint8Array, mtimeNs = now) => {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    files.set(file, { bytes, size: BigInt(bytes.length), ino: ino++, mtimeNs, ctimeNs: now });
  };
  const found = (file: string) => {
    const entry = files.get(file);
    if (entry === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return entry;
  };
  const real: Disk = {
    stat: async (file) => found(file),
    read: async (file) => {
      read.push(file);
      return found(file).bytes;
    },
    now: () => now,
  };
  return { real, write, read, files, pass: (ns: bigint) => (now += ns) };
}

describe('texts of files', () => {
  it('reads 2,000 files once, and later only the one that changed', async () => {
    const d = disk();
    const names = Array.from({ length: 2_000 }, (_, i) => `/p/${i}.recpolicy.json`);
    for (const name of names) d.write(name, name);
    d.pass(10n * SECOND);
    const cache = new TextCache(d.real);
    for (const name of names) expect(await cache.text(name)).toBe(name);
    expect(d.read).toHaveLength(2_000);
    d.read.length = 0;
    for (const name of names) expect(await cache.text(name)).toBe(name);
    expect(d.read).toEqual([]);
    d.write(names[7]!, 'changed');
    for (const name of names) await cache.text(name);
    expect(d.read).toEqual([names[7]]);
    expect(await cache.text(names[7]!)).toBe('changed');
  });

  it('does not trust the stamp of a file that was written in the moment it was read', async () => {
    const d = disk();
    d.write('/a', 'one');
    const { mtimeNs, ctimeNs, ino } = d.files.get('/a')!;
    const cache = new TextCache(d.real);
    expect(await cache.text('/a')).toBe('one');
    // Written again within the tick: as long as before, and every time the same.
    d.files.set('/a', { bytes: new TextEncoder().encode('two'), size: 3n, ino, mtimeNs, ctimeNs });
    expect(await cache.text('/a')).toBe('two');
  });

  it('sees a file that was put in place with the times and the size of the one before', async () => {
    const d = disk();
    d.write('/a', 'one', 5n * SECOND);
    d.pass(10n * SECOND);
    const cache = new TextCache(d.real);
    expect(await cache.text('/a')).toBe('one');
    d.write('/a', 'two', 5n * SECOND);
    expect(await cache.text('/a')).toBe('two');
  });

  it('keeps nothing of a file whose time lies ahead', async () => {
    const d = disk();
    d.write('/a', 'one', 9_000n * SECOND);
    d.pass(10n * SECOND);
    const cache = new TextCache(d.real);
    await cache.text('/a');
    await cache.text('/a');
    expect(d.read).toHaveLength(2);
  });

  it('rejects what is gone, and what is not UTF-8', async () => {
    const d = disk();
    d.write('/a', 'one');
    d.write('/b', new Uint8Array([0x22, 0xff, 0x22]));
    d.pass(10n * SECOND);
    const cache = new TextCache(d.real);
    await cache.text('/a');
    d.files.delete('/a');
    await expect(cache.text('/a')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(cache.text('/b')).rejects.toMatchObject({ code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
  });

  it('forgets files that are no longer there', async () => {
    const d = disk();
    d.write('/a', 'one');
    d.write('/b', 'two');
    d.pass(10n * SECOND);
    const cache = new TextCache(d.real);
    await cache.text('/a');
    await cache.text('/b');
    cache.keep(new Set(['/b']));
    await cache.text('/a');
    await cache.text('/b');
    expect(d.read).toEqual(['/a', '/b', '/a']);
  });
});
