import type { AuditRecord, PolicyPayload, RecordingSettings } from '../../schemas/org-api';
import type { Limits } from '../limits';
import type { OAuthClient, StoredGroup, StoredOrphan } from '../state/model';
import type { NewPolicy } from './edit';
import type { OrgHandle } from './handle';

type By = { by?: string };
type Command<A> = (handle: OrgHandle, args: A) => unknown;

/** What `POST /__emulator/edit` can do, by `action`; the other fields of its body are the arguments. */
export const commands: Record<string, Command<never>> = {
  createPolicy: ((handle, { payload, by, ...options }) =>
    handle.createPolicy(payload, options, by)) as Command<{ payload: PolicyPayload } & NewPolicy & By>,
  updatePolicy: ((handle, { policy, set, by }) => handle.updatePolicy(policy, set, by)) as Command<
    { policy: string; set: Partial<PolicyPayload> } & By
  >,
  deletePolicy: ((handle, { policy, by }) => handle.deletePolicy(policy, by)) as Command<
    { policy: string } & By
  >,
  updateSettings: ((handle, { set, by }) => handle.updateSettings(set, by)) as Command<
    { set: Partial<RecordingSettings> } & By
  >,
  setMinimumRetention: ((handle, { days }) => handle.setMinimumRetention(days)) as Command<{ days: number }>,
  putGroup: ((handle, { group }) => handle.putGroup(group)) as Command<{ group: Pick<StoredGroup, 'id'> }>,
  deleteGroup: ((handle, { id }) => handle.deleteGroup(id)) as Command<{ id: string }>,
  putOrphan: ((handle, { orphan }) => handle.putOrphan(orphan)) as Command<{ orphan: StoredOrphan }>,
  startSession: ((handle, { policy, ...ends }) => ({ id: handle.startSession(policy, ends) })) as Command<{
    policy: string;
    afterSeconds?: number;
    afterPolls?: number;
    userId?: string;
  }>,
  endSessions: ((handle, { id }) => handle.endSessions(id)) as Command<{ id?: string }>,
  expireTokens: (handle) => handle.expireTokens(),
  revokeTokens: (handle) => handle.revokeTokens(),
  limitTokenCalls: ((handle, { calls }) => handle.limitTokenCalls(calls)) as Command<{ calls?: number }>,
  putClient: ((handle, { client }) => handle.putClient(client)) as Command<{
    client: Pick<OAuthClient, 'id'>;
  }>,
  setLimits: ((handle, limits) => handle.setLimits(limits)) as Command<Partial<Limits>>,
  advanceClock: ((handle, { seconds }) => handle.advanceClock(seconds)) as Command<{ seconds: number }>,
  appendAudit: ((handle, { records }) => handle.appendAudit(...records)) as Command<{
    records: AuditRecord[];
  }>,
  expireCursors: (handle) => handle.expireCursors(),
};
