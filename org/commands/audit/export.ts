import { parseIsoDate } from '../../../core/text/iso-date';
import type { AuditQuery, AuditRecord } from '../../backends/backend';
import type { AppendFile } from '../../state/file-system';
import { CancelledError } from '../../transport/errors/kinds';
import { isOrgError, OrgError } from '../../transport/errors/org-error';
import type { RateWindow } from '../../transport/http/rate-window';
import { withDiskErrors } from '../deploy/save-confirmed';
import type { OrgSession } from '../session';
import { maskedLine } from './mask';
import { type AuditProgress, progressPath, readProgress, sweepProgress, writeProgress } from './progress';

/** The audit log takes so many requests a minute. */
export const AUDIT_REQUESTS = 50;
/** A little over a minute, as the org's clock decides. */
export const AUDIT_WINDOW_MS = 61_000;

export interface AuditRequest {
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Absolute path of the NDJSON file. */
  readonly file: string;
  /** Fields whose values are replaced; `correlationId` and `id` always stay. */
  readonly mask?: readonly string[];
  readonly resourceType?: string;
  readonly actionType?: string;
}

export interface AuditResult {
  /** Records in the file. */
  readonly records: number;
  /** Records that this run added. */
  readonly added: number;
  readonly file: string;
}

/** Records that arrive late carry times of before: a run on a finished export reads this much of it again. */
const OVERLAP_MS = 10 * 60_000;
const MAX_RESTARTS = 3;
const MAX_EMPTY_PAGES = 25;

/**
 * Writes the audit trail as NDJSON, a record a line, each id once. Run again it goes on where it stopped, and
 * on a finished export it adds what came late.
 */
export async function exportAudit(
  session: OrgSession,
  window: RateWindow,
  request: AuditRequest,
): Promise<AuditResult> {
  const org = session.backend.org;
  const { fs } = session.workplace.run;
  const query = queryOf(org, request);
  await session.backend.require(['read-audit'], session.signal);
  const start = await begin(session, request, query);
  window.restore(start.requests);
  const file = await withDiskErrors(org, 'Nothing was exported.', () => fs.append(request.file, start.bytes));
  try {
    const ids = idsIn((await fs.readText(request.file)) ?? '');
    const run = new ExportRun(session, window, request, query, file, ids, start);
    await run.all();
    return { records: run.progress.records, added: run.progress.records - start.records, file: request.file };
  } finally {
    await file.close();
  }
}

/**
 * What to go on from. The progress is on disk before the file is begun, so that the file is known to be ours.
 */
async function begin(
  session: OrgSession,
  request: AuditRequest,
  query: Record<string, string>,
): Promise<AuditProgress> {
  const { fs } = session.workplace.run;
  const org = session.backend.org;
  await sweepProgress(fs, request.file);
  const known = await readProgress(fs, request.file);
  if (typeof known === 'string')
    throw refuse(
      org,
      `${progressPath(request.file)} ${known}, so it is not known what has been exported`,
      `Remove it and ${request.file} to export anew.`,
    );
  const stat = await fs.stat(request.file);
  if (stat !== undefined && stat.kind !== 'file')
    throw refuse(org, `${request.file} is not a plain file`, 'Name another file.');
  if (known === undefined) {
    if (stat !== undefined)
      throw refuse(
        org,
        `${request.file} exists already and no export of ours wrote it`,
        'Name another file.',
      );
    const fresh: AuditProgress = { query, bytes: 0, records: 0, done: false, requests: [] };
    await withDiskErrors(org, 'Nothing was exported.', () => writeProgress(fs, request.file, fresh));
    return fresh;
  }
  if (JSON.stringify(known.query) !== JSON.stringify(query)) {
    throw refuse(
      org,
      `${request.file} holds an export of other dates, filters or masks`,
      `Name another file, or remove it and ${progressPath(request.file)}.`,
    );
  }
  if ((stat?.size ?? 0) < known.bytes) {
    throw refuse(
      org,
      `${request.file} is shorter than what was exported to it`,
      `Restore it, or remove it and ${progressPath(request.file)} to export anew.`,
    );
  }
  return known;
}

class ExportRun {
  private restarts = 0;
  private empty = 0;
  private cursors = new Set<string>();

  constructor(
    private readonly session: OrgSession,
    private readonly window: RateWindow,
    private readonly request: AuditRequest,
    private readonly query: Record<string, string>,
    private readonly file: AppendFile,
    private readonly ids: Set<string>,
    public progress: AuditProgress,
  ) {}

  async all(): Promise<void> {
    const late = this.progress.done ? this.overlapStart() : undefined;
    let cursor = this.progress.done ? undefined : this.progress.cursor;
    this.session.emit({
      type: 'phase',
      phase: 'export',
      message: `Exporting the audit trail of ${this.session.backend.org}`,
    });
    for (;;) {
      if (this.session.signal?.aborted)
        throw new CancelledError(
          this.session.backend.org,
          `${this.progress.records} records are in the file.`,
        );
      const page = await this.page(late, cursor);
      if (page === undefined) {
        cursor = undefined;
        continue;
      }
      const repeated = page.cursor !== undefined && (page.cursor === cursor || this.cursors.has(page.cursor));
      await this.save(
        page.records,
        page.cursor === undefined,
        repeated || late !== undefined ? this.progress.cursor : page.cursor,
      );
      if (page.cursor === undefined) return;
      this.empty = page.records.length === 0 ? this.empty + 1 : 0;
      if (repeated || this.empty > MAX_EMPTY_PAGES) {
        this.restart(repeated ? 'gave a cursor twice' : `gave ${this.empty} empty pages in a row`);
        cursor = undefined;
        continue;
      }
      this.cursors.add(page.cursor);
      cursor = page.cursor;
    }
  }

  /** One page; undefined where the cursor has expired and the query begins anew. */
  private async page(late: string | undefined, cursor: string | undefined) {
    const { resourceType, actionType } = this.request;
    const query: AuditQuery = {
      from: late ?? this.query['from']!,
      to: this.query['to']!,
      ...(resourceType === undefined ? {} : { resourceType }),
      ...(actionType === undefined ? {} : { actionType }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    try {
      return await this.session.backend.auditPage(query, this.session.signal);
    } catch (error) {
      if (cursor === undefined || !isOrgError(error, 'rejected', 'not-found')) throw error;
      this.restart('no longer knows the cursor');
      return undefined;
    }
  }

  /**
   * Begins the query anew: what is in the file already is skipped by its id, so that nothing is lost or
   * doubled.
   */
  private restart(why: string): void {
    this.restarts++;
    this.cursors = new Set();
    this.empty = 0;
    const org = this.session.backend.org;
    if (this.restarts > MAX_RESTARTS) {
      throw new OrgError({
        kind: 'wrong-shape',
        org,
        what: `the org ${why}, again and again, so that it is not certain that the export is whole`,
        written: `${this.progress.records} records are in the file.`,
        advice: 'Run the command again to go on.',
      });
    }
    this.session.emit({
      type: 'notice',
      message: `The org ${why}: the query begins anew, and records that are in the file are skipped.`,
    });
  }

  private async save(
    records: readonly AuditRecord[],
    done: boolean,
    cursor: string | undefined,
  ): Promise<void> {
    const org = this.session.backend.org;
    const fresh: string[] = [];
    let newest = this.progress.newest;
    for (const record of records) {
      if (newest === undefined || Date.parse(record.eventTimestamp) > Date.parse(newest))
        newest = record.eventTimestamp;
      if (this.ids.has(record.id)) continue;
      this.ids.add(record.id);
      fresh.push(maskedLine(record, this.request.mask ?? []));
    }
    await withDiskErrors(org, `${this.progress.records} records are in the file.`, async () => {
      if (fresh.length > 0) await this.file.write(fresh.join(''));
      const bytes = await this.file.flush();
      const { cursor: _old, newest: _newest, ...rest } = this.progress;
      this.progress = {
        ...rest,
        bytes,
        records: this.progress.records + fresh.length,
        done: this.progress.done || done,
        requests: this.window.save(),
        ...(cursor === undefined || done ? {} : { cursor }),
        ...(newest === undefined ? {} : { newest }),
      };
      await writeProgress(this.session.workplace.run.fs, this.request.file, this.progress);
    });
    this.session.emit({
      type: 'progress',
      phase: 'export',
      done: this.progress.records,
      total: undefined,
      unit: 'records',
    });
  }

  private overlapStart(): string | undefined {
    const from = Date.parse(this.query['from']!);
    const newest = this.progress.newest === undefined ? Number.NaN : Date.parse(this.progress.newest);
    return Number.isNaN(newest)
      ? this.query['from']
      : new Date(Math.max(from, newest - OVERLAP_MS)).toISOString();
  }
}

function queryOf(org: string, request: AuditRequest): Record<string, string> {
  const [from, to] = [request.from, request.to].map((text) => {
    const moment = parseIsoDate(text);
    if (moment === undefined)
      throw refuse(
        org,
        `"${text}" is no date of ISO 8601 that exists`,
        'Write dates like 2026-01-31, or 2026-01-31T12:00:00Z with an offset.',
      );
    return moment;
  }) as [number, number];
  if (to <= from) throw refuse(org, 'the end is not after the start', 'Give --to a later date than --from.');
  const kept = request.mask?.find((f) => f === 'id' || f === 'correlationId');
  if (kept !== undefined)
    throw refuse(
      org,
      `"${kept}" is what records are told apart and traced by, and is never masked`,
      'Leave it out of --mask.',
    );
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    mask: [...(request.mask ?? [])].sort().join(','),
    ...(request.resourceType === undefined ? {} : { resourceType: request.resourceType }),
    ...(request.actionType === undefined ? {} : { actionType: request.actionType }),
  };
}

/** The ids in the part of the file that counts. */
function idsIn(text: string): Set<string> {
  const ids = new Set<string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const id = (JSON.parse(line) as { id?: unknown }).id;
      if (typeof id === 'string') ids.add(id);
    } catch {}
  }
  return ids;
}

function refuse(org: string, what: string, advice: string): OrgError {
  return new OrgError({ kind: 'file', org, what, written: 'Nothing was exported.', advice });
}
