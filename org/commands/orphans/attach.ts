import type { OrphanUpdateRequest } from '../../backends/backend';
import { OrgError } from '../../transport/errors/org-error';

export interface AttachRequest {
  readonly conversationId: string;
  /** ISO 8601 date or date and time. */
  readonly archiveDate?: string;
  /** After `archiveDate`. */
  readonly deleteDate?: string;
}

/** Checks an attach request before anything is sent, and gives it in the form the API takes. */
export function attachPayload(org: string, request: AttachRequest, wallMs: number): OrphanUpdateRequest {
  const refuse = (what: string, advice: string) =>
    new OrgError({ kind: 'configuration', org, what, written: 'Nothing was written.', advice });
  const conversationId = request.conversationId.trim();
  if (!/^[A-Za-z0-9-]{1,64}$/.test(conversationId))
    throw refuse(
      `"${request.conversationId.slice(0, 60)}" is no conversation id`,
      'Give the id of the conversation, as its details show it.',
    );
  const archive = instant(request.archiveDate);
  const deletion = instant(request.deleteDate);
  if (archive === null)
    throw refuse(
      `"${request.archiveDate}" is no date`,
      'Write dates like 2027-01-31 or 2027-01-31T12:00:00Z.',
    );
  if (deletion === null)
    throw refuse(
      `"${request.deleteDate}" is no date`,
      'Write dates like 2027-01-31 or 2027-01-31T12:00:00Z.',
    );
  if (deletion !== undefined && deletion <= wallMs)
    throw refuse(
      'the delete date is in the past: the recording would be deleted at once',
      'Give a date to come.',
    );
  if (archive !== undefined && deletion !== undefined && deletion <= archive) {
    throw refuse(
      'the delete date is not after the archive date',
      'Give a delete date after the archive date.',
    );
  }
  return {
    conversationId,
    ...(archive === undefined ? {} : { archiveDate: new Date(archive).toISOString() }),
    ...(deletion === undefined ? {} : { deleteDate: new Date(deletion).toISOString() }),
  };
}

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Milliseconds since 1970; undefined where there is no date, null where it is none. Dates that do not exist
 * are refused.
 */
function instant(text: string | undefined): number | undefined | null {
  if (text === undefined || text === '') return undefined;
  if (!ISO.test(text)) return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return null;
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  const real = new Date(Date.UTC(year, month - 1, day));
  return real.getUTCMonth() === month - 1 && real.getUTCDate() === day ? ms : null;
}
