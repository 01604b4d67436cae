import type { AuditRecord, PolicyBody, RecordingSettings } from '../../schemas/org-api';
import type { Limits } from '../limits';
import type { OAuthClient, StoredGroup, StoredOrphan } from '../state/model';
import type { NewPolicy } from './edit';
import type { OrgHandle } from './handle';

type ChangedBy = { by?: string };
type ControlCommand<A> = (handle: OrgHandle, args: A) => unknown;

/** What `POST /__emulator/edit` can do, by `action`; the other fields of its body are the arguments. */
export const commands: Record<string, ControlCommand<never>> = {
  createPolicy: ((handle, { payload, by, ...options }) =>
    handle.createPolicy(payload, options, by)) as ControlCommand<
    { payload: PolicyBody } & NewPolicy & ChangedBy
  >,
  updatePolicy: ((handle, { policy, set, by }) => handle.updatePolicy(policy, set, by)) as ControlCommand<
    { policy: string; set: Partial<PolicyBody> } & ChangedBy
  >,
  deletePolicy: ((handle, { policy, by }) => handle.deletePolicy(policy, by)) as ControlCommand<
    { policy: string } & ChangedBy
  >,
  updateSettings: ((handle, { set, by }) => handle.updateSettings(set, by)) as ControlCommand<
    { set: Partial<RecordingSettings> } & ChangedBy
  >,
  setMinimumRetention: ((handle, { days }) => handle.setMinimumRetention(days)) as ControlCommand<{
    days: number;
  }>,
  putGroup: ((handle, { group }) => handle.putGroup(group)) as ControlCommand<{
    group: Pick<StoredGroup, 'id'>;
  }>,
  deleteGroup: ((handle, { id }) => handle.deleteGroup(id)) as ControlCommand<{ id: string }>,
  putOrphan: ((handle, { orphan }) => handle.putOrphan(orphan)) as ControlCommand<{ orphan: StoredOrphan }>,
  startSession: ((handle, { policy, ...ends }) => ({
    id: handle.startSession(policy, ends),
  })) as ControlCommand<{
    policy: string;
    afterSeconds?: number;
    afterPolls?: number;
    userId?: string;
  }>,
  endSessions: ((handle, { id }) => handle.endSessions(id)) as ControlCommand<{ id?: string }>,
  expireTokens: (handle) => handle.expireTokens(),
  revokeTokens: (handle) => handle.revokeTokens(),
  limitTokenCalls: ((handle, { calls }) => handle.limitTokenCalls(calls)) as ControlCommand<{
    calls?: number;
  }>,
  putClient: ((handle, { client }) => handle.putClient(client)) as ControlCommand<{
    client: Pick<OAuthClient, 'id'>;
  }>,
  setLimits: ((handle, limits) => handle.setLimits(limits)) as ControlCommand<Partial<Limits>>,
  advanceClock: ((handle, { seconds }) => handle.advanceClock(seconds)) as ControlCommand<{
    seconds: number;
  }>,
  appendAudit: ((handle, { records }) => handle.appendAudit(...records)) as ControlCommand<{
    records: AuditRecord[];
  }>,
  expireCursors: (handle) => handle.expireCursors(),
};
