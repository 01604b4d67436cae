import { randomBytes, randomUUID } from 'node:crypto';
import type { OrphanUpdateRequest, Recording } from '../../schemas/org-api';
import { badRequest, notFound } from '../errors';
import type { Exchange, HttpResponse } from '../http/exchange';
import type { StoredOrphan } from '../state/model';
import { pageOf } from './page';

/** As on the platform, hasConversation=false lists all, not only those without a conversation. */
export function listOrphanRecordings({ org, query }: Exchange): HttpResponse {
  const known = org.state.orphans.filter(
    (orphan) => !query.hasConversation || orphan.conversationId !== undefined,
  );
  return { status: 200, body: pageOf(known, query, ({ orphan }) => structuredClone(orphan)) };
}

export function getOrphanRecording(exchange: Exchange): HttpResponse {
  return { status: 200, body: structuredClone(find(exchange).orphan) };
}

export function attachOrphanRecording(exchange: Exchange): HttpResponse {
  const { org } = exchange;
  const stored = find(exchange);
  const { conversationId, archiveDate, deleteDate } = exchange.body as OrphanUpdateRequest;
  if (archiveDate && deleteDate && Date.parse(deleteDate) <= Date.parse(archiveDate)) {
    throw badRequest('deleteDate must be after archiveDate.', [
      { errorCode: 'invalid.date', fieldName: 'deleteDate' },
    ]);
  }
  const { orphan } = stored;
  const recording: Recording = {
    id: randomUUID(),
    conversationId,
    media: orphan.mediaType === 'CALL' ? 'audio' : (orphan.mediaType ?? 'SCREEN').toLowerCase(),
    ...(orphan.createdTime === undefined ? {} : { startTime: orphan.createdTime }),
    ...(archiveDate === undefined ? {} : { archiveDate }),
    ...(deleteDate === undefined ? {} : { deleteDate }),
    fileState: 'AVAILABLE',
  };
  org.state.recordings.push(recording);
  remove(exchange, stored);
  org.changed(exchange, { ...described(stored), action: 'update', after: recording });
  return { status: 200, body: structuredClone(recording) };
}

export function deleteOrphanRecording(exchange: Exchange): HttpResponse {
  const stored = find(exchange);
  remove(exchange, stored);
  exchange.org.changed(exchange, { ...described(stored), action: 'delete' });
  return { status: 200, body: structuredClone(stored.orphan) };
}

/** 202 while the media is prepared, then an address that expires after the playback time-to-live. */
export function getOrphanRecordingMedia(exchange: Exchange): HttpResponse {
  const { org } = exchange;
  const stored = find(exchange);
  if (stored.preparing > 0) {
    stored.preparing--;
    return { status: 202 };
  }
  const link = randomBytes(24).toString('base64url');
  const minutes = org.state.settings.recordingPlaybackUrlTtl ?? 60;
  org.mediaLinks.set(link, { orphanId: stored.orphan.id, expiresAt: org.clock.now() + minutes * 60_000 });
  return { status: 200, body: { mediaUris: { 0: { mediaUri: `${org.url}/media/${link}` } } } };
}

function find({ org, route }: Exchange): StoredOrphan {
  const id = route.params.orphanId!;
  const stored = org.state.orphans.find((candidate) => candidate.orphan.id === id);
  if (!stored) throw notFound('orphaned recording', id);
  return stored;
}

function remove({ org }: Exchange, stored: StoredOrphan): void {
  org.state.orphans = org.state.orphans.filter((candidate) => candidate !== stored);
}

function described(stored: StoredOrphan) {
  return {
    kind: 'orphan-recording' as const,
    id: stored.orphan.id,
    ...(stored.orphan.name === undefined ? {} : { name: stored.orphan.name }),
    before: stored.orphan,
  };
}
