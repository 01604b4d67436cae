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
      return { size: 100, json: counts({ entities, pageCount, total: ids.length, pageSize: size }) };
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

  it.each<[string, (n: number) => object, RegExp, number]>([
    ['does not count its pages', () => ({}), /no end within/, 300],
    ['counts on with every page', (n) => ({ pageCount: n + 1 }), /says it has 1001 pages/, 1000],
    ['counts on with every entry', (n) => ({ total: n + 1 }), /no end within/, 1000],
    ['says that it is endless', () => ({ pageCount: 1e9 }), /says it has 1000000000 pages/, 1],
  ])('stops reading a list that %s', async (_, counts, why, most) => {
    let asked = 0;
    const http = {
      org: 'test',
      async send() {
        asked++;
        return { size: 100, json: { entities: [{ id: `${asked}` }], ...counts(asked) } };
      },
    } as unknown as HttpClient;
    await expect(allPages(http, '/x', {}, (value) => value as { id: string })).rejects.toThrow(why);
    expect(asked).toBeLessThanOrEqual(most);
  });

  it('stops reading a list of pages that are large together', async () => {
    let asked = 0;
    const http = {
      org: 'test',
      send: async () => ({
        size: 15 * 1_048_576,
        json: { entities: [{ id: `${++asked}` }], pageCount: 900 },
      }),
    } as unknown as HttpClient;
    await expect(allPages(http, '/x', {}, (value) => value as { id: string })).rejects.toThrow(
      /larger than any/,
    );
    expect(asked).toBe(3);
  });
});
