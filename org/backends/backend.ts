import type { ApiName } from '../../schemas/apis';
import type {
  AuditRecord,
  Group,
  GroupSummary,
  OrphanRecording,
  OrphanUpdateRequest,
  RecordingSettings,
} from '../../schemas/org-api';
import type { PolicyPayload } from '../model/policy/payload';
import type { Capability } from '../transport/auth/scopes';

export type { AuditRecord, Group, GroupSummary, OrphanRecording, OrphanUpdateRequest, RecordingSettings };

/** A policy as the org has it. */
export interface RemotePolicy {
  readonly id: string;
  /** Entity tag, quotes included; absent where one read of the policy must come before a write. */
  readonly etag: string | undefined;
  readonly payload: PolicyPayload;
  /** What the org itself says is wrong with the policy. */
  readonly problems?: readonly string[];
  /** Why no file can say what this policy does, a clause; absent where one can. */
  readonly inexpressible?: string;
}

/** What a kind of org API can and cannot express. */
export interface BackendCapabilities {
  /** How the names of this API's policy files end. */
  readonly policySuffix: string;
  /** Versions have tags by which a write notices that the policy was changed since it was read. */
  readonly entityTags: boolean;
  /**
   * The org itself checks the tag as it writes (`If-Match`); else it is compared right before, which leaves a
   * moment.
   */
  readonly atomicWrites: boolean;
  /**
   * Whose active sessions the org counts: a policy's own, or only those of the whole org, among which the
   * policy's are.
   */
  readonly sessionsCountedPer: 'policy' | 'org';
  /** The org tells the retention below which it overrides policies. */
  readonly minimumRetention: boolean;
  readonly targetTypes: readonly string[];
  /** Which of several policies on one target holds. */
  readonly overlaps: 'lowest-priority-number' | 'longest-retention';
  readonly masking: boolean;
}

/** A part of a policy that an org of this kind would not enforce. */
export interface NotEnforced {
  /** JSON pointer into the policy. */
  readonly path: string;
  readonly why: string;
  /** The policy cannot be expressed at all, and is not written. */
  readonly blocks?: boolean;
}

export interface AuditQuery {
  /** ISO 8601, inclusive. */
  readonly from: string;
  readonly to: string;
  readonly resourceType?: string;
  readonly actionType?: string;
  readonly cursor?: string;
  /** Default: oldest first. */
  readonly newestFirst?: boolean;
}

export interface AuditPage {
  readonly records: readonly AuditRecord[];
  /** Absent at the end. */
  readonly cursor: string | undefined;
}

/** Media of an orphaned recording: addresses, or a word that they are being prepared. */
export type OrphanMedia =
  | { readonly ready: true; readonly uris: readonly string[] }
  | { readonly ready: false };

/** A thing of the org that policies refer to. */
export interface NamedThing {
  readonly id: string;
  /** What files call it, as in `{{queue:NAME}}`. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  readonly isActive: boolean;
}

/** An org as it says of itself. */
export interface Organization {
  readonly id: string;
  readonly name: string;
}

/** One kind of org API. Methods throw `OrgError`s; `undefined` always means "the org says there is none". */
export interface OrgBackend {
  readonly api: ApiName;
  /** The org as messages name it. */
  readonly org: string;
  readonly capabilities: BackendCapabilities;
  /**
   * Which org the credentials lead to; undefined for an API by which an org cannot be told from another at
   * the same address.
   */
  organization(signal?: AbortSignal): Promise<Organization | undefined>;
  notEnforced(payload: PolicyPayload): readonly NotEnforced[];
  /** What the org keeps of a payload: what a read after the write gives. */
  stored(payload: PolicyPayload): PolicyPayload;
  /** Throws before anything is written when the scopes for these were not granted. */
  require(capabilities: readonly Capability[], signal?: AbortSignal): Promise<void>;
  /** Every policy, by list pages. Throws rather than answer a part. */
  policies(signal?: AbortSignal): Promise<readonly RemotePolicy[]>;
  policy(id: string, signal?: AbortSignal): Promise<RemotePolicy | undefined>;
  createPolicy(payload: PolicyPayload, signal?: AbortSignal): Promise<RemotePolicy>;
  replacePolicy(
    id: string,
    etag: string | undefined,
    payload: PolicyPayload,
    signal?: AbortSignal,
  ): Promise<RemotePolicy>;
  setEnabled(
    id: string,
    etag: string | undefined,
    enabled: boolean,
    signal?: AbortSignal,
  ): Promise<RemotePolicy>;
  deletePolicy(id: string, etag: string | undefined, signal?: AbortSignal): Promise<'deleted' | 'gone'>;
  /**
   * How many sessions that may be the policy's are active; throws where it cannot tell, which is never none.
   */
  activeSessions(policyId: string, signal?: AbortSignal): Promise<number>;
  /** Days; undefined where this kind of org has no such boundary. */
  minimumRetention(signal?: AbortSignal): Promise<number | undefined>;
  /**
   * Days that recordings may be kept at most; absent, or undefined, where this kind of org has no such
   * boundary.
   */
  maximumRetention?(signal?: AbortSignal): Promise<number | undefined>;
  /**
   * All things of a kind that policies can refer to by name; absent for an API whose policies refer to none.
   */
  things?(kind: string, signal?: AbortSignal): Promise<readonly NamedThing[]>;
  groups(signal?: AbortSignal): Promise<readonly GroupSummary[]>;
  group(id: string, signal?: AbortSignal): Promise<Group | undefined>;
  settings(signal?: AbortSignal): Promise<RecordingSettings>;
  replaceSettings(settings: RecordingSettings, signal?: AbortSignal): Promise<RecordingSettings>;
  orphans(known: boolean, signal?: AbortSignal): Promise<readonly OrphanRecording[]>;
  orphan(id: string, signal?: AbortSignal): Promise<OrphanRecording | undefined>;
  orphanMedia(id: string, signal?: AbortSignal): Promise<OrphanMedia>;
  attachOrphan(id: string, request: OrphanUpdateRequest, signal?: AbortSignal): Promise<void>;
  deleteOrphan(id: string, signal?: AbortSignal): Promise<'deleted' | 'gone'>;
  auditPage(query: AuditQuery, signal?: AbortSignal): Promise<AuditPage>;
}
