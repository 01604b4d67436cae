import type { HttpClient } from '../transport/http/client';
import { wrongShape } from '../transport/http/failure';
import { isRecord } from '../transport/http/json';

export const PAGE_SIZE = 100;
/** No org has lists of so many pages, a hundred entries each; a server that counts on is broken. */
const MAX_PAGES = 1000;
/** A list that does not say how long it is could go on for ever, so that its end is looked for less far. */
const MAX_UNCOUNTED_PAGES = 300;
/** Characters of all pages of a list together: what is kept of them must fit into memory. */
export const MAX_CHARACTERS = 32 * 1_048_576;

/** How a list is read. */
export interface PagingOptions {
  readonly pageSize?: number;
  /**
   * The list's own count need not be that of its entries: it is whole when reading it again gives the same.
   */
  readonly countIsApproximate?: boolean;
}

/**
 * All entities of a paged list, each id once. A list that changes while it is read is read once more; one
 * that still does not add up to its own total is an error, as a part must never be taken for the whole. A
 * list that counts neither pages nor entries is read until a page brings nothing new.
 */
export async function allPages<T extends { id: string }>(
  http: HttpClient,
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
  entity: (value: unknown) => T,
  signal?: AbortSignal,
  options: PagingOptions = {},
): Promise<T[]> {
  let before: string | undefined;
  for (let pass = 1; ; pass++) {
    const read = await readPages(http, path, query, entity, signal, options.pageSize ?? PAGE_SIZE);
    if (read.complete) return read.entities;
    const ids = read.entities.map((e) => e.id).join(' ');
    if (options.countIsApproximate === true && read.atEnd && ids === before) return read.entities;
    before = ids;
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
  pageSize: number,
): Promise<{ entities: T[]; total: number; complete: boolean; atEnd: boolean }> {
  const request = { method: 'GET' as const, path };
  const found = new Map<string, T>();
  let total: number | undefined;
  let repeated = false;
  let characters = 0;
  const read = () => ({
    atEnd: !repeated,
    entities: [...found.values()],
    total: total ?? found.size,
    complete: !repeated && (total === undefined || found.size === total),
  });
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber++) {
    const answer = await http.send({
      ...request,
      query: { ...query, pageSize, pageNumber },
      signal,
    });
    characters += answer.size;
    if (characters > MAX_CHARACTERS)
      throw wrongShape(
        http.org,
        request,
        'the list is larger than any list of this API',
        answer.correlationId,
      );
    const page = answer.json;
    if (!isRecord(page) || !Array.isArray(page['entities'])) {
      throw wrongShape(http.org, request, 'a list page has no "entities" array', answer.correlationId);
    }
    const entities = page['entities'].map(entity);
    const pageCount = page['pageCount'];
    if (typeof page['total'] === 'number') total = page['total'];
    const counted = typeof pageCount === 'number' || total !== undefined;
    if (typeof pageCount === 'number' && pageCount > MAX_PAGES)
      throw wrongShape(
        http.org,
        request,
        `the list says it has ${pageCount} pages, and at most ${MAX_PAGES} are read`,
      );
    // An org that neither counts nor pages gives the same whole list under any page number.
    if (!counted && entities.every((e) => found.has(e.id))) return read();
    for (const e of entities) {
      if (found.has(e.id)) repeated = true;
      found.set(e.id, e);
    }
    const last = typeof pageCount === 'number' ? pageNumber >= pageCount : counted && found.size >= total!;
    if (last) return read();
    if (entities.length === 0) return { ...read(), complete: false };
    if (!counted && pageNumber >= MAX_UNCOUNTED_PAGES) break;
  }
  throw wrongShape(
    http.org,
    request,
    `the list has no end within ${MAX_PAGES} pages, or ${MAX_UNCOUNTED_PAGES} where it does not count them`,
  );
}
