import { APIS } from '../../../schemas/apis';
import type { PolicyPayload } from '../../model/policy/payload';
import { type Capability, scopesFor } from '../../transport/auth/scopes';
import type { TokenSource } from '../../transport/auth/token-source';
import type { HttpClient } from '../../transport/http/client';
import type { AuditQuery, BackendCapabilities, NotEnforced, OrgBackend } from '../backend';
import { RecordingsBackend } from '../recordings-backend';
import { auditPage } from './audit';
import { WemDirectory } from './directory';
import { tagOf, WemPolicies } from './policies';

const CAPABILITIES: BackendCapabilities = {
  policySuffix: APIS.wem.policySuffix,
  entityTags: true,
  atomicWrites: true,
  sessionsCountedPer: 'policy',
  minimumRetention: true,
  targetTypes: ['USER', 'GROUP', 'LOCATION', 'SKILL'],
  overlaps: 'lowest-priority-number',
  masking: true,
};

/** The org API of `"api": "wem"`. */
export class WemBackend extends RecordingsBackend implements OrgBackend {
  readonly api = 'wem';
  readonly capabilities = CAPABILITIES;
  private readonly wem: WemPolicies;
  private readonly directory: WemDirectory;

  constructor(
    http: HttpClient,
    private readonly tokens: Pick<TokenSource, 'require'>,
  ) {
    super(http);
    this.wem = new WemPolicies(http);
    this.directory = new WemDirectory(http);
  }

  async organization(): Promise<undefined> {
    return undefined;
  }

  notEnforced(): readonly NotEnforced[] {
    return [];
  }

  stored(payload: PolicyPayload): PolicyPayload {
    return payload;
  }

  require(capabilities: readonly Capability[], signal?: AbortSignal) {
    return this.tokens.require(scopesFor(capabilities), signal);
  }

  policies(signal?: AbortSignal) {
    return this.wem.list(signal);
  }

  policy(id: string, signal?: AbortSignal) {
    return this.wem.get(id, signal);
  }

  createPolicy(payload: PolicyPayload, signal?: AbortSignal) {
    return this.wem.create(payload, signal);
  }

  async replacePolicy(id: string, etag: string | undefined, payload: PolicyPayload, signal?: AbortSignal) {
    return this.wem.replace(id, tagOf(this.org, etag), payload, signal);
  }

  async setEnabled(id: string, etag: string | undefined, enabled: boolean, signal?: AbortSignal) {
    return this.wem.setEnabled(id, tagOf(this.org, etag), enabled, signal);
  }

  async deletePolicy(id: string, etag: string | undefined, signal?: AbortSignal) {
    return this.wem.delete(id, tagOf(this.org, etag), signal);
  }

  activeSessions(policyId: string, signal?: AbortSignal) {
    return this.wem.activeSessions(policyId, signal);
  }

  minimumRetention(signal?: AbortSignal) {
    return this.directory.minimumRetention(signal);
  }

  groups(signal?: AbortSignal) {
    return this.directory.groups(signal);
  }

  group(id: string, signal?: AbortSignal) {
    return this.directory.group(id, signal);
  }

  auditPage(query: AuditQuery, signal?: AbortSignal) {
    return auditPage(this.http, query, signal);
  }
}
