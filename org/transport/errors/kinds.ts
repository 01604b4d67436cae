import { OrgError, type OrgErrorDetails, type RefusedField } from './org-error';

/** A write was sent and its answer lost: only a read can tell whether it took effect. */
export class AmbiguousWriteError extends OrgError {
  constructor(details: Omit<OrgErrorDetails, 'kind' | 'written' | 'advice'>) {
    super({
      ...details,
      kind: 'ambiguous-write',
      written: 'Whether the change was written is not known.',
      advice: 'Run the command again: it reads the org first and goes on from what it finds.',
    });
    this.name = 'AmbiguousWriteError';
  }
}

/** The org did not grant scopes that the work at hand needs. */
export class MissingScopeError extends OrgError {
  constructor(
    org: string,
    readonly missing: readonly string[],
    details: Partial<OrgErrorDetails> = {},
  ) {
    const names = missing.join(', ');
    super({
      ...details,
      kind: 'missing-scope',
      org,
      what: `the OAuth client lacks the scope${missing.length === 1 ? '' : 's'} ${names}`,
      advice: `Add ${missing.length === 1 ? 'it' : 'them'} to the OAuth client in this org (Admin > Integrations > OAuth), or use credentials of a client that has ${missing.length === 1 ? 'it' : 'them'}.`,
    });
    this.name = 'MissingScopeError';
  }
}

/** Somebody changed the object since it was read (412). */
export class ChangedMeanwhileError extends OrgError {
  constructor(details: Omit<OrgErrorDetails, 'kind' | 'advice' | 'what'>) {
    super({
      ...details,
      kind: 'changed-meanwhile',
      what: 'the object was changed in the org since it was read',
      advice: 'Run plan again to see what changed.',
    });
    this.name = 'ChangedMeanwhileError';
  }
}

/** The org refused a payload (400, 409, 422): it will not take it on a repeat either. */
export class RejectedError extends OrgError {
  readonly fields: readonly RefusedField[];

  constructor(details: OrgErrorDetails) {
    super(details);
    this.name = 'RejectedError';
    this.fields = details.fields ?? [];
  }
}

/** Stopped by the user's or the editor's signal. */
export class CancelledError extends OrgError {
  constructor(org: string, written?: string) {
    super({
      kind: 'cancelled',
      org,
      what: 'cancelled',
      ...(written === undefined ? {} : { written }),
      advice: 'Run the command again to go on.',
    });
    this.name = 'CancelledError';
  }
}
