import type { OrphanRecording } from '../../../org/backends/backend';

/** How a recording is called: its name, else its id. */
export function orphanName({ name, id }: OrphanRecording): string {
  return name === undefined || name.trim() === '' ? id : name;
}

const BY_TYPE: Readonly<Record<string, string>> = {
  CALL: '.wav',
  CHAT: '.txt',
  EMAIL: '.txt',
  SCREEN: '.webm',
};

/**
 * The file name extension for a recording's media, with its dot; `.bin` where the org does not say what it
 * is.
 */
export function extensionOf({ mediaType }: OrphanRecording): string {
  return BY_TYPE[mediaType ?? ''] ?? '.bin';
}

/** Whether the org knows to which conversation a recording belongs. */
export function isKnown({ orphanStatus, recording }: OrphanRecording): boolean {
  if (recording?.conversationId !== undefined) return true;
  return (
    orphanStatus !== undefined &&
    orphanStatus !== 'NO_CONVERSATION' &&
    orphanStatus !== 'UNKNOWN_CONVERSATION'
  );
}
