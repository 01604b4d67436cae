import type { OrphanRecording } from '../../schemas/org-api';
import { isoTime } from '../clock';
import { renderMedia } from '../media/render';
import type { Random } from '../random';
import type { StoredOrphan } from '../state/model';

const kinds = ['wav', 'webm', 'wav', 'webm', 'webm', 'text'] as const;
const mediaTypes = { wav: 'CALL', webm: 'SCREEN', text: 'CHAT' } as const;
const day = 86_400_000;

/**
 * Orphaned recordings with real media; two in three belong to a known conversation, some take a while to
 * prepare.
 */
export function demoOrphans(random: Random, count: number, base: number): StoredOrphan[] {
  return Array.from({ length: count }, (_, i) => {
    const media = { kind: kinds[i % kinds.length]!, seconds: random.integer(4, 40) };
    const known = i % 3 !== 2;
    const created = base + i * day + random.integer(0, day - 1);
    const orphan: OrphanRecording = {
      id: random.uuid(),
      name: `edge-${random.integer(1, 4)}-${String(i + 1).padStart(4, '0')}`,
      createdTime: isoTime(created),
      recoveredTime: isoTime(created + random.integer(1, 12) * 3_600_000),
      providerType: 'EDGE',
      mediaSizeBytes: renderMedia(media).data.length,
      mediaType: mediaTypes[media.kind],
      mediaSubtype: media.kind === 'wav' ? 'TRUNK' : 'STATION',
      fileState: 'AVAILABLE',
      orphanStatus: known
        ? 'CONVERSATION_NOT_EVALUATED'
        : i % 2 === 0
          ? 'NO_CONVERSATION'
          : 'UNKNOWN_CONVERSATION',
      region: 'eu-west-1',
    };
    return { orphan, media, preparing: i % 4, ...(known ? { conversationId: random.uuid() } : {}) };
  });
}
