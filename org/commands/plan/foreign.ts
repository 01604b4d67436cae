import { digest } from '../../model/digest';
import type { LocalFile } from '../../model/project';
import type { PlannedChange } from './plan';

/**
 * Says of policy files of another kind that they are not deployed: a plan that left them out would look
 * complete.
 */
export function foreignChanges(files: readonly LocalFile[]): PlannedChange[] {
  const reason =
    'No environment takes this kind of policy, so it is deployed nowhere. Write it as the kind that this environment takes.';
  return files
    .filter((f) => f.kind === 'foreign-policy')
    .map((f) => ({
      action: 'blocked',
      kind: 'policy',
      name: f.path,
      file: f.path,
      fields: [],
      reason,
      pin: { id: undefined, etag: undefined, fileHash: digest(f.text) },
      blockers: [{ code: 'policy-kind-mismatch', message: reason, stops: 'item' }],
    }));
}
