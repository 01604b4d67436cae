import type { HttpClient } from '../http/client';
import { wrongShape } from '../http/failure';
import { isRecord } from '../http/json';

export const PAGE_SIZE = 100;
/** No org has so many pages; a server that counts on is broken. */
const MAX_PAGES = 10_000;

/**
 * All entities of a paged list, each id once. A list that changes while it is read is read once more; one that still does not add
 * up to its own total is an error, as a part must never be taken for the whole.
 */
export async function allPages<T extends { id: string }>(
  http: HttpClient,
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
  entity: (value: unknown) => T,
  signal?: AbortSignal,
): Promise<T[]> {
  for (let pass = 1; ; pass++) {
    const read = await readPages(http, path, query, entity, signal);
    if (read.complete) return read.entities;
    if (pass === 3) {
      throw wrongShape(
        http.org,
        { method: 'GET', path },
        `the list says it has ${read.total} entries and gives ${read.entities.length}`,
      );
    }
  }
}

async function readPages<T extends { id: string }>(
  http: HttpClient,
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
  entity: (value: unknown) => T,
  signal: AbortSignal | undefined,
): Promise<{ entities: T[]; total: number; complete: boolean }> {
  const request = { method: 'GET' as const, path };
  const found = new Map<string, T>();
  let total = 0;
  let repeated = false;
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber++) {
    const answer = await http.send({
      ...request,
      query: { ...query, pageSize: PAGE_SIZE, pageNumber },
      signal,
    });
    const page = answer.json;
    if (!isRecord(page) || !Array.isArray(page['entities'])) {
      throw wrongShape(http.org, request, 'a list page has no "entities" array', answer.correlationId);
    }
    for (const value of page['entities']) {
      const e = entity(value);
      if (found.has(e.id)) repeated = true;
      found.set(e.id, e);
    }
    const count = page['pageCount'];
    if (typeof page['total'] === 'number') total = page['total'];
    else total = found.size;
    const last = typeof count === 'number' ? pageNumber >= count : page['entities'].length < PAGE_SIZE;
    if (last) return { entities: [...found.values()], total, complete: found.size === total && !repeated };
    if (page['entities'].length === 0) return { entities: [...found.values()], total, complete: false };
  }
  throw wrongShape(http.org, request, 'the list has no end');
}
