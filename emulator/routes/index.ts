import type { OperationId } from '../../schemas/org-api';
import type { Handler } from '../http/exchange';
import { listAuditLogs } from './audit';
import { getEnvironmentRetention } from './environment';
import { getGroup, listGroups } from './groups';
import {
  attachOrphanRecording,
  deleteOrphanRecording,
  getOrphanRecording,
  getOrphanRecordingMedia,
  listOrphanRecordings,
} from './orphans';
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  listPolicies,
  replacePolicy,
  setPolicyEnabled,
} from './policies';
import { listSessions } from './sessions';
import { getRecordingSettings, replaceRecordingSettings } from './settings';
import { requestToken } from './token';

/** A handler for every operation of the document; compiling fails if one is missing. */
export const handlers: Readonly<Record<OperationId, Handler>> = {
  requestToken,
  listPolicies,
  createPolicy,
  getPolicy,
  replacePolicy,
  setPolicyEnabled,
  deletePolicy,
  listSessions,
  getEnvironmentRetention,
  listGroups,
  getGroup,
  getRecordingSettings,
  replaceRecordingSettings,
  listOrphanRecordings,
  getOrphanRecording,
  attachOrphanRecording,
  deleteOrphanRecording,
  getOrphanRecordingMedia,
  listAuditLogs,
};
