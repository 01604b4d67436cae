import { t } from '../../l10n';
import { isUnlimited } from '../../rules/psr-periods';
import { codeSpan } from '../shared/markup';
import { ChecklistDocument } from './document';
import { type PsrSettings, readPsr } from './read';

export interface ChecklistSource {
  /** The file's path as people know it. */
  readonly path: string;
  /** Findings of the file, by severity: steps made from a faulty file are not worth taking. */
  readonly errors: number;
  readonly warnings: number;
}

/**
 * The console steps that put a `*.psr.json` into force, as a Markdown document with check boxes, in the order
 * of the console's pages. The platform has no API for these settings, so that people take the steps.
 */
export function consoleChecklist(value: unknown, source: ChecklistSource): string {
  const settings = readPsr(value);
  const into = new ChecklistDocument();
  into.heading(1, t('Privileged session recording: steps in the console'));
  into.paragraph(
    t('From {file}. Where a step finds another value in the console, set the one given here.', {
      file: codeSpan(source.path),
    }),
  );
  if (source.errors > 0)
    into.paragraph(
      t(
        '**The file has findings (errors: {errors}, warnings: {warnings}).** Mend them first: the steps would put the faults into force.',
        { errors: source.errors, warnings: source.warnings },
      ),
    );
  before(into);
  recording(into, settings);
  roles(into, settings);
  auditLogs(into, settings);
  storage(into, settings);
  auditExport(into, settings);
  verification(into, settings);
  return into.text();
}

function before(into: ChecklistDocument): void {
  into.heading(2, 'Admin > Organization > Licensing');
  into.step(t('The licence is Premium or Enterprise. Others have the audit log, but no session recording.'));
  into.step(
    t('You hold the permissions {view}, {edit} and {reporting}.', {
      view: codeSpan('Organization > Audit Logs > View'),
      edit: codeSpan('Organization > Settings > Edit'),
      reporting: codeSpan('Reporting > Real-time & Historical > View'),
    }),
  );
  into.heading(2, 'Admin > Organization > Settings');
  into.step(
    t(
      'The **Audit Log Storage Class** fits the load. Where the console slows down or entries come minutes late, **High IOPS** replaces **Standard**, if it is available.',
    ),
  );
}

function recording(into: ChecklistDocument, { enabled, roles, sessionVideoDays }: PsrSettings): void {
  into.heading(2, 'Admin > Security > Privileged Session Recording');
  if (enabled === undefined) {
    into.paragraph(t('The file does not say whether sessions are recorded.'));
    return;
  }
  into.step(
    enabled
      ? t('**Enable Privileged Session Recording** is on.')
      : t('**Enable Privileged Session Recording** is off.'),
  );
  if (!enabled) return;
  const recorded = roles.filter((r) => r.recorded);
  for (const role of recorded) into.step(t('The role {role} is selected.', { role: codeSpan(role.name) }));
  into.step(
    recorded.length === 0
      ? t(
          'Roles are selected. The file names none, and recording everybody slows the console and stores personal data.',
        )
      : t('No other role is selected.'),
  );
  into.step(
    sessionVideoDays === undefined
      ? t('The retention period is set. The file does not say it, and the default of 30 days is too short.')
      : t('The retention period is {days}.', { days: periodText(sessionVideoDays) }),
  );
  into.step(
    t(
      'Everybody who answers incidents knows: recordings are for forensic use only. Entries appear 5 to 10 seconds after the action, so nobody responds to an incident by them.',
    ),
  );
}

function roles(into: ChecklistDocument, { enabled, roles, triggers }: PsrSettings): void {
  into.heading(2, 'Admin > Security > Roles');
  for (const role of roles) {
    const name = codeSpan(role.name);
    into.step(
      role.recorded
        ? t('{role}, tab **Audit Logging**: **Record Session Activity** is ticked.', { role: name })
        : t('{role}, tab **Audit Logging**: **Record Session Activity** is not ticked.', { role: name }),
    );
    if (role.tags.length > 0)
      into.step(t('{role} has the tags {tags}.', { role: name, tags: role.tags.map(codeSpan).join(', ') }));
    if (role.permissions.length > 0)
      into.step(
        t('{role} holds what the file says: {permissions}.', {
          role: name,
          permissions: role.permissions.map(codeSpan).join(', '),
        }),
      );
  }
  if (roles.length === 0) into.paragraph(t('The file names no role.'));
  if (enabled !== true) return;
  const conditions: readonly [string, readonly string[]][] = [
    [t('authentication method'), triggers.authenticationMethods],
    [t('IP address range'), triggers.ipRanges],
    [t('action'), triggers.actions],
  ];
  for (const [what, values] of conditions) {
    if (values.length === 0) continue;
    into.step(
      t('A session starts to be recorded by {what}: {values}.', {
        what,
        values: values.map(codeSpan).join(', '),
      }),
    );
  }
  if (conditions.every(([, values]) => values.length === 0))
    into.step(t('No condition is set: every session of the roles is recorded.'));
}

function auditLogs(into: ChecklistDocument, settings: PsrSettings): void {
  const { accessLogDays, sessionVideoDays, archiveAfterDays, masking, patterns } = settings;
  into.heading(2, 'Admin > Security > Audit Logs');
  const kept: readonly [string, number | string | undefined][] = [
    ['Access Logs', accessLogDays],
    ['PSR Session Video', sessionVideoDays],
  ];
  for (const [what, days] of kept)
    if (days !== undefined)
      into.step(
        t('**Retention Settings**: {what} are kept {days}.', { what: `**${what}**`, days: periodText(days) }),
      );
  if (archiveAfterDays !== undefined)
    into.step(
      t(
        '**Retention Settings**: session videos move to cold storage after {days}. They take up to 24 hours to come back.',
        { days: periodText(archiveAfterDays) },
      ),
    );
  if (masking === undefined) into.step(t('**Mask PII in Logs**: decide. The file does not say.'));
  else into.step(masking ? t('**Mask PII in Logs** is on.') : t('**Mask PII in Logs** is off.'));
  if (masking !== true) return;
  for (const pattern of patterns)
    into.step(t('The list of patterns holds {pattern}', { pattern: codeSpan(pattern) }));
  into.step(
    t('Every region and cluster has the same patterns: compare them where the org spans several regions.'),
  );
}

function storage(into: ChecklistDocument, { enabled, archiveAfterDays }: PsrSettings): void {
  if (enabled !== true && archiveAfterDays === undefined) return;
  into.heading(2, t('Storage outside the console'));
  into.step(
    t(
      'A storage bucket (S3 or compatible) takes what must be kept longer than the platform keeps it. It is encrypted, and only the security team reads it.',
    ),
  );
  into.step(t('A recording was fetched back from cold storage within the agreed time, usually 24 hours.'));
}

function auditExport(into: ChecklistDocument, { auditExport: wanted }: PsrSettings): void {
  if (wanted === undefined) return;
  const { intervalMinutes, requestsPerMinute, maxRecordsPerDay, maskFields } = wanted;
  into.heading(2, t('The export of the audit log (outside the console)'));
  into.step(
    t('Its OAuth client has the scopes {scopes}.', {
      scopes: ['org.admin.auditlogs.view', 'audit.log.export'].map(codeSpan).join(', '),
    }),
  );
  into.step(
    t('Who changes these settings by an API client needs the scope {scope}; the export does not.', {
      scope: codeSpan('org.settings.edit'),
    }),
  );
  into.step(
    t('The network lets the export out to {platform} and to the SIEM, and to nothing else.', {
      platform: codeSpan('*.genesys.cloud'),
    }),
  );
  if (intervalMinutes !== undefined)
    into.step(t('It runs every {minutes} minutes.', { minutes: intervalMinutes }));
  if (requestsPerMinute !== undefined)
    into.step(t('It sends at most {count} requests a minute.', { count: requestsPerMinute }));
  if (maxRecordsPerDay !== undefined)
    into.step(t('It fetches at most {count} records a day.', { count: maxRecordsPerDay }));
  if (maskFields.length > 0)
    into.step(
      t('It masks {fields} before a record leaves.', { fields: maskFields.map(codeSpan).join(', ') }),
    );
}

function verification(into: ChecklistDocument, { enabled, roles }: PsrSettings): void {
  into.heading(2, t('Check that it works'));
  const role = roles.find((r) => r.recorded);
  if (enabled === true && role !== undefined)
    into.step(
      t(
        'Somebody with the role {role} changes a setting; the log entry and the video stand in the console. Entries appear 5 to 10 seconds late.',
        { role: codeSpan(role.name) },
      ),
    );
  into.step(t('A test value with personal data is masked in the log.'));
  if (enabled === true)
    into.step(
      t(
        'No {session} stands out: one user with far more recording than others may be a script or an intruder.',
        { session: codeSpan('session_id') },
      ),
    );
  into.step(t('Done on: ____________ By: ____________'));
}

function periodText(days: number | string): string {
  if (typeof days === 'number') return t('**{days} days**', { days });
  return isUnlimited(days) ? t('**without end**') : codeSpan(days);
}
