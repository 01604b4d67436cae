import { setAt } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'mask-disabled-with-patterns',
  severity: 'warning',
  title: 'Mask patterns with masking off',
  kinds: ['policy'],
  check(ctx) {
    const settings = (ctx.value as { complianceSettings?: unknown } | undefined)?.complianceSettings;
    if (typeof settings !== 'object' || settings === null) return;
    const { maskSensitiveData, allowedMaskPatterns } = settings as Record<string, unknown>;
    if (maskSensitiveData !== false && maskSensitiveData !== undefined) return;
    if (!Array.isArray(allowedMaskPatterns) || allowedMaskPatterns.length === 0) return;
    if (maskSensitiveData === undefined && ctx.node(['complianceSettings'])!.broken) return;
    const path = ['complianceSettings', 'maskSensitiveData'];
    const values = { count: allowedMaskPatterns.length };
    const absent = maskSensitiveData === undefined;
    ctx.report({
      ...(absent ? { key: ['complianceSettings', 'allowedMaskPatterns'] } : { at: path }),
      message: absent
        ? t(
            'Mask patterns ({count}) without maskSensitiveData: nothing says that they are to be used, and where masking is off recordings show that data in the clear. Set maskSensitiveData to true, or remove the patterns.',
            values,
          )
        : t(
            'Masking is off, so the mask patterns ({count}) below are not used and recordings show that data in the clear. Set maskSensitiveData to true, or remove the patterns.',
            values,
          ),
      fixes: [
        {
          title: t('Set maskSensitiveData to true'),
          safe: false,
          edits: () => setAt(ctx.doc.json, path, true),
        },
      ],
    });
  },
});
