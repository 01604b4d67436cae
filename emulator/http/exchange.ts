import type { AccessToken } from '../auth/tokens';
import type { RequestRecord } from '../log/requests';
import type { EmulatedOrg } from '../org';
import type { ReceivedRequest } from './request';
import type { Route } from './router';

/** A request that passed every check, with its parsed parts, for the handler of its operation. */
export interface Exchange {
  org: EmulatedOrg;
  route: Route;
  request: ReceivedRequest;
  /** With the types and defaults of the API description. */
  query: Record<string, unknown>;
  body: unknown;
  token: AccessToken | undefined;
  record: RequestRecord;
}

export interface HttpResponse {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON. Absent: no body. */
  body?: unknown;
  /** Where an audit page starts; faults use it to repeat a page. */
  startCursor?: string;
}

export type Handler = (exchange: Exchange) => HttpResponse;
