import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '../schemas/org-api';
import { type AccessToken, TokenRegistry } from './auth/tokens';
import { isoTime, type VirtualClock } from './clock';
import { FaultQueue } from './faults/queue';
import type { ReceivedRequest } from './http/request';
import { type Limits, RateLimiter } from './limits';
import { RequestLog, type RequestRecord } from './log/requests';
import { WriteLog, type WriteRecord } from './log/writes';
import type { Random } from './random';
import type { OrgState } from './state/model';
import { StaleCopies } from './state/stale';

export interface OrgSettings {
  clock: VirtualClock;
  random: Random;
  limits: Limits;
  latencyMs: number;
  tokenLifetimeSeconds: number;
  /** Receives faults of the emulator itself. */
  complain: (line: string) => void;
  isTokenOfOtherOrg: (token: string) => boolean;
  /** Called after every change of the state. */
  onChange: () => void;
}

type OrgChange = Omit<WriteRecord, 'n' | 'at' | 'by' | 'request'>;

const resourceTypes = {
  policy: 'SCREEN_RECORDING_POLICY',
  'recording-settings': 'RECORDING_SETTINGS',
  'orphan-recording': 'ORPHAN_RECORDING',
} as const;

/** The request that makes a change: who sent it, and its record in the log. */
interface ChangeSource {
  readonly record: RequestRecord;
  readonly token: AccessToken | undefined;
  readonly request: ReceivedRequest;
}

/** One org: its state, its logs, and its scripted faults. */
export class EmulatedOrg {
  readonly clock: VirtualClock;
  readonly tokens: TokenRegistry;
  readonly rates: RateLimiter;
  readonly log = new RequestLog();
  readonly writes = new WriteLog();
  readonly stale: StaleCopies;
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
    this.stale = new StaleCopies(now);
    this.faults = new FaultQueue(settings.random);
  }

  isTokenOfOtherOrg(token: string): boolean {
    return this.settings.isTokenOfOtherOrg(token);
  }

  /** Records a change made by a request in the write log, the audit trail and the request log. */
  changed({ record, token, request }: ChangeSource, change: OrgChange): void {
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

  /** The same for a request of the platform's API, which knows its client by the token. */
  changedByRequest(record: RequestRecord, by: string, change: OrgChange): void {
    record.applied = true;
    this.writes.add({ request: record.n, at: isoTime(this.clock.now()), by, ...change });
    this.audit(by, change.action[0]!.toUpperCase() + change.action.slice(1), 'MediaRetentionPolicy', {
      sessionId: by,
      userAgent: '',
      correlationId: record.correlationId,
    });
    this.settings.onChange();
  }

  /** Notes a change made by another editor through the control API. */
  changedBy(by: string, change: OrgChange): void {
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

function auditAction(change: OrgChange): string {
  return `${resourceTypes[change.kind]}_${change.action.toUpperCase()}`;
}
