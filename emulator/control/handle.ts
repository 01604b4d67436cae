import { randomUUID } from 'node:crypto';
import type { AuditRecord, Policy, PolicyBody, RecordingSettings } from '../../schemas/org-api';
import { isoTime } from '../clock';
import type { Fault } from '../faults/types';
import type { Limits } from '../limits';
import type { RequestRecord } from '../log/requests';
import type { WriteRecord } from '../log/writes';
import type { EmulatedOrg } from '../org';
import type { PlatformState } from '../platform/model';
import type { OAuthClient, OrgState, StoredGroup, StoredOrphan, StoredSession } from '../state/model';
import { findByIdOrName, showPolicy } from '../state/policies';
import { addPolicy, editPolicy, editSettings, type NewPolicy, removePolicy } from './edit';

const anotherEditor = 'another editor';

/** One local org, as tests and the control API control and read it. */
export class OrgHandle {
  private initial: OrgState;

  constructor(private readonly org: EmulatedOrg) {
    this.initial = structuredClone(org.state);
  }

  get name(): string {
    return this.org.state.name;
  }

  /** Base address: what `apiBaseUrl` of an environment is set to. */
  get url(): string {
    return this.org.url;
  }

  /** Client id and secret of a client; default: the first, which has every scope. */
  credentials(clientId?: string): { clientId: string; clientSecret: string } {
    const client = clientId === undefined ? this.org.state.clients[0] : this.client(clientId);
    if (!client) throw new Error(`The local org '${this.name}' has no client.`);
    return { clientId: client.id, clientSecret: client.secret };
  }

  /** What an org of the live platform holds, to be read and changed by tests; undefined for the other API. */
  get platform(): PlatformState | undefined {
    return this.org.state.platform;
  }

  // What happened.

  /** Every request, oldest first. */
  get log(): readonly RequestRecord[] {
    return this.org.log.records;
  }

  /** Every change that the org applied, oldest first. */
  get writes(): readonly WriteRecord[] {
    return this.org.writes.records;
  }

  /**
   * Resolves once the log satisfies the condition, which is tested when a request arrives and when one ends.
   */
  untilLog(done: (records: readonly RequestRecord[]) => boolean): Promise<void> {
    return this.org.log.until(done);
  }

  clearLog(): void {
    this.org.log.clear();
    this.org.writes.clear();
  }

  // State.

  dump(): OrgState {
    return structuredClone(this.org.state);
  }

  load(state: OrgState): void {
    this.org.state = structuredClone(state);
    this.org.stale.clear();
    this.org.settings.onChange();
  }

  /** Resets state and limits, and removes tokens, logs, faults, stale reads and the used-up rate. */
  reset(): void {
    this.load(this.initial);
    this.clearLog();
    this.org.faults.clear();
    this.org.tokens.clear();
    this.org.rates.clear();
    this.org.mediaLinks.clear();
    this.org.limits = this.org.settings.limits;
  }

  policy(idOrName: string): Policy {
    return showPolicy(this.org.state, findByIdOrName(this.org.state, idOrName));
  }

  policies(): Policy[] {
    return this.org.state.policies.map((policy) => showPolicy(this.org.state, policy));
  }

  // Other editors. Nothing is checked, so that an org can hold what the API would refuse.

  createPolicy(payload: PolicyBody, options: NewPolicy = {}, by = anotherEditor): Policy {
    return addPolicy(this.org, payload, options, by);
  }

  updatePolicy(idOrName: string, set: Partial<PolicyBody>, by = anotherEditor): Policy {
    return editPolicy(this.org, idOrName, set, by);
  }

  deletePolicy(idOrName: string, by = anotherEditor): void {
    removePolicy(this.org, idOrName, by);
  }

  updateSettings(set: Partial<RecordingSettings>, by = anotherEditor): RecordingSettings {
    return editSettings(this.org, set, by);
  }

  setMinimumRetention(days: number): void {
    this.org.state.minimumRetentionDays = days;
    this.org.settings.onChange();
  }

  /** Adds a group, or changes the one with this id. `sync` makes it appear late. */
  putGroup(group: Pick<StoredGroup, 'id'> & Partial<StoredGroup>): StoredGroup {
    const { groups } = this.org.state;
    const old = groups.find((candidate) => candidate.id === group.id);
    const stored = structuredClone({ name: group.id, members: [], ...old, ...group });
    if (old) groups[groups.indexOf(old)] = stored;
    else groups.push(stored);
    this.org.settings.onChange();
    return structuredClone(stored);
  }

  deleteGroup(id: string): void {
    this.org.state.groups = this.org.state.groups.filter((group) => group.id !== id);
    this.org.settings.onChange();
  }

  putOrphan(orphan: StoredOrphan): void {
    this.org.state.orphans = this.org.state.orphans.filter((old) => old.orphan.id !== orphan.orphan.id);
    this.org.state.orphans.push(structuredClone(orphan));
    this.org.settings.onChange();
  }

  // Sessions.

  /** Starts a session under a policy; it ends by itself after some seconds or some polls, or not. */
  startSession(
    policyIdOrName: string,
    ends: { afterSeconds?: number; afterPolls?: number; userId?: string } = {},
  ): string {
    const now = this.org.clock.now();
    const session: StoredSession = {
      id: randomUUID(),
      policyId: findByIdOrName(this.org.state, policyIdOrName).id,
      status: 'ACTIVE',
      userId: ends.userId ?? randomUUID(),
      startTime: isoTime(now),
      ...(ends.afterSeconds === undefined ? {} : { endsAt: isoTime(now + ends.afterSeconds * 1000) }),
      ...(ends.afterPolls === undefined ? {} : { endsAfterPolls: ends.afterPolls }),
    };
    this.org.state.sessions.push(session);
    this.org.settings.onChange();
    return session.id;
  }

  /** Ends one session, or every session. */
  endSessions(sessionId?: string): void {
    for (const session of this.org.state.sessions) {
      if (sessionId === undefined || session.id === sessionId) session.status = 'ENDED';
    }
    this.org.settings.onChange();
  }

  // Faults, tokens, clients, limits, time, audit trail.

  addFaults(...faults: Fault[]): void {
    this.org.faults.add(...faults);
  }

  faults(): { fault: Fault; played: number }[] {
    return this.org.faults.list();
  }

  clearFaults(): void {
    this.org.faults.clear();
    this.org.stale.clear();
  }

  expireTokens(): void {
    this.org.tokens.expireAll();
  }

  revokeTokens(): void {
    this.org.tokens.revokeAll();
  }

  /** Limits every token, new ones too, to this many requests. Undefined: until it expires. */
  limitTokenCalls(calls: number | undefined): void {
    this.org.tokens.limitCalls(calls);
  }

  /**
   * Changes what a client may be granted, or its secret; an unknown id is added. Tokens already issued keep
   * their scopes.
   */
  putClient(client: Pick<OAuthClient, 'id'> & Partial<OAuthClient>): void {
    const { clients } = this.org.state;
    const old = clients.find((candidate) => candidate.id === client.id);
    const stored = structuredClone({ secret: randomUUID(), scopes: [], ...old, ...client });
    if (old) clients[clients.indexOf(old)] = stored;
    else clients.push(stored);
    this.org.settings.onChange();
  }

  setLimits(limits: Partial<Limits>): void {
    this.org.limits = { ...this.org.limits, ...limits };
  }

  advanceClock(seconds: number): void {
    this.org.clock.advance(seconds);
  }

  appendAudit(...records: AuditRecord[]): void {
    this.org.state.audit.push(...structuredClone(records));
    this.org.settings.onChange();
  }

  /** Cursors issued until now are answered 400 `cursor.expired`. */
  expireCursors(): void {
    this.org.cursorGeneration++;
  }

  private client(id: string): OAuthClient | undefined {
    return this.org.state.clients.find((client) => client.id === id);
  }
}
