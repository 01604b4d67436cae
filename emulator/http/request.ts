/** A request as it was received, before any check. */
export interface ReceivedRequest {
  method: string;
  /** Undecoded, without the query. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
}
