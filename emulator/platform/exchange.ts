import { randomUUID } from 'node:crypto';
import { isoTime } from '../clock';
import type { ReceivedRequest } from '../http/request';
import type { RequestRecord } from '../log/requests';
import type { EmulatedOrg } from '../org';
import type { PlatformState } from './model';

/** A request of the platform's API that passed the checks of token and permission. */
export interface PlatformExchange {
  org: EmulatedOrg;
  state: PlatformState;
  request: ReceivedRequest;
  record: RequestRecord;
  params: string[];
  clientId: string;
  /** The parsed body; undefined where there is none. */
  body: unknown;
}

/** What the platform notes with a new or changed object. */
export function stamp(org: EmulatedOrg): { id: string; time: string } {
  return { id: randomUUID(), time: isoTime(org.clock.now()) };
}
