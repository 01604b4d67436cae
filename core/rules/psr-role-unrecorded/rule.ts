import { replaceNode } from '../../edit/edits';
import { insertProperties } from '../../edit/insert';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { isRecorded, type ListedRole, listedRoles } from '../psr-roles';
import { type CriticalReason, criticalReason } from './critical-role';

export const rule = defineRule({
  code: 'psr-role-unrecorded',
  severity: 'warning',
  title: 'A role that can edit critical resources is not recorded',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { enabled?: unknown; roles?: unknown } | undefined;
    if (settings?.enabled !== true) return;
    for (const listed of listedRoles(settings.roles)) {
      if (isRecorded(listed.role)) continue;
      const reason = criticalReason(listed.role);
      if (reason !== undefined) report(ctx, listed, reason);
    }
  },
});

function report(ctx: RuleContext, { index, name, role }: ListedRole, reason: CriticalReason): void {
  const owner = ctx.node(['roles', index]);
  const recorded = ctx.node(['roles', index, 'recordSessionActivity']);
  if (owner === undefined || owner.broken) return;
  if (recorded === undefined && role['recordSessionActivity'] !== undefined) return;
  const { doc } = ctx;
  const fix: Fix = {
    title: t('Record the sessions of this role'),
    safe: false,
    edits: () =>
      recorded === undefined
        ? insertProperties(doc.text, owner, [['recordSessionActivity', true]])
        : replaceNode(recorded, true),
  };
  const at = recorded === undefined ? ['roles', index, 'name'] : ['roles', index, 'recordSessionActivity'];
  if (reason === 'name') {
    ctx.report({
      at,
      message: t(
        'Sessions of "{name}" are not recorded, though the role is named as a critical one. The audit trail then shows that something was changed and not how. Set recordSessionActivity to true; absent is off.',
        { name },
      ),
      fixes: [fix],
    });
    return;
  }
  const permission = ctx.node(['roles', index, 'permissions', reason.permission]);
  if (permission === undefined) return;
  ctx.report({
    at,
    message: t(
      'Role "{name}" holds "{permission}" and its sessions are not recorded. The audit trail then shows that something was changed and not how. Set recordSessionActivity to true; absent is off.',
      { name, permission: String(permission.value) },
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
