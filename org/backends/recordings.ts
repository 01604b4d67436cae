import { AmbiguousWriteError } from '../transport/errors/kinds';
import type { HttpClient } from '../transport/http/client';
import { wrongShape } from '../transport/http/failure';
import { isRecord } from '../transport/http/json';
import type { OrphanMedia, OrphanRecording, OrphanUpdateRequest, RecordingSettings } from './backend';
import { allPages } from './paging';
import { found, parseId, ShapeFault, shaped } from './shape';

const SETTINGS = '/api/v2/recording/settings';
const ORPHANS = '/api/v2/orphanrecordings';

/** Recording settings and orphaned recordings: the same endpoints under both kinds of org API. */
export class Recordings {
  constructor(private readonly http: HttpClient) {}

  async settings(signal?: AbortSignal): Promise<RecordingSettings> {
    const answer = await this.http.send({ method: 'GET', path: SETTINGS, signal });
    if (!isRecord(answer.json))
      throw wrongShape(
        this.http.org,
        { method: 'GET', path: SETTINGS },
        'the settings are not an object',
        answer.correlationId,
      );
    return answer.json as RecordingSettings;
  }

  async replaceSettings(settings: RecordingSettings, signal?: AbortSignal): Promise<RecordingSettings> {
    const answer = await this.http.send({ method: 'PUT', path: SETTINGS, body: settings, signal });
    if (isRecord(answer.json)) return answer.json as RecordingSettings;
    throw new AmbiguousWriteError({
      org: this.http.org,
      request: { method: 'PUT', path: SETTINGS },
      status: answer.status,
      what: 'the answer to a write is not the settings object',
    });
  }

  orphans(known: boolean, signal?: AbortSignal): Promise<OrphanRecording[]> {
    const read = (value: unknown) =>
      shaped(this.http.org, { method: 'GET', path: ORPHANS }, () => parseOrphan(value));
    // Without the filter the platform lists all of them.
    return allPages(this.http, ORPHANS, known ? { hasConversation: true } : {}, read, signal);
  }

  async orphan(id: string, signal?: AbortSignal): Promise<OrphanRecording | undefined> {
    const path = orphanPath(id);
    const answer = await found(() => this.http.send({ method: 'GET', path, signal }));
    if (answer === undefined) return undefined;
    return shaped(this.http.org, { method: 'GET', path }, () => parseOrphan(answer.json));
  }

  async orphanMedia(id: string, signal?: AbortSignal): Promise<OrphanMedia> {
    const path = `${orphanPath(id)}/media`;
    const answer = await this.http.send({ method: 'GET', path, signal });
    if (answer.status === 202) return { ready: false };
    const uris = isRecord(answer.json) ? answer.json['mediaUris'] : undefined;
    if (!isRecord(uris))
      throw wrongShape(
        this.http.org,
        { method: 'GET', path },
        'there are no "mediaUris"',
        answer.correlationId,
      );
    const list = Object.keys(uris)
      .sort((a, b) => Number(a) - Number(b))
      .map((key) => (uris[key] as { mediaUri?: unknown } | null)?.mediaUri);
    if (list.length === 0 || !list.every((u): u is string => typeof u === 'string')) {
      throw wrongShape(
        this.http.org,
        { method: 'GET', path },
        'a media address is not a text',
        answer.correlationId,
      );
    }
    return { ready: true, uris: list };
  }

  async attachOrphan(id: string, request: OrphanUpdateRequest, signal?: AbortSignal): Promise<void> {
    await this.http.send({ method: 'PUT', path: orphanPath(id), body: request, signal });
  }

  async deleteOrphan(id: string, signal?: AbortSignal): Promise<'deleted' | 'gone'> {
    const answer = await found(() => this.http.send({ method: 'DELETE', path: orphanPath(id), signal }));
    return answer === undefined ? 'gone' : 'deleted';
  }
}

const TEXTS = [
  'name',
  'createdTime',
  'recoveredTime',
  'providerType',
  'mediaType',
  'mediaSubtype',
  'fileState',
  'orphanStatus',
  'region',
] as const;

function parseOrphan(value: unknown): OrphanRecording {
  const id = parseId(value, 'an orphaned recording');
  const orphan = value as Record<string, unknown>;
  const given = (key: string) => orphan[key] !== undefined && orphan[key] !== null;
  for (const key of TEXTS)
    if (given(key) && typeof orphan[key] !== 'string')
      throw new ShapeFault(`"${key}" of an orphaned recording is not a text`);
  if (given('mediaSizeBytes') && typeof orphan['mediaSizeBytes'] !== 'number')
    throw new ShapeFault('"mediaSizeBytes" of an orphaned recording is not a number');
  if (given('recording') && !isRecord(orphan['recording']))
    throw new ShapeFault('"recording" of an orphaned recording is not an object');
  return { ...(orphan as unknown as OrphanRecording), id };
}

function orphanPath(id: string): string {
  return `${ORPHANS}/${encodeURIComponent(id)}`;
}
