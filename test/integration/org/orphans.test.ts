import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { OrgEngine } from '../../../org/engine';
import { type Rig, rig, YES } from './kit';

async function demo(): Promise<Rig> {
  return rig({ data: 'demo' });
}

/** An engine that gets something else for the media of a recording. */
function withMedia(r: Rig, media: (real: ArrayBuffer) => Response): OrgEngine {
  return new OrgEngine({
    project: r.project,
    fs: new NodeFileSystem(),
    state: r.state,
    processInfo: nodeProcessInfo(),
    allowedHosts: undefined,
    clock: r.clock,
    credentials: { credentials: async () => r.org.credentials() },
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      if (new URL(url).pathname.startsWith('/api/')) return answer;
      expect(new Headers(init.headers).has('authorization')).toBe(false);
      return media(await answer.arrayBuffer());
    },
  });
}

const later = new Date(Date.now() + 40 * 86_400_000).toISOString();
const muchLater = new Date(Date.now() + 400 * 86_400_000).toISOString();

describe('orphaned recordings', () => {
  it('lists all, or those whose conversation is known', async () => {
    const r = await demo();
    const all = await r.engine.orphans('test');
    const known = await r.engine.orphans('test', { known: true });
    expect(all.length).toBe(r.org.dump().orphans.length);
    expect(known.length).toBe(r.org.dump().orphans.filter((o) => o.conversationId !== undefined).length);
    expect(known.length).toBeLessThan(all.length);
  });

  it('downloads whole files only, with progress, waiting while the media is prepared', async () => {
    const r = await demo();
    for (const { orphan } of r.org.dump().orphans.slice(0, 4)) {
      const file = join(r.root, `${orphan.id}.bin`);
      const bytes: number[] = [];
      const onEvent = (e: { type: string; done?: number }) =>
        void (e.type === 'progress' && bytes.push(e.done!));
      expect(await r.engine.downloadOrphan('test', { id: orphan.id, file, onEvent })).toEqual([file]);
      expect((await readFile(file)).byteLength).toBe(bytes.at(-1));
      await expect(r.engine.downloadOrphan('test', { id: orphan.id, file })).rejects.toThrow(
        /exists already/,
      );
    }
  });

  it('leaves no file behind where the download breaks off', async () => {
    const r = await demo();
    const { orphan } = r.org.dump().orphans[0]!;
    const engine = withMedia(
      r,
      (media) => new Response(media.slice(0, 10), { headers: { 'content-length': '1000' } }),
    );
    await expect(
      engine.downloadOrphan('test', { id: orphan.id, file: join(r.root, 'x.bin') }),
    ).rejects.toThrow(/10 of 1000 bytes/);
    expect((await readdir(r.root)).filter((f) => f.startsWith('x.bin'))).toEqual([]);
  });

  it.each([
    ['says so beforehand', { 'content-length': `${2 ** 40}` }],
    ['does not', undefined],
  ])('stops a download that is larger than the org says, where the media %s', async (_, headers) => {
    const r = await demo();
    const { orphan } = r.org.dump().orphans[0]!;
    let sent = 0;
    const endless = () =>
      new ReadableStream({
        pull(c) {
          sent += 65_536;
          c.enqueue(new Uint8Array(65_536));
        },
      });
    const engine = withMedia(r, () => new Response(endless(), headers === undefined ? {} : { headers }));
    await expect(
      engine.downloadOrphan('test', { id: orphan.id, file: join(r.root, 'x.bin') }),
    ).rejects.toThrow(/larger than the \d+ bytes/);
    expect(sent).toBeLessThan(2 * orphan.mediaSizeBytes! + 4_000_000);
    expect((await readdir(r.root)).filter((f) => f.startsWith('x.bin'))).toEqual([]);
  });

  it.each([
    [{ kind: 'reset', when: 'before' }],
    [{ kind: 'reset', when: 'after' }],
    [{ kind: 'status', status: 503, when: 'after' }],
  ] as const)('deletes and attaches once under %j', async (action) => {
    const r = await demo();
    const [one, two] = r.org.dump().orphans;
    r.org.addFaults(
      { match: { operation: 'deleteOrphanRecording' }, do: action },
      { match: { operation: 'attachOrphanRecording' }, do: action },
    );
    expect(await r.engine.deleteOrphan('test', one!.orphan.id, YES)).toBe('deleted');
    await r.engine.attachOrphan(
      'test',
      two!.orphan.id,
      { conversationId: 'c0ffee00-0000-4000-8000-000000000001', archiveDate: later, deleteDate: muchLater },
      YES,
    );
    expect(r.org.writes.map((w) => w.kind)).toEqual(['orphan-recording', 'orphan-recording']);
    expect(r.org.dump().orphans.map((o) => o.orphan.id)).not.toContain(two!.orphan.id);
  });

  it.each([
    [{ conversationId: '' }, /no conversation id/],
    [{ conversationId: 'c1', archiveDate: 'tomorrow' }, /no date/],
    [{ conversationId: 'c1', deleteDate: '2027-02-30' }, /no date/],
    [{ conversationId: 'c1', deleteDate: '2001-01-01' }, /in the past/],
    [{ conversationId: 'c1', archiveDate: muchLater, deleteDate: later }, /not after the archive date/],
    [{ conversationId: 'c1', archiveDate: later, deleteDate: later }, /not after the archive date/],
  ])('refuses %j before anything is sent', async (request, message) => {
    const r = await demo();
    await expect(r.engine.attachOrphan('test', 'x', request, YES)).rejects.toThrow(message);
    expect(r.org.writes).toEqual([]);
  });

  it('deletes nothing unless confirmed', async () => {
    const r = await demo();
    const id = r.org.dump().orphans[0]!.orphan.id;
    await expect(
      r.engine.deleteOrphan('test', id, { confirm: async () => ({ approved: false }) }),
    ).rejects.toThrow(/not confirmed/);
    expect(r.org.writes).toEqual([]);
  });
});
