import { parseIsoDate } from '../../../core/text/iso-date';
import { UsageError } from '../../project/errors';
import { typedPath } from '../../project/files';
import { sanitiseForTerminal } from '../../terminal/text';
import { type OrgOptions, runOrg } from '../run';
import { count } from '../show/values';
import type { OrgTerminal } from '../terminal';

export interface AuditCommandOptions extends OrgOptions {
  readonly from: string;
  readonly to: string;
  readonly out: string;
  /** Names of fields, separated by commas. */
  readonly mask?: string;
  readonly resourceType?: string;
  readonly actionType?: string;
}

/**
 * Fields of an audit record that may be masked; `id` and `correlationId` are what records are told apart and
 * traced by.
 */
const MASKABLE = [
  'ipAddress',
  'userAgent',
  'userId',
  'sessionId',
  'action',
  'resourceType',
  'eventTimestamp',
] as const;

/** `recpolicy audit export`: the audit trail as NDJSON. Exit code 0: whole; 1: not (run again to go on). */
export function auditExport(options: AuditCommandOptions, terminal: OrgTerminal): Promise<number> {
  return runOrg(terminal, options, async ({ engine, progress, call }) => {
    const mask = maskOf(options.mask);
    const windowOf = (text: string) => {
      const moment = parseIsoDate(text);
      return moment === undefined ? text : new Date(moment).toISOString();
    };
    if (options.quiet !== true)
      terminal.err(
        `From ${sanitiseForTerminal(windowOf(options.from))} to ${sanitiseForTerminal(windowOf(options.to))}.\n`,
      );
    const result = await engine.exportAudit(options.env, {
      ...call,
      from: options.from,
      to: options.to,
      file: typedPath(options.out, terminal.cwd),
      mask,
      ...(options.resourceType === undefined ? {} : { resourceType: options.resourceType }),
      ...(options.actionType === undefined ? {} : { actionType: options.actionType }),
    });
    progress.clear();
    terminal.out(
      `${count(result.records, 'record')} in ${sanitiseForTerminal(options.out)} (${result.added} added by this run).\n`,
    );
    return 0;
  });
}

/** A misspelt name would leave in the file what was to be hidden, so it stops the export. */
function maskOf(text: string | undefined): string[] {
  const names = (text ?? '')
    .split(',')
    .map((n) => n.trim())
    .filter((n) => n !== '');
  for (const name of names)
    if (!(MASKABLE as readonly string[]).includes(name))
      throw new UsageError(
        `--mask: "${name}" is no field of an audit record that can be masked. Those are: ${MASKABLE.join(', ')}. Nothing was exported.`,
      );
  return names;
}
