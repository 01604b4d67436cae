import { badRequest } from '../errors';
import type { ReceivedRequest } from '../http/request';

const MAX_PAGE_SIZE = 100;

/** The query of a request; refuses parameters that the operation does not take. */
export function queryOf(request: ReceivedRequest, allowed: readonly string[]): URLSearchParams {
  for (const name of request.query.keys())
    if (!allowed.includes(name)) throw badRequest(`The query parameter '${name}' is not known here.`);
  return request.query;
}

function numberIn(query: URLSearchParams, name: string, otherwise: number, max: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > max)
    throw badRequest(`'${name}' must be a whole number from 1 to ${max}, not '${text}'.`);
  return value;
}

/** One page of a list, as the platform numbers them. */
export function numberedPage<T>(all: readonly T[], query: URLSearchParams, path: string): object {
  const pageSize = numberIn(query, 'pageSize', 25, MAX_PAGE_SIZE);
  const pageNumber = numberIn(query, 'pageNumber', 1, 1_000_000);
  const pageCount = Math.ceil(all.length / pageSize);
  const uri = (n: number) => `${path}?pageSize=${pageSize}&pageNumber=${n}`;
  return {
    entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: all.length,
    pageCount,
    firstUri: uri(1),
    lastUri: uri(Math.max(1, pageCount)),
    selfUri: uri(pageNumber),
    ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
    ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
  };
}

/** One page of a list that goes on by a cursor. */
export function cursorPage<T>(all: readonly T[], query: URLSearchParams, path: string): object {
  const pageSize = numberIn(query, 'pageSize', 25, MAX_PAGE_SIZE);
  const start = Number(query.get('after') ?? 0);
  const end = start + pageSize;
  return {
    entities: all.slice(start, end),
    ...(end < all.length ? { nextUri: `${path}?pageSize=${pageSize}&after=${end}` } : {}),
    selfUri: `${path}?pageSize=${pageSize}`,
  };
}
