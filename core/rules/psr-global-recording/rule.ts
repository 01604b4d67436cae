import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { criticalReason } from '../psr-role-unrecorded/critical-role';
import { isRecorded, listedRoles } from '../psr-roles';

/** Roles everybody in a contact centre has. */
const STANDARD: ReadonlySet<string> = new Set(['employee', 'user', 'agent', 'supervisor']);
const EVERYBODY: ReadonlySet<string> = new Set(['*', 'all', 'everyone', 'all users', 'all roles']);

/** The administrative roles that every org has from the start and gives to many. */
const STANDARD_ADMIN: ReadonlySet<string> = new Set([
  'admin',
  'administrator',
  'master admin',
  'communicate admin',
]);

export const rule = defineRule({
  code: 'psr-global-recording',
  severity: 'warning',
  title: 'Sessions of everybody are recorded',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { enabled?: unknown; roles?: unknown } | undefined;
    if (settings?.enabled !== true) return;
    const { roles } = settings;
    if (roles !== undefined && !Array.isArray(roles)) return;
    const listed = listedRoles(roles);
    if (!listed.some(({ role }) => isRecorded(role))) {
      // A critical role that is left out is the fault then, and psr-role-unrecorded reports it.
      const isCritical = listed.some(({ role }) => criticalReason(role) !== undefined);
      if (ctx.doc.root?.broken !== true && !isCritical) reportNobody(ctx, listed.length);
      return;
    }
    for (const { index, name, role } of listed) if (isRecorded(role)) reportRole(ctx, index, name);
  },
});

function reportNobody(ctx: RuleContext, listed: number): void {
  const roles = ctx.node(['roles']);
  if (roles?.broken) return;
  ctx.report({
    at: roles?.items?.length === 0 ? ['roles'] : ['enabled'],
    message:
      listed === 0
        ? t(
            'Privileged session recording is enabled and no role is chosen. It then concerns every session: storage grows, the console slows down, and personal data is recorded. Name the roles that can change security, billing or records, such as "Organization Admin".',
          )
        : t(
            'Privileged session recording is enabled and no listed role is recorded. An absent recordSessionActivity is off, so no role is chosen, and which sessions are recorded is left to the console. Set recordSessionActivity to true for the roles that can change security, billing or records.',
          ),
  });
}

function reportRole(ctx: RuleContext, index: number, name: string): void {
  const key = name
    .trim()
    .toLowerCase()
    .replace(/\s*-\s*|\s+/g, ' ');
  const at = ['roles', index, 'name'];
  if (EVERYBODY.has(key)) {
    ctx.report({
      at,
      message: t(
        '"{name}" has every session recorded. Storage grows, the console slows down, and personal data is recorded. Name the roles that can change security, billing or records instead.',
        { name },
      ),
    });
  } else if (STANDARD.has(key) || (key.endsWith('s') && STANDARD.has(key.slice(0, -1)))) {
    ctx.report({
      at,
      message: t(
        '"{name}" is a standard role that nearly everybody has. Recording it costs storage and slows the console, and these sessions can change little. Take it out, or set recordSessionActivity to false.',
        { name },
      ),
    });
  } else if (STANDARD_ADMIN.has(key) || (key.endsWith('s') && STANDARD_ADMIN.has(key.slice(0, -1)))) {
    ctx.report({
      at,
      message: t(
        '"{name}" is a standard administrative role. It is given to many, and recording all of its sessions costs storage and slows the console. Record narrower roles, such as "Security Admin", or give the regulation that asks for it in a directive.',
        { name },
      ),
    });
  }
}
