import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'mask-enabled-without-patterns',
  severity: 'warning',
  title: 'Masking on without a pattern',
  kinds: ['policy'],
  check(ctx) {
    const settings = (ctx.value as { complianceSettings?: unknown } | undefined)?.complianceSettings;
    if (typeof settings !== 'object' || settings === null) return;
    const { maskSensitiveData, allowedMaskPatterns } = settings as Record<string, unknown>;
    if (maskSensitiveData !== true) return;
    if (allowedMaskPatterns !== undefined && !Array.isArray(allowedMaskPatterns)) return;
    if (allowedMaskPatterns !== undefined && allowedMaskPatterns.length > 0) return;
    // Half typed is not forgotten.
    if (ctx.node(['complianceSettings'])!.broken) return;
    if (ctx.node(['complianceSettings', 'allowedMaskPatterns'])?.broken === true) return;
    ctx.report({
      at: ['complianceSettings', 'maskSensitiveData'],
      message: t(
        'Masking is on with 0 patterns, so nothing is hidden although the policy says so. Add allowedMaskPatterns for the data to hide, or set maskSensitiveData to false.',
      ),
    });
  },
});
