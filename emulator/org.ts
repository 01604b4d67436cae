import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '../schemas/org-api';
import { TokenRegistry } from './auth/tokens';
import { type Clock, isoTime } from './clock';
import { FaultQueue } from './faults/queue';
import type { Exchange } from './http/exchange';
import { type Limits, RateLimiter } from './limits';
import { RequestLog } from './log/requests';
import { WriteLog, type WriteRecord } from './log/writes';
import type { Random } from './random';
import type { OrgState } from './state/model';
import { StaleViews } from './state/stale';

export interface OrgSettings {
  clock: Clock;
  random: Random;
  limits: Limits;
  latencyMs: number;
  tokenLifetimeSeconds: number;
  /** Where a fault of the local org itself is told. */
  complain: (line: string) => void;
  isTokenOfOtherOrg: (token: string) => boolean;
  /** Called after every change of the state. */
  onChange: () => void;
}

type Change = Omit<WriteRecord, 'n' | 'at' | 'by' | 'request'>;

const resourceTypes = {
  policy: 'SCREEN_RECORDING_POLICY',
  'recording-settings': 'RECORDING_SETTINGS',
  'orphan-recording': 'ORPHAN_RECORDING',
} as const;

/** One org: its state, and everything that watches or disturbs it. */
export class Org {
  readonly clock: Clock;
  readonly tokens: TokenRegistry;
  readonly rates: RateLimiter;
  readonly log = new RequestLog();
  readonly writes = new WriteLog();
  readonly stale: StaleViews;
  readonly faults: FaultQueue;
  limits: Limits;
  /** Base address, known once it listens. */
  url = '';
  /** Cursors of another generation have expired. */
  cursorGeneration = 0;
  /** Addresses of prepared media: token to orphan id and expiry (milliseconds since the epoch). */
  readonly mediaLinks = new Map<string, { orphanId: string; expiresAt: number }>();

  constructor(
    public state: OrgState,
    readonly settings: OrgSettings,
  ) {
    const now = () => settings.clock.now();
    this.clock = settings.clock;
    this.limits = settings.limits;
    this.tokens = new TokenRegistry(now);
    this.rates = new RateLimiter(now);
    this.stale = new StaleViews(now);
    this.faults = new FaultQueue(settings.random);
  }

  isTokenOfOtherOrg(token: string): boolean {
    return this.settings.isTokenOfOtherOrg(token);
  }

  /** Notes a change made by a request: in the write log, in the audit trail, and in the record of the request. */
  changed(exchange: Exchange, change: Change): void {
    const { record, token, request } = exchange;
    const by = token?.clientId ?? 'unknown';
    record.applied = true;
    this.writes.add({ request: record.n, at: isoTime(this.clock.now()), by, ...change });
    this.audit(by, auditAction(change), resourceTypes[change.kind], {
      sessionId: token?.sessionId ?? 'none',
      userAgent: request.headers['user-agent'] ?? '',
      correlationId: record.correlationId,
    });
    this.settings.onChange();
  }

  /** Notes a change made by another editor through the control API. */
  changedBy(by: string, change: Change): void {
    this.writes.add({ at: isoTime(this.clock.now()), by, ...change });
    this.audit(by, auditAction(change), resourceTypes[change.kind], {
      sessionId: by,
      userAgent: 'console',
      correlationId: randomUUID(),
    });
    this.settings.onChange();
  }

  audit(
    userId: string,
    action: string,
    resourceType: string,
    rest: Pick<AuditRecord, 'sessionId' | 'userAgent' | 'correlationId'>,
  ): void {
    const eventTimestamp = isoTime(this.clock.now());
    this.state.audit.push({
      id: randomUUID(),
      eventTimestamp,
      userId,
      action,
      resourceType,
      ipAddress: '127.0.0.1',
      ...rest,
    });
  }
}

function auditAction(change: Change): string {
  return `${resourceTypes[change.kind]}_${change.action.toUpperCase()}`;
}
