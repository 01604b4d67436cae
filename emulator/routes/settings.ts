import type { RecordingSettings } from '../../schemas/org-api';
import { ApiError } from '../errors';
import type { Exchange, HttpResponse } from '../http/exchange';

const defaults = {
  maxSimultaneousStreams: 0,
  recordingPlaybackUrlTtl: 60,
  recordingBatchDownloadUrlTtl: 60,
  regionalRecordingStorageEnabled: false,
  stopRecordingWhenOnlyExternalParticipants: false,
} satisfies RecordingSettings;

export function getRecordingSettings({ org }: Exchange): HttpResponse {
  return { status: 200, body: structuredClone(org.state.settings) };
}

/** Replaces the whole object: a field that is left out goes back to its default. */
export function replaceRecordingSettings(exchange: Exchange): HttpResponse {
  const { org } = exchange;
  const { maxConfigurableScreenRecordingStreams: _readOnly, ...sent } = exchange.body as RecordingSettings;
  const limit = org.state.settings.maxConfigurableScreenRecordingStreams;
  if (limit !== undefined && (sent.maxSimultaneousStreams ?? 0) > limit) {
    throw new ApiError(
      400,
      'recording.org.settings.request.invalid',
      `maxSimultaneousStreams is ${sent.maxSimultaneousStreams}; this org allows at most ${limit}.`,
      [{ errorCode: 'recording.org.settings.request.invalid', fieldName: 'maxSimultaneousStreams' }],
    );
  }
  const before = org.state.settings;
  const kept = limit === undefined ? {} : { maxConfigurableScreenRecordingStreams: limit };
  org.state.settings = { ...defaults, ...sent, ...kept };
  org.changed(exchange, {
    action: 'update',
    kind: 'recording-settings',
    id: 'recording-settings',
    before,
    after: org.state.settings,
  });
  return { status: 200, body: structuredClone(org.state.settings) };
}
