import { describe, expect, it } from 'vitest';
import type { ApiRequest, HttpClient } from '../transport/http/client';
import { allPages } from './paging';

type Page = { entities: { id: string }[]; pageCount?: number; total?: number; pageSize?: number };

/**
 * An org that gives pages of `size`, whatever was asked for, and tells of its counts only what `counts`
 * leaves in.
 */
function org(ids: readonly string[], size: number, counts: (page: Required<Page>) => Page) {
  const asked: number[] = [];
  const http = {
    org: 'test',
    async send(request: ApiRequest) {
      const n = Number(request.query!['pageNumber']);
      asked.push(n);
      const entities = ids.slice((n - 1) * size, n * size).map((id) => ({ id }));
      const pageCount = Math.ceil(ids.length / size);
      return { json: counts({ entities, pageCount, total: ids.length, pageSize: size }) };
    },
  } as unknown as HttpClient;
  const read = (value: unknown) => value as { id: string };
  return { asked, all: async () => (await allPages(http, '/x', {}, read)).map((e) => e.id) };
}

const ids = ['a', 'b', 'c', 'd', 'e'];

describe('allPages', () => {
  it.each<[string, (p: Required<Page>) => Page, number]>([
    ['pages and entries', (p) => p, 3],
    ['pages only', ({ total: _, ...p }) => p, 3],
    ['entries only', ({ pageCount: _, ...p }) => p, 3],
    ['nothing', ({ entities }) => ({ entities }), 4],
  ])('reads the whole list of an org with small pages that counts %s', async (_, counts, requests) => {
    const o = org(ids, 2, counts);
    expect(await o.all()).toEqual(ids);
    expect(o.asked).toHaveLength(requests);
  });

  it('takes the same whole list under every page number for one list', async () => {
    const o = org(ids, 100, ({ entities }) => ({ entities }));
    const same = org(ids, 100, () => ({ entities: ids.map((id) => ({ id })) }));
    expect(await o.all()).toEqual(ids);
    expect(await same.all()).toEqual(ids);
    expect(same.asked).toEqual([1, 2]);
  });

  it('never takes a part for the whole', async () => {
    const short = org(ids, 2, (p) => (p.entities.length < 2 ? { ...p, entities: [] } : p));
    await expect(short.all()).rejects.toMatchObject({ kind: 'wrong-shape' });
  });
});
