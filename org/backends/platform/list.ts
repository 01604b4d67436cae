import { isOrgError } from '../../transport/errors/org-error';
import type { HttpClient } from '../../transport/http/client';
import { allPages } from '../paging';

/** Entries of a page, tried in turn: the platform refuses pages whose answer would be too large. */
const PAGE_SIZES = [100, 25, 5] as const;

/**
 * A whole list of the platform, whose count may be off by what it has marked as deleted: where the pages do
 * not add up to it, the list is whole when reading it again gives the same entries.
 */
export async function wholeList<T extends { id: string }>(
  http: HttpClient,
  path: string,
  read: (value: unknown) => T,
  signal?: AbortSignal,
): Promise<T[]> {
  for (const pageSize of PAGE_SIZES) {
    try {
      return await allPages(http, path, {}, read, signal, { pageSize, countIsApproximate: true });
    } catch (error) {
      const tooLarge =
        isOrgError(error) &&
        (error.details.status === 413 || error.details.code === 'response.entity.too.large');
      if (!tooLarge || pageSize === PAGE_SIZES.at(-1)) throw error;
    }
  }
  throw new Error('no page size is left');
}
