import { APIS } from '../../../schemas/apis';
import type { PolicyPayload } from '../../model/policy/payload';
import { AmbiguousWriteError, ChangedMeanwhileError } from '../../transport/errors/kinds';
import { isOrgError, OrgError } from '../../transport/errors/org-error';
import type { ApiAnswer, HttpClient } from '../../transport/http/client';
import type { Clock } from '../../transport/http/clock';
import { wrongShape } from '../../transport/http/failure';
import { isRecord } from '../../transport/http/json';
import type {
  AuditQuery,
  BackendCapabilities,
  Group,
  GroupSummary,
  NamedThing,
  NotEnforced,
  Organization,
  OrgBackend,
  RecordingSettings,
  RemotePolicy,
} from '../backend';
import { listGroups } from '../group-list';
import { allPages } from '../paging';
import { RecordingsBackend } from '../recordings-backend';
import { found, parseId, ShapeFault, shaped } from '../shape';
import { platformAuditPage } from './audit';
import { emptiedConditions } from './everybody';
import { wholeList } from './list';
import { fromPlatform, type MediaRetentionPolicy, storedOf, tagOfRaw, toPlatform } from './mapping';
import { thingsOf } from './references';
import { sessionsInOrg } from './sessions';

const POLICIES = '/api/v2/recording/mediaretentionpolicies';
const ORGANIZATION = '/api/v2/organizations/me';
const DATA_RETENTION = '/api/v2/analytics/dataretention/settings';
const GROUPS = '/api/v2/groups';

const CAPABILITIES: BackendCapabilities = {
  policySuffix: APIS.platform.policySuffix,
  entityTags: true,
  atomicWrites: false,
  sessionsCountedPer: 'org',
  minimumRetention: false,
  targetTypes: [],
  overlaps: 'longest-retention',
  masking: false,
};

/**
 * The live Genesys Cloud platform and its media retention policies. It has no conditional writes, so that a
 * policy is read right before it is written, compared with the version that was planned on, and changed in
 * nothing but what the plan shows.
 */
export class PlatformBackend extends RecordingsBackend implements OrgBackend {
  readonly api = 'platform';
  readonly capabilities = CAPABILITIES;
  private own: Organization | undefined;

  constructor(
    http: HttpClient,
    private readonly clock: Clock,
  ) {
    super(http);
  }

  override get org(): string {
    const address = this.http.org;
    if (this.own === undefined) return address;
    const open = address.lastIndexOf(' (') + 2;
    return `${address.slice(0, open)}${this.own.name}, ${address.slice(open)}`;
  }

  async organization(signal?: AbortSignal): Promise<Organization> {
    if (this.own !== undefined) return this.own;
    const request = { method: 'GET' as const, path: ORGANIZATION };
    const answer = await this.http.send({ ...request, signal });
    this.own = shaped(this.http.org, request, () => {
      const id = parseId(answer.json, 'the org');
      const name = isRecord(answer.json) ? answer.json['name'] : undefined;
      return { id, name: typeof name === 'string' && name !== '' ? name : id };
    });
    return this.own;
  }

  notEnforced(payload: PolicyPayload): readonly NotEnforced[] {
    return emptiedConditions(payload);
  }

  stored(payload: PolicyPayload): PolicyPayload {
    return storedOf(payload);
  }

  /** Scopes are not part of the platform's token request; a permission that is missing shows as 403. */
  async require(): Promise<void> {}

  async policies(signal?: AbortSignal): Promise<readonly RemotePolicy[]> {
    const read = (value: unknown) =>
      shaped(this.org, { method: 'GET', path: POLICIES }, () => ({
        ...fromPlatform(value),
        deleted: isRecord(value) && value['deleted'] === true,
      }));
    const all = await wholeList(this.http, POLICIES, read, signal);
    // What the org has marked as deleted is no policy any more, though lists may hold it for a while.
    return all.flatMap(({ deleted, ...policy }) => (deleted ? [] : [policy]));
  }

  async policy(id: string, signal?: AbortSignal): Promise<RemotePolicy | undefined> {
    const raw = await this.raw(id, signal);
    return raw === undefined
      ? undefined
      : shaped(this.org, { method: 'GET', path: pathOf(id) }, () => fromPlatform(raw));
  }

  async createPolicy(payload: PolicyPayload, signal?: AbortSignal): Promise<RemotePolicy> {
    const body = toPlatform(payload);
    const answer = await this.http.send({ method: 'POST', path: POLICIES, body, signal });
    return this.written('POST', POLICIES, answer);
  }

  async replacePolicy(
    id: string,
    etag: string | undefined,
    payload: PolicyPayload,
    signal?: AbortSignal,
  ): Promise<RemotePolicy> {
    const body = toPlatform(payload, await this.unchanged(id, etag, 'PUT', signal));
    const request = { method: 'PUT' as const, path: pathOf(id) };
    try {
      return this.written('PUT', request.path, await this.http.send({ ...request, body, signal }));
    } catch (error) {
      // A conflict (409) of a change is another change that came in between; a taken name has a code of its
      // own.
      if (!isOrgError(error, 'already-exists') || error.details.status !== 409) throw error;
      throw new ChangedMeanwhileError({ org: this.org, request, written: 'It was not written.' });
    }
  }

  async setEnabled(
    id: string,
    etag: string | undefined,
    enabled: boolean,
    signal?: AbortSignal,
  ): Promise<RemotePolicy> {
    await this.unchanged(id, etag, 'PATCH', signal);
    const answer = await this.http.send({ method: 'PATCH', path: pathOf(id), body: { enabled }, signal });
    return this.written('PATCH', pathOf(id), answer);
  }

  async deletePolicy(
    id: string,
    etag: string | undefined,
    signal?: AbortSignal,
  ): Promise<'deleted' | 'gone'> {
    await this.unchanged(id, etag, 'DELETE', signal);
    const answer = await found(() => this.http.send({ method: 'DELETE', path: pathOf(id), signal }));
    return answer === undefined ? 'gone' : 'deleted';
  }

  activeSessions(_policyId: string, signal?: AbortSignal) {
    return sessionsInOrg(this.http, signal);
  }

  async minimumRetention(): Promise<undefined> {
    return undefined;
  }

  /** The org refuses policies that keep the interactions themselves longer than it keeps data at all. */
  async maximumRetention(signal?: AbortSignal): Promise<number> {
    const request = { method: 'GET' as const, path: DATA_RETENTION };
    const { json, correlationId } = await this.http.send({ ...request, signal });
    const days = isRecord(json) ? json['retentionDays'] : undefined;
    if (typeof days === 'number' && Number.isInteger(days) && days > 0) return days;
    throw wrongShape(this.org, request, '"retentionDays" is not a number of days', correlationId);
  }

  things(kind: string, signal?: AbortSignal): Promise<readonly NamedThing[]> {
    return thingsOf(this.http, kind, signal);
  }

  groups(signal?: AbortSignal): Promise<readonly GroupSummary[]> {
    return listGroups(this.http, GROUPS, signal);
  }

  async group(id: string, signal?: AbortSignal): Promise<Group | undefined> {
    const path = `${GROUPS}/${encodeURIComponent(id)}`;
    const answer = await found(() => this.http.send({ method: 'GET', path, signal }));
    if (answer === undefined) return undefined;
    const members = await allPages(
      this.http,
      `${path}/members`,
      {},
      (v) =>
        shaped(this.org, { method: 'GET', path: `${path}/members` }, () => ({
          ...(v as Record<string, unknown>),
          id: parseId(v, 'a member'),
        })),
      signal,
    );
    const { name } = isRecord(answer.json) ? answer.json : { name: undefined };
    return {
      id,
      name: typeof name === 'string' ? name : id,
      members: members.map((m: Record<string, unknown> & { id: string }) => ({
        id: m.id,
        name: String(m['name'] ?? ''),
        state: m['state'] === 'active' ? ('active' as const) : ('inactive' as const),
      })),
    };
  }

  auditPage(query: AuditQuery, signal?: AbortSignal) {
    return platformAuditPage(this.http, this.clock, query, signal);
  }

  /**
   * An org in which nobody ever saved the settings has none (404): then all of them are at their defaults.
   */
  override async settings(signal?: AbortSignal): Promise<RecordingSettings> {
    try {
      return await super.settings(signal);
    } catch (error) {
      if (isOrgError(error, 'not-found')) return {} as RecordingSettings;
      throw error;
    }
  }

  private async raw(id: string, signal?: AbortSignal): Promise<MediaRetentionPolicy | undefined> {
    const answer = await found(() => this.http.send({ method: 'GET', path: pathOf(id), signal }));
    if (answer === undefined) return undefined;
    return shaped(this.org, { method: 'GET', path: pathOf(id) }, () => {
      if (!isRecord(answer.json) || answer.json['id'] !== id)
        throw new ShapeFault('another policy came back than was asked for');
      return answer.json;
    });
  }

  /** The policy as it is, if it is still the version that is meant. */
  private async unchanged(
    id: string,
    etag: string | undefined,
    method: string,
    signal?: AbortSignal,
  ): Promise<MediaRetentionPolicy> {
    const raw = await this.raw(id, signal);
    if (raw !== undefined && (etag === undefined || tagOfRaw(raw) === etag)) return raw;
    const request = { method, path: pathOf(id) };
    if (raw !== undefined)
      throw new ChangedMeanwhileError({ org: this.org, request, written: 'It was not written.' });
    throw new OrgError({
      kind: 'not-found',
      org: this.org,
      request,
      what: 'the policy was deleted in the org',
      written: 'It was not written.',
      advice: 'Run status to see what the org has.',
    });
  }

  private written(method: string, path: string, answer: ApiAnswer): RemotePolicy {
    try {
      return fromPlatform(answer.json);
    } catch (error) {
      if (!(error instanceof ShapeFault)) throw error;
      throw new AmbiguousWriteError({
        org: this.org,
        request: { method, path },
        status: answer.status,
        what: `the answer to a write breaks the API's contract: ${error.message}`,
      });
    }
  }
}

function pathOf(id: string): string {
  return `${POLICIES}/${encodeURIComponent(id)}`;
}
