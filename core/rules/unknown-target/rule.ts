import { groupTargets } from '../../cascade/conflicts/group-targets';
import { whereText } from '../../cascade/conflicts/messages';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'unknown-target',
  severity: 'error',
  title: 'A group that the org does not have',
  kinds: ['policy'],
  appliesWhen: 'org-data',
  check(ctx) {
    for (const { target, id, group, environment, known } of groupTargets(ctx)) {
      if (group !== undefined) continue;
      ctx.report({
        at: ['targets', target.index, 'id'],
        message: t(
          'The org has no group with the id {id}{where} (all {count} groups as read at {asOf}): the policy would match nobody through it, and a deploy stops here. Correct the id, create the group, or fetch the groups again if it is new.',
          { id, where: whereText([environment]), count: known.value.size, asOf: known.asOf },
        ),
        basis: { environment, asOf: known.asOf, complete: known.complete },
      });
    }
  },
});
