import type { FieldPath, PayloadFields } from '../../model/policy/payload';
import { fieldsOf } from '../../model/policy/payload';
import type { LocalFile } from '../../model/project';
import type { PlannedChange } from '../plan/plan';

/**
 * One planned change while it is being written; `seen` and `desired` move on as others change the policy
 * meanwhile.
 */
export interface PolicyWrite {
  readonly index: number;
  readonly change: PlannedChange;
  readonly file: LocalFile;
  id: string | undefined;
  etag: string | undefined;
  /** What the org was last known to have: the base of the next merge. Undefined before a create. */
  seen: PayloadFields | undefined;
  /** What the policy is to be. */
  desired: PayloadFields;
  /** What was replaced by the first write. */
  readonly before: PayloadFields | undefined;
}

export function policyWrite(index: number, change: PlannedChange, file: LocalFile): PolicyWrite {
  const remote = change.remote === undefined ? undefined : fieldsOf(change.remote);
  return {
    index,
    change,
    file,
    id: change.id,
    etag: change.pin.etag,
    seen: remote,
    desired: fieldsOf(change.desired),
    before: remote,
  };
}

/** Fields with one of them set. */
export function withField(fields: PayloadFields, path: FieldPath, value: unknown): Map<FieldPath, unknown> {
  return new Map([...fields, [path, value]]);
}
