import { describeClashes } from '../../model/merge/describe';
import type { Clash } from '../../model/merge/merge';
import { OrgError } from '../../transport/errors/org-error';

/** Both sides changed the same fields while the deploy was running: both are left as they are. */
export class ConflictError extends OrgError {
  constructor(
    org: string,
    name: string,
    readonly clashes: readonly Clash[],
    why?: string,
  ) {
    const fields = describeClashes(clashes);
    super({
      kind: 'changed-meanwhile',
      org,
      what: `"${name}" was changed in the org ${why ?? `in the same fields as here: ${fields}`}`,
      written: 'This policy was not written; file and org are as they were.',
      advice: 'Merge the two, then deploy again.',
    });
    this.name = 'ConflictError';
  }
}

/** A merge that must not be written: the rules or another policy speak against it. */
export class BlockedError extends OrgError {
  constructor(org: string, name: string, why: string) {
    super({
      kind: 'blocked',
      org,
      what: `"${name}" would, with what the org changed meanwhile, break a rule: ${why}`,
      written: 'This policy was not written.',
      advice: 'Run plan to see both sides, correct the file, then deploy again.',
    });
    this.name = 'BlockedError';
  }
}
