// Names for the parts of the org API that several folders speak of; the document itself is
// openapi/org-api.json.
import type { components, operations } from './generated/org-api';

type Schemas = components['schemas'];

export type Policy = Schemas['Policy'];
export type PolicyBody = Schemas['PolicyPayload'];
export type PolicyTarget = Schemas['PolicyTarget'];
export type PolicyPage = Schemas['PolicyPage'];
export type Session = Schemas['Session'];
export type Group = Schemas['Group'];
export type GroupMember = Schemas['GroupMember'];
export type GroupSummary = Schemas['GroupSummary'];
export type RecordingSettings = Schemas['RecordingSettings'];
export type OrphanRecording = Schemas['OrphanRecording'];
export type OrphanUpdateRequest = Schemas['OrphanUpdateRequest'];
export type Recording = Schemas['Recording'];
export type AuditRecord = Schemas['AuditRecord'];
export type ErrorBody = Schemas['ErrorBody'];
export type OperationId = keyof operations;
