import { isRecord, strings } from '../../config/read';

/** A role of a `*.psr.json`, as far as it can be read. */
export interface PsrRole {
  readonly name: string;
  readonly tags: readonly string[];
  /** An absent flag is off. */
  readonly recorded: boolean;
  readonly permissions: readonly string[];
}

/**
 * The settings of a `*.psr.json`; what is absent or of the wrong type is undefined or empty, as other rules
 * report it.
 */
export interface PsrSettings {
  readonly enabled: boolean | undefined;
  readonly roles: readonly PsrRole[];
  readonly triggers: {
    readonly authenticationMethods: readonly string[];
    readonly ipRanges: readonly string[];
    readonly actions: readonly string[];
  };
  /** Days, or a word for "without end" as the file has it. */
  readonly sessionVideoDays: number | string | undefined;
  readonly accessLogDays: number | string | undefined;
  readonly archiveAfterDays: number | string | undefined;
  readonly masking: boolean | undefined;
  readonly patterns: readonly string[];
  /** Undefined where the file says nothing of an export. */
  readonly auditExport: PsrAuditExport | undefined;
}

export interface PsrAuditExport {
  readonly intervalMinutes: number | undefined;
  readonly requestsPerMinute: number | undefined;
  readonly maxRecordsPerDay: number | undefined;
  readonly maskFields: readonly string[];
}

/** Reads the plain value of a `*.psr.json`. */
export function readPsr(value: unknown): PsrSettings {
  const root = record(value);
  const triggers = record(root['triggers']);
  const retention = record(root['retention']);
  const masking = record(root['piiMasking']);
  return {
    enabled: flag(root['enabled']),
    roles: Array.isArray(root['roles']) ? root['roles'].flatMap(roleOf) : [],
    triggers: {
      authenticationMethods: strings(triggers['authenticationMethods']),
      ipRanges: strings(triggers['ipRanges']),
      actions: strings(triggers['actions']),
    },
    sessionVideoDays: period(retention['sessionVideoDays']),
    accessLogDays: period(retention['accessLogDays']),
    archiveAfterDays: period(retention['archiveAfterDays']),
    masking: flag(masking['enabled']),
    patterns: strings(masking['patterns']),
    auditExport: isRecord(root['auditExport']) ? exportOf(root['auditExport']) : undefined,
  };
}

function roleOf(value: unknown): PsrRole[] {
  if (!isRecord(value) || typeof value['name'] !== 'string') return [];
  const { name, tags, recordSessionActivity, permissions } = value;
  return [
    {
      name: name as string,
      tags: strings(tags),
      recorded: recordSessionActivity === true,
      permissions: strings(permissions),
    },
  ];
}

function exportOf(value: Readonly<Record<string, unknown>>): PsrAuditExport {
  return {
    intervalMinutes: number(value['intervalMinutes']),
    requestsPerMinute: number(value['requestsPerMinute']),
    maxRecordsPerDay: number(value['maxRecordsPerDay']),
    maskFields: strings(value['maskFields']),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function period(value: unknown): number | string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}
