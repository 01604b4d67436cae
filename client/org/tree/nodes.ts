import type { AuditRecord, OrphanRecording } from '../../../org/backends/backend';
import type { StatusItem } from '../../../org/commands/status/status';
import type { EnvironmentRef } from '../projects/projects';

export type GroupKind = 'policies' | 'orphans' | 'audit';

/** What stands in the view "Recording Policies". */
export type OrgNode =
  | { readonly type: 'environment'; readonly env: EnvironmentRef }
  | { readonly type: 'group'; readonly env: EnvironmentRef; readonly group: GroupKind }
  | { readonly type: 'policy'; readonly env: EnvironmentRef; readonly item: StatusItem }
  | { readonly type: 'orphan'; readonly env: EnvironmentRef; readonly orphan: OrphanRecording }
  | { readonly type: 'audit'; readonly env: EnvironmentRef; readonly record: AuditRecord }
  | { readonly type: 'interrupted'; readonly env: EnvironmentRef }
  | {
      readonly type: 'message';
      readonly env: EnvironmentRef;
      readonly text: string;
      readonly icon: string;
      readonly command?: { readonly command: string; readonly title: string; readonly arguments: unknown[] };
    };

const TYPES = new Set(['environment', 'group', 'policy', 'orphan', 'audit', 'interrupted', 'message']);

export function isNode(value: unknown): value is OrgNode {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('env' in value)) return false;
  return TYPES.has(String(value.type));
}
