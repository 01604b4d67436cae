import { isRecord } from '../config/read';
import { deleteDays, type MediaRule } from './media-rules';

/** How long a part of a policy keeps the recordings of the interactions themselves. */
export type Retention =
  | { readonly kind: 'days'; readonly days: number }
  /** Kept, without a day on which they are deleted. */
  | { readonly kind: 'indefinite' }
  /** It says nothing of how long they are kept, or deletes them. */
  | { readonly kind: 'none' };

export function retentionOf({ actions }: MediaRule): Retention {
  if (actions['alwaysDelete'] === true || actions['retainRecording'] !== true) return { kind: 'none' };
  const days = deleteDays(actions['retentionDuration']);
  if (days !== undefined) return { kind: 'days', days };
  const raw = isRecord(actions['retentionDuration'])
    ? actions['retentionDuration']['deleteRetention']
    : undefined;
  // Days that are no number say something else, which other rules report.
  return raw === undefined || raw === null ? { kind: 'indefinite' } : { kind: 'none' };
}
