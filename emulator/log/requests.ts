import type { ReceivedRequest } from '../http/request';
import type { OAuthClient } from '../state/model';

/** How an exchange ended on the wire. */
export type ResponseEnd = 'open' | 'answered' | 'truncated' | 'reset' | 'closed' | 'client-gone';

/** One request and its result. Secrets and tokens are blanked. */
export interface RequestRecord {
  n: number;
  /** ISO time of arrival. */
  at: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Parsed where it was JSON, else text. */
  body?: unknown;
  operation?: string;
  clientId?: string;
  correlationId: string;
  /** Kinds of the faults that were applied to it. */
  faults: string[];
  /** Whether the org applied the write, whatever it answered to the client. */
  applied: boolean;
  /** The status that was sent; absent where none was. */
  status?: number;
  answer?: unknown;
  ending: ResponseEnd;
  durationMs?: number;
}

const keptRecords = 20_000;
const keptAnswers = 2_000;

/**
 * Every request that reached the org, oldest first. The oldest are dropped beyond 20,000, their answers
 * beyond 2,000.
 */
export class RequestLog {
  readonly records: RequestRecord[] = [];
  private counter = 0;
  private readonly waiting: { done: (records: readonly RequestRecord[]) => boolean; resolve: () => void }[] =
    [];

  open(
    request: ReceivedRequest,
    at: string,
    correlationId: string,
    clients: readonly OAuthClient[],
  ): RequestRecord {
    const blank = (text: string) =>
      clients.reduce((t, client) => t.replaceAll(client.secret, '(secret)'), text);
    const headers = { ...request.headers };
    if (headers.authorization) headers.authorization = headers.authorization.replace(/ .*/, ' (blanked)');
    const record: RequestRecord = {
      n: ++this.counter,
      at,
      method: request.method,
      path: blank(request.path),
      query: Object.fromEntries([...request.query].map(([name, value]) => [name, blank(value)])),
      headers,
      correlationId,
      faults: [],
      applied: false,
      ending: 'open',
    };
    if (request.body.length > 0) record.body = readable(blank(request.body.toString('utf8')));
    this.records.push(record);
    if (this.records.length > keptRecords) this.records.shift();
    const old = this.records[this.records.length - 1 - keptAnswers];
    if (old) delete old.answer;
    this.notifyWaiting();
    return record;
  }

  /** Called when a request has arrived or has ended. */
  notifyWaiting(): void {
    for (const wait of [...this.waiting]) {
      if (!wait.done(this.records)) continue;
      this.waiting.splice(this.waiting.indexOf(wait), 1);
      wait.resolve();
    }
  }

  /** Resolves once the log satisfies the condition, so that tests wait for an event and not for a time. */
  until(done: (records: readonly RequestRecord[]) => boolean): Promise<void> {
    if (done(this.records)) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ done, resolve }));
  }

  clear(): void {
    this.records.length = 0;
    this.counter = 0;
  }
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
