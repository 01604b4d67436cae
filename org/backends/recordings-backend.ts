import type { HttpClient } from '../transport/http/client';
import type { OrphanUpdateRequest, RecordingSettings } from './backend';
import { Recordings } from './recordings';

/** What every kind of org has in common: the live platform's recording settings and orphaned recordings. */
export abstract class RecordingsBackend {
  private readonly recordings: Recordings;

  protected constructor(protected readonly http: HttpClient) {
    this.recordings = new Recordings(http);
  }

  get org(): string {
    return this.http.org;
  }

  settings(signal?: AbortSignal) {
    return this.recordings.settings(signal);
  }

  replaceSettings(settings: RecordingSettings, signal?: AbortSignal) {
    return this.recordings.replaceSettings(settings, signal);
  }

  orphans(known: boolean, signal?: AbortSignal) {
    return this.recordings.orphans(known, signal);
  }

  orphan(id: string, signal?: AbortSignal) {
    return this.recordings.orphan(id, signal);
  }

  orphanMedia(id: string, signal?: AbortSignal) {
    return this.recordings.orphanMedia(id, signal);
  }

  attachOrphan(id: string, request: OrphanUpdateRequest, signal?: AbortSignal) {
    return this.recordings.attachOrphan(id, request, signal);
  }

  deleteOrphan(id: string, signal?: AbortSignal) {
    return this.recordings.deleteOrphan(id, signal);
  }
}
