/** One page of a list in the paging envelope of the org. */
export function pageOf<T, S>(
  all: readonly T[],
  query: Record<string, unknown>,
  show: (item: T) => S,
): { entities: S[]; pageSize: number; pageNumber: number; pageCount: number; total: number } {
  const pageSize = query.pageSize as number;
  const pageNumber = query.pageNumber as number;
  const start = (pageNumber - 1) * pageSize;
  return {
    entities: all.slice(start, start + pageSize).map(show),
    pageSize,
    pageNumber,
    pageCount: Math.ceil(all.length / pageSize),
    total: all.length,
  };
}
