import { isRecord } from '../../config/read';
import { replaceNode } from '../../edit/edits';
import { insertProperties } from '../../edit/insert';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { isCritical } from './critical';

export const rule = defineRule({
  code: 'psr-role-unrecorded',
  severity: 'warning',
  title: 'A role that can edit critical resources is not recorded',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { enabled?: unknown; roles?: unknown } | undefined;
    if (settings?.enabled !== true || !Array.isArray(settings.roles)) return;
    for (const [i, role] of settings.roles.entries()) {
      if (!isRecord(role) || role['recordSessionActivity'] === true) continue;
      const permissions = role['permissions'];
      if (!Array.isArray(permissions)) continue;
      const critical = permissions.findIndex((p) => typeof p === 'string' && isCritical(p));
      if (critical >= 0) report(ctx, i, critical, role);
    }
  },
});

function report(ctx: RuleContext, index: number, critical: number, role: Record<string, unknown>): void {
  const owner = ctx.node(['roles', index])!;
  const recorded = ctx.node(['roles', index, 'recordSessionActivity']);
  if (owner.broken || (recorded === undefined && role['recordSessionActivity'] !== undefined)) return;
  const permission = ctx.node(['roles', index, 'permissions', critical])!;
  const { doc } = ctx;
  const fix: Fix = {
    title: t('Record the sessions of this role'),
    safe: false,
    edits: () =>
      recorded === undefined
        ? insertProperties(doc.text, owner, [['recordSessionActivity', true]])
        : replaceNode(recorded, true),
  };
  ctx.report({
    at: recorded === undefined ? ['roles', index, 'name'] : ['roles', index, 'recordSessionActivity'],
    message: t(
      'Role "{name}" holds "{permission}" and its sessions are not recorded: the audit trail shows that something was changed and not how. Set recordSessionActivity to true.',
      { name: String(role['name'] ?? ''), permission: String(permission.value) },
    ),
    related: [
      {
        uri: doc.uri,
        range: doc.range(permission.start, permission.end),
        message: t('The critical permission'),
      },
    ],
    fixes: [fix],
  });
}
