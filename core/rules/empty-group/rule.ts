import { groupTargets } from '../../cascade/conflicts/group-targets';
import { targetText, whereText } from '../../cascade/conflicts/messages';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'empty-group',
  severity: 'warning',
  title: 'A group without active members',
  kinds: ['policy'],
  appliesWhen: 'org-data',
  check(ctx) {
    for (const { target, group, environment, known } of groupTargets(ctx)) {
      if (group?.activeMembers !== 0) continue;
      const values = {
        group: targetText('GROUP', target.id, group.name),
        where: whereText([environment]),
        members: group.members ?? 0,
        asOf: known.asOf,
      };
      ctx.report({
        at: ['targets', target.index, 'id'],
        message:
          values.members > 0
            ? t(
                '0 of the {members} members of {group} are active{where} (as read at {asOf}), so this target records nobody and nothing says so later. Check the members, or target another group.',
                values,
              )
            : t(
                'The {group} has 0 members{where} (as read at {asOf}), so this target records nobody and nothing says so later. Add members, wait for the identity sync, or target another group.',
                values,
              ),
        basis: { environment, asOf: known.asOf, complete: known.complete },
      });
    }
  },
});
