import { isRecord } from '../../config/read';
import { t } from '../../l10n';
import { type MediaRule, mediaRulesOf, says } from '../../media/media-rules';
import { defineRule, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'applies-to-everything',
  severity: 'warning',
  title: 'A media policy without any condition',
  kinds: ['mediaPolicy'],
  check(ctx) {
    if (!isRecord(ctx.value) || ctx.value['enabled'] === false) return;
    // How conditions at the top and those of a medium go together is not documented: with any there, nothing
    // is said.
    if (says(ctx.value['conditions'])) return;
    for (const part of mediaRulesOf(ctx.value)) if (!says(part.conditions)) report(ctx, part);
  },
});

function report(ctx: RuleContext, { medium, path }: MediaRule): void {
  const conditions = ctx.property([...path, 'conditions']);
  ctx.report({
    ...(conditions === undefined
      ? { key: medium === undefined ? ['actions'] : path }
      : { key: [...path, 'conditions'] }),
    message: message(medium),
  });
}

function message(medium: MediaRule['medium']): string {
  switch (medium) {
    case 'callPolicy':
      return t(
        'No condition: the policy applies to every call of the org. Name queues, users or other conditions, or say by a directive why all are meant.',
      );
    case 'chatPolicy':
      return t(
        'No condition: the policy applies to every chat of the org. Name queues, users or other conditions, or say by a directive why all are meant.',
      );
    case 'emailPolicy':
      return t(
        'No condition: the policy applies to every email of the org. Name queues, users or other conditions, or say by a directive why all are meant.',
      );
    case 'messagePolicy':
      return t(
        'No condition: the policy applies to every message of the org. Name queues, users or other conditions, or say by a directive why all are meant.',
      );
    case undefined:
      return t(
        'No condition: the policy applies to every interaction of the org. Name queues, users or other conditions, or say by a directive why all are meant.',
      );
  }
}
