import { isRecord } from '../../config/read';
import { replaceNode } from '../../edit/edits';
import { insertProperties } from '../../edit/insert';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'psr-masking-disabled',
  severity: 'error',
  title: 'Personal data is not masked',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { enabled?: unknown; piiMasking?: unknown } | undefined;
    const masking = settings?.piiMasking;
    if (isRecord(masking) && masking['enabled'] === false) reportOff(ctx);
    else if (settings?.enabled === true) {
      if (masking === undefined) reportAbsent(ctx);
      else if (isRecord(masking) && masking['enabled'] === undefined) reportAbsent(ctx);
    }
  },
});

function reportOff(ctx: RuleContext): void {
  const node = ctx.node(['piiMasking', 'enabled']);
  if (node === undefined) return;
  ctx.report({
    node,
    message: t(
      'Masking of personal data is off. Card and identity numbers are stored readable, and a leak of the logs becomes a reportable incident. Set true; masking later, in the SIEM, comes too late.',
    ),
    fixes: [{ title: t('Mask personal data'), safe: false, edits: () => replaceNode(node, true) }],
  });
}

/** The property does not exist, so it is reported at its owner, or at the switch that makes it matter. */
function reportAbsent(ctx: RuleContext): void {
  const root = ctx.doc.root;
  const owner = ctx.node(['piiMasking']);
  if (root === undefined || root.broken || owner?.broken) return;
  ctx.report({
    ...(owner === undefined ? { at: ['enabled'] } : { key: ['piiMasking'] }),
    message: t(
      'Sessions are recorded and masking of personal data is not switched on. Absent is off: card and identity numbers are stored readable, and a leak of the logs becomes a reportable incident. Set piiMasking.enabled to true.',
    ),
    fixes: [
      {
        title: t('Mask personal data'),
        safe: false,
        edits: () =>
          owner === undefined
            ? insertProperties(ctx.doc.text, root, [['piiMasking', { enabled: true }]])
            : insertProperties(ctx.doc.text, owner, [['enabled', true]]),
      },
    ],
  });
}
