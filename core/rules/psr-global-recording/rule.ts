import { isRecord } from '../../config/read';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { isCritical } from '../psr-role-unrecorded/critical';

/** Roles everybody in a contact centre has. */
const STANDARD: ReadonlySet<string> = new Set(['employee', 'user', 'agent', 'supervisor']);
const EVERYBODY: ReadonlySet<string> = new Set(['*', 'all', 'everyone', 'all users', 'all roles']);

export const rule = defineRule({
  code: 'psr-global-recording',
  severity: 'warning',
  title: 'Sessions of everybody are recorded',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { enabled?: unknown; roles?: unknown } | undefined;
    if (settings?.enabled !== true) return;
    const { roles } = settings;
    if (roles === undefined || (Array.isArray(roles) && roles.every(notRecorded))) {
      // A critical role that is left out is the fault then, and psr-role-unrecorded says so.
      if (!ctx.doc.root!.broken && !(Array.isArray(roles) && roles.some(isCriticalRole))) reportNobody(ctx);
      return;
    }
    if (!Array.isArray(roles)) return;
    for (const [i, role] of roles.entries()) {
      if (!isRecord(role) || typeof role['name'] !== 'string' || notRecorded(role)) continue;
      reportRole(ctx, i, role['name']);
    }
  },
});

function notRecorded(role: unknown): boolean {
  return isRecord(role) && role['recordSessionActivity'] === false;
}

function isCriticalRole(role: unknown): boolean {
  const permissions = isRecord(role) ? role['permissions'] : undefined;
  return Array.isArray(permissions) && permissions.some((p) => typeof p === 'string' && isCritical(p));
}

function reportNobody(ctx: RuleContext): void {
  const roles = ctx.node(['roles']);
  if (roles?.broken) return;
  ctx.report({
    at: roles?.items?.length === 0 ? ['roles'] : ['enabled'],
    message: t(
      'Privileged session recording is enabled and no role is chosen, so it concerns every session: storage grows, the console slows down, and personal data is recorded. Name the roles that can change security, billing or records, such as "Organization Admin".',
    ),
  });
}

function reportRole(ctx: RuleContext, index: number, name: string): void {
  const key = name.trim().toLowerCase();
  const at = ['roles', index, 'name'];
  if (EVERYBODY.has(key)) {
    ctx.report({
      at,
      message: t(
        '"{name}" has every session recorded: storage grows, the console slows down, and personal data is recorded. Name the roles that can change security, billing or records instead.',
        { name },
      ),
    });
  } else if (STANDARD.has(key) || (key.endsWith('s') && STANDARD.has(key.slice(0, -1)))) {
    ctx.report({
      at,
      message: t(
        '"{name}" is a standard role that nearly everybody has: recording it costs storage and slows the console, and these sessions can change little. Take it out, or set recordSessionActivity to false.',
        { name },
      ),
    });
  }
}
