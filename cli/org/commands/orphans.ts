import { extname } from 'node:path';
import type { OrphanRecording } from '../../../org/backends/backend';
import { jsonText } from '../../format/json-text';
import { UsageError } from '../../project/errors';
import { isDirectory, typedPath } from '../../project/files';
import { coloursFor } from '../../terminal/colour';
import { sanitiseForTerminal } from '../../terminal/text';
import { approvalOf, type GivenApproval } from '../confirm';
import { type OrgOptions, type OrgWork, runOrg } from '../run';
import { count } from '../show/values';
import { showingPlan } from '../show-plan';
import type { OrgTerminal } from '../terminal';

export interface OrphanFilter {
  readonly knownConversation?: boolean;
  readonly all?: boolean;
}

export interface OrphansListOptions extends OrgOptions, OrphanFilter {
  readonly format: 'pretty' | 'json';
}

/** `recpolicy orphans list`: all of them, or those whose conversation is known. Exit code 0, or 1. */
export function orphansList(options: OrphansListOptions, terminal: OrgTerminal): Promise<number> {
  return runOrg(terminal, options, async ({ engine, progress, call }) => {
    const known = options.knownConversation === true;
    if (known && options.all === true)
      throw new UsageError('--known-conversation and --all say different things: give one of them.');
    const found = await engine.orphans(options.env, { ...call, known });
    progress.clear();
    if (options.format === 'json') {
      terminal.out(jsonText({ version: 1, environment: options.env, recordings: found }));
      return 0;
    }
    const colours = coloursFor(terminal.stdout, terminal.env);
    for (const o of found) {
      const what = [o.mediaType, o.createdTime, size(o), o.orphanStatus, o.name].filter(
        (p) => p !== undefined,
      );
      terminal.out(`${colours.bold(sanitiseForTerminal(o.id))}  ${sanitiseForTerminal(what.join('  '))}\n`);
    }
    terminal.out(
      `${count(found.length, 'orphaned recording')}${known ? ' with a known conversation' : ''}.\n`,
    );
    return 0;
  });
}

export interface OrphansDownloadOptions extends OrgOptions, OrphanFilter {
  readonly out?: string;
}

/**
 * `recpolicy orphans download`: recordings by id, or all of a filter, into a folder (or one into a file).
 * Exit code 0, or 1.
 */
export function orphansDownload(
  ids: readonly string[],
  options: OrphansDownloadOptions,
  terminal: OrgTerminal,
): Promise<number> {
  return runOrg(terminal, options, async (work) => {
    const chosen = await chosenRecordings(work, ids, options);
    const out = options.out ?? '.';
    const full = typedPath(out, terminal.cwd);
    const intoFile = chosen.length === 1 && extname(out) !== '' && !out.endsWith('/') && !isDirectory(full);
    let failed = 0;
    for (const o of chosen) {
      if (work.call.signal.aborted) break;
      try {
        const file = intoFile ? full : `${full}/${fileName(o)}`;
        const files = await work.engine.downloadOrphan(options.env, { ...work.call, id: o.id, file });
        work.progress.clear();
        for (const f of files) terminal.out(`${sanitiseForTerminal(f)}\n`);
      } catch (error) {
        if (chosen.length === 1 || work.call.signal.aborted) throw error;
        failed++;
        work.progress.clear();
        terminal.err(
          `recpolicy: ${sanitiseForTerminal(error instanceof Error ? error.message : String(error))}\n`,
        );
      }
    }
    if (chosen.length === 0) terminal.out('There is no such recording: nothing was downloaded.\n');
    if (failed > 0) terminal.err(`${failed} of ${count(chosen.length, 'recording')} were not downloaded.\n`);
    return failed > 0 || work.call.signal.aborted ? 1 : 0;
  });
}

export interface OrphansChangeOptions extends OrgOptions {
  readonly yes?: GivenApproval;
}

/** `recpolicy orphans delete`. Exit code 0: all deleted (or gone already); 1: not all. */
export function orphansDelete(
  ids: readonly string[],
  options: OrphansChangeOptions,
  terminal: OrgTerminal,
): Promise<number> {
  return runOrg(terminal, options, async (work) => {
    const call = await showingPlan(work, options.env);
    const approval = approvalOf(
      terminal,
      options.yes,
      (plan) => `Delete it in ${plan.org}, for good?`,
      call.signal,
    );
    let done = 0;
    try {
      for (const id of new Set(ids)) {
        const outcome = await work.engine.deleteOrphan(options.env, id, approval, call);
        work.progress.clear();
        terminal.out(`${sanitiseForTerminal(id)}: ${outcome === 'gone' ? 'was gone already' : 'deleted'}\n`);
        done++;
      }
    } catch (error) {
      work.progress.clear();
      if (ids.length > 1)
        terminal.err(`${done} of ${count(ids.length, 'recording')} were deleted before this:\n`);
      throw error;
    }
    return 0;
  });
}

export interface OrphansAttachOptions extends OrphansChangeOptions {
  readonly conversation: string;
  readonly archiveDate?: string;
  readonly deleteDate?: string;
}

/** `recpolicy orphans attach`: attaches a recording to a conversation. Exit code 0, or 1. */
export function orphansAttach(
  id: string,
  options: OrphansAttachOptions,
  terminal: OrgTerminal,
): Promise<number> {
  return runOrg(terminal, options, async (work) => {
    const call = await showingPlan(work, options.env);
    const request = {
      conversationId: options.conversation,
      ...(options.archiveDate === undefined ? {} : { archiveDate: options.archiveDate }),
      ...(options.deleteDate === undefined ? {} : { deleteDate: options.deleteDate }),
    };
    const approval = approvalOf(terminal, options.yes, (plan) => `Attach it in ${plan.org}?`, call.signal);
    await work.engine.attachOrphan(options.env, id, request, approval, call);
    work.progress.clear();
    terminal.out(
      `${sanitiseForTerminal(id)}: attached to conversation ${sanitiseForTerminal(options.conversation)}\n`,
    );
    return 0;
  });
}

async function chosenRecordings(
  { engine, call }: OrgWork,
  ids: readonly string[],
  options: OrphansDownloadOptions,
): Promise<OrphanRecording[]> {
  const filters = [options.all, options.knownConversation].filter((f) => f === true).length;
  if (filters + (ids.length > 0 ? 1 : 0) !== 1)
    throw new UsageError('Say which recordings: their ids, or --known-conversation, or --all.');
  if (ids.length > 0) {
    const wanted = [...new Set(ids)];
    const all = await engine.orphans(options.env, call);
    return wanted.map((id) => all.find((o) => o.id === id) ?? { id });
  }
  return [...(await engine.orphans(options.env, { ...call, known: options.knownConversation === true }))];
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  CALL: 'wav',
  SCREEN: 'webm',
  CHAT: 'txt',
  EMAIL: 'txt',
  MESSAGE: 'txt',
};

/** Named by id alone: what an org calls a recording may be anything, a path too. */
function fileName(o: OrphanRecording): string {
  const safe = o.id.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 100);
  return `${safe}.${EXTENSIONS[o.mediaType ?? ''] ?? 'media'}`;
}

function size(o: OrphanRecording): string | undefined {
  return o.mediaSizeBytes === undefined
    ? undefined
    : `${Math.max(1, Math.round(o.mediaSizeBytes / 1000))} kB`;
}
