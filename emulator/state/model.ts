import type {
  AuditRecord,
  Group,
  OperationId,
  OrphanRecording,
  PolicyBody,
  Recording,
  RecordingSettings,
  Session,
} from '../../schemas/org-api';
import type { PlatformState } from '../platform/model';

/** Everything a local org holds; plain data, so that it can be dumped to a file and loaded again. */
export interface OrgState {
  name: string;
  /** The two forms in which an org may answer `scope` in a token. */
  scopeFormat: 'string' | 'array';
  /** Whether the `etag` inside a body carries the quotes that the `ETag` header has. */
  etagFormat: 'quoted' | 'bare';
  clients: OAuthClient[];
  minimumRetentionDays: number;
  policies: StoredPolicy[];
  groups: StoredGroup[];
  sessions: StoredSession[];
  settings: RecordingSettings;
  orphans: StoredOrphan[];
  recordings: Recording[];
  audit: AuditRecord[];
  /** What an org of the live platform has; absent: an org of the guides' API. */
  platform?: PlatformState;
}

/** A client of the local org. Its secret opens nothing but this process. */
export interface OAuthClient {
  id: string;
  secret: string;
  /** Scopes it may be granted; others that it asks for are left out of the token. */
  scopes: string[];
  /** Operations for which the permission is missing although the scope is granted. */
  missingPermissions?: OperationId[];
}

export interface StoredPolicy {
  id: string;
  version: number;
  payload: PolicyBody;
  /** Listed without `etag`, so that a client has to read it before writing it. */
  listedWithoutEtag?: boolean;
}

export interface StoredGroup extends Group {
  /** Not synchronised yet: answered 404 until one of these is reached. */
  sync?: {
    /** Requests for this group still answered 404. */ requests?: number /** ISO time. */;
    at?: string;
  };
}

export interface StoredSession extends Session {
  /** ISO time at which it ends by itself. */
  endsAt?: string;
  /** It ends after it has been listed this many times. */
  endsAfterPolls?: number;
}

export interface StoredOrphan {
  orphan: OrphanRecording;
  /** The conversation it belongs to, where that is known. */
  conversationId?: string;
  media: { kind: 'wav' | 'webm' | 'text'; seconds: number };
  /** Requests for its media still answered 202. */
  preparing: number;
}
