import { isLoopback } from '../../transport/endpoints/checked-url';
import { CancelledError } from '../../transport/errors/kinds';
import { OrgError } from '../../transport/errors/org-error';
import { type BodyError, chunksOf, unlessAborted } from '../../transport/http/body';
import type { Fetch } from '../../transport/http/exchange';
import { withDiskErrors } from '../deploy/save-confirmed';
import type { OrgSession } from '../session';
import { growingPause, waitFor } from '../wait';

/** How media is fetched. */
export interface MediaAccess {
  readonly fetch: Fetch;
  readonly apiBase: string;
  readonly token: (signal?: AbortSignal) => Promise<string>;
}

export interface DownloadRequest {
  readonly id: string;
  /** Absolute path. A recording in several parts gets `.1`, `.2` … before the extension. */
  readonly file: string;
  /** Seconds to wait while the org prepares the media. */
  readonly maxWaitSeconds?: number;
}

const IDLE_MS = 30_000;
const HEAD_MS = 30_000;
/** Larger than any recording; a stream without end must not fill a disk. */
const MAX_BYTES = 64 * 1024 ** 3;
const SLACK = 1_048_576;

/**
 * Downloads an orphaned recording. A file appears only once it is whole; nothing that is there is
 * overwritten.
 */
export async function downloadOrphan(
  session: OrgSession,
  access: MediaAccess,
  request: DownloadRequest,
): Promise<readonly string[]> {
  const org = session.backend.org;
  session.emit({ type: 'phase', phase: 'download', message: `Asking ${org} for the media of ${request.id}` });
  const uris = await mediaUris(session, request);
  const size = (await session.backend.orphan(request.id, session.signal))?.mediaSizeBytes;
  const files: string[] = [];
  for (const [i, uri] of uris.entries()) {
    const file = uris.length === 1 ? request.file : numbered(request.file, i + 1);
    if ((await session.workplace.fs.stat(file)) !== undefined)
      throw problem(org, `${file} exists already`, 'Name another file, or remove that one.');
    await downloadPart(session, access, allowedMedia(org, uri, access.apiBase), file, {
      size,
      whole: uris.length === 1,
    });
    files.push(file);
  }
  return files;
}

async function mediaUris(session: OrgSession, request: DownloadRequest): Promise<readonly string[]> {
  const waiting = { limitMs: (request.maxWaitSeconds ?? 300) * 1000, pauseMs: growingPause };
  const uris = await waitFor(session, waiting, async () => {
    const media = await session.backend.orphanMedia(request.id, session.signal);
    if (media.ready) return media.uris;
    session.emit({ type: 'phase', phase: 'download', message: 'The org is preparing the media' });
    return undefined;
  });
  if (uris !== undefined) return uris;
  throw problem(
    session.backend.org,
    `the media of ${request.id} is still being prepared`,
    'Try again later.',
  );
}

/** Media addresses come from the org and may name any host: plain http only for a local org's own. */
function allowedMedia(org: string, uri: string, apiBase: string): string {
  const url = URL.canParse(uri, apiBase) ? new URL(uri, apiBase) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '')
    throw problem(
      org,
      'the address of the media is not usable',
      'Try again; if it stays so, ask the platform.',
    );
  const local = isLoopback(new URL(apiBase).hostname);
  const allowed = local
    ? isLoopback(url.hostname) || url.protocol === 'https:'
    : url.protocol === 'https:' && !isLoopback(url.hostname);
  if (!allowed)
    throw problem(
      org,
      `the media is at ${url.protocol}//${url.hostname}, which is not a place to fetch it from`,
      'Check that the address is the right API.',
    );
  return url.href;
}

/** Media needs no token as a rule, and gets one only where the org's own origin asks for it. */
async function mediaAnswer(
  session: OrgSession,
  access: MediaAccess,
  url: string,
  signal: AbortSignal,
): Promise<Response> {
  const ask = (headers: Record<string, string>) =>
    unlessAborted(access.fetch(url, { redirect: 'error', signal, headers }), signal);
  const open = await ask({});
  if (open.status !== 401 || new URL(url).origin !== new URL(access.apiBase).origin) return open;
  await open.body?.cancel();
  return ask({ authorization: `Bearer ${await access.token(session.signal)}` });
}

async function downloadPart(
  session: OrgSession,
  access: MediaAccess,
  url: string,
  file: string,
  known: { readonly size: number | undefined; readonly whole: boolean },
): Promise<void> {
  const org = session.backend.org;
  const stop = new AbortController();
  const abort = () => stop.abort(session.signal?.reason);
  session.signal?.addEventListener('abort', abort, { once: true });
  const head = setTimeout(() => stop.abort(new Error('time limit')), HEAD_MS);
  try {
    const response = await mediaAnswer(session, access, url, stop.signal);
    clearTimeout(head);
    if (response.status !== 200)
      throw problem(
        org,
        `the media server answered with status ${response.status}`,
        'The address may have expired: try again.',
      );
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    const encoded = response.headers.has('content-encoding');
    const total = Number.isFinite(length) && !encoded ? length : known.whole ? known.size : undefined;
    const most = mostBytes(known.size);
    if (length > most) throw tooLarge(org, known.size);
    await withDiskErrors(org, `${file} was not written.`, async () => {
      // Somebody's voice or screen: for the user alone, whatever the folder is open to.
      const pending = await session.workplace.run.fs.pending(file);
      try {
        let done = 0;
        for await (const chunk of chunksOf(response, most, IDLE_MS, stop.signal)) {
          await pending.write(chunk);
          done += chunk.byteLength;
          session.emit({ type: 'progress', phase: 'download', done, total, unit: 'bytes' });
        }
        if (Number.isFinite(length) && !encoded && done !== length)
          throw problem(org, `${done} of ${length} bytes arrived`, 'Try again.');
      } catch (error) {
        await pending.discard();
        throw error;
      }
      await pending.commit();
    });
  } catch (error) {
    if (session.signal?.aborted) throw new CancelledError(org, `${file} was not written.`);
    if (error instanceof OrgError) throw error;
    const fault = (error as BodyError).fault ?? 'broken';
    if (fault === 'too-large') throw tooLarge(org, known.size);
    throw problem(org, `the download broke off (${fault})`, 'Try again.', error);
  } finally {
    clearTimeout(head);
    session.signal?.removeEventListener('abort', abort);
  }
}

/** A size that the org rounds is still that of this recording; one of another order is not. */
function mostBytes(size: number | undefined): number {
  return size === undefined || !(size > 0) ? MAX_BYTES : Math.min(MAX_BYTES, Math.ceil(size * 1.1) + SLACK);
}

function tooLarge(org: string, size: number | undefined): OrgError {
  return problem(
    org,
    `the media is larger than the ${size ?? MAX_BYTES} bytes that it may have, so the download was stopped`,
    'Look at the recording in the org: its size there and its media do not agree.',
  );
}

function numbered(file: string, n: number): string {
  const dot = file.lastIndexOf('.');
  return dot > file.lastIndexOf('/') + 1 ? `${file.slice(0, dot)}.${n}${file.slice(dot)}` : `${file}.${n}`;
}

function problem(org: string, what: string, advice: string, cause?: unknown): OrgError {
  return new OrgError({
    kind: 'file',
    org,
    what,
    written: 'No file was written.',
    advice,
    ...(cause === undefined ? {} : { cause }),
  });
}
