import { AmbiguousWriteError, ChangedMeanwhileError } from '../../errors/kinds';
import { OrgError } from '../../errors/org-error';
import type { ApiAnswer, HttpClient } from '../../http/client';
import { isRecord } from '../../http/json';
import type { PolicyPayload } from '../../policy/payload';
import type {
  BackendCapabilities,
  Group,
  GroupSummary,
  OrgBackend,
  OrphanUpdateRequest,
  RecordingSettings,
  RemotePolicy,
} from '../backend';
import { allPages } from '../paging';
import { Recordings } from '../recordings';
import { parseId, ShapeFault } from '../wem/parse';
import { found, shaped } from '../wem/policies';
import {
  fromPlatform,
  type MediaRetentionPolicy,
  notEnforcedOf,
  storedOf,
  tagOfRaw,
  toPlatform,
} from './mapping';

const POLICIES = '/api/v2/recording/mediaretentionpolicies';
const GROUPS = '/api/v2/groups';

const CAPABILITIES: BackendCapabilities = {
  entityTags: true,
  atomicWrites: false,
  sessionsPerPolicy: false,
  minimumRetention: false,
  targetTypes: ['USER'],
  overlaps: 'longest-retention',
  masking: false,
  auditTrail: 'none',
};

/**
 * The live Genesys Cloud platform: media retention policies that start screen recordings. It has no conditional writes, so that
 * a policy is read right before it is written, compared with the version that was planned on, and changed only in the parts that
 * are ours.
 */
export class PlatformBackend implements OrgBackend {
  readonly api = 'platform';
  readonly capabilities = CAPABILITIES;
  private readonly recordings: Recordings;

  constructor(private readonly http: HttpClient) {
    this.recordings = new Recordings(http);
  }

  get org(): string {
    return this.http.org;
  }

  notEnforced(payload: PolicyPayload) {
    return notEnforcedOf(payload);
  }

  stored(payload: PolicyPayload): PolicyPayload {
    return storedOf(payload);
  }

  /** Scopes are not part of the platform's token request; a permission that is missing shows as 403. */
  async require(): Promise<void> {}

  async policies(signal?: AbortSignal): Promise<readonly RemotePolicy[]> {
    const read = (value: unknown) =>
      shaped(this.org, { method: 'GET', path: POLICIES }, () => ({
        id: parseId(value, 'a policy'),
        policy: fromPlatform(value),
      }));
    const all = await allPages(this.http, POLICIES, {}, read, signal);
    return all.flatMap((p) => (p.policy === undefined ? [] : [p.policy]));
  }

  async policy(id: string, signal?: AbortSignal): Promise<RemotePolicy | undefined> {
    const raw = await this.raw(id, signal);
    return raw === undefined
      ? undefined
      : shaped(this.org, { method: 'GET', path: pathOf(id) }, () => fromPlatform(raw));
  }

  async createPolicy(payload: PolicyPayload, signal?: AbortSignal): Promise<RemotePolicy> {
    const answer = await this.http.send({
      method: 'POST',
      path: POLICIES,
      body: toPlatform(payload),
      signal,
    });
    return this.written('POST', POLICIES, answer);
  }

  async replacePolicy(
    id: string,
    etag: string | undefined,
    payload: PolicyPayload,
    signal?: AbortSignal,
  ): Promise<RemotePolicy> {
    const raw = await this.unchanged(id, etag, 'PUT', signal);
    const answer = await this.http.send({
      method: 'PUT',
      path: pathOf(id),
      body: toPlatform(payload, raw),
      signal,
    });
    return this.written('PUT', pathOf(id), answer);
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

  async activeSessions(): Promise<never> {
    throw this.unsupported('does not tell which screen recording sessions belong to a policy');
  }

  async minimumRetention(): Promise<undefined> {
    return undefined;
  }

  groups(signal?: AbortSignal): Promise<readonly GroupSummary[]> {
    const read = (value: unknown) =>
      shaped(this.org, { method: 'GET', path: GROUPS }, () => {
        const id = parseId(value, 'a group');
        const { name, memberCount } = value as Record<string, unknown>;
        return {
          id,
          name: typeof name === 'string' ? name : id,
          memberCount: typeof memberCount === 'number' ? memberCount : -1,
        };
      });
    return allPages(this.http, GROUPS, {}, read, signal);
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

  settings(signal?: AbortSignal) {
    return this.recordings.settings(signal);
  }

  replaceSettings(settings: RecordingSettings, signal?: AbortSignal) {
    return this.recordings.replaceSettings(settings, signal);
  }

  orphans(known: boolean, signal?: AbortSignal) {
    return this.recordings.orphans(known, signal);
  }

  orphan(id: string, signal?: AbortSignal) {
    return this.recordings.orphan(id, signal);
  }

  orphanMedia(id: string, signal?: AbortSignal) {
    return this.recordings.orphanMedia(id, signal);
  }

  attachOrphan(id: string, request: OrphanUpdateRequest, signal?: AbortSignal) {
    return this.recordings.attachOrphan(id, request, signal);
  }

  deleteOrphan(id: string, signal?: AbortSignal) {
    return this.recordings.deleteOrphan(id, signal);
  }

  async auditPage(): Promise<never> {
    throw this.unsupported('has another audit API, whose queries run in the background');
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
      const policy = fromPlatform(answer.json);
      if (policy !== undefined) return policy;
      throw new ShapeFault('the policy starts no screen recording');
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

  private unsupported(what: string): OrgError {
    return new OrgError({
      kind: 'unsupported',
      org: this.org,
      what: `the platform ${what}`,
      written: 'Nothing was written.',
      advice: 'Do this in the console.',
    });
  }
}

function pathOf(id: string): string {
  return `${POLICIES}/${encodeURIComponent(id)}`;
}
