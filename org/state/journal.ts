import { isRecord } from '../http/json';
import type { PolicyPayload } from '../policy/payload';
import type { RunFiles } from './run-files';

/** A write about to be made. It stands in the journal from before the request until its outcome is saved. */
export interface Intent {
  readonly op: 'create' | 'replace';
  readonly name: string;
  /** Absent for a create. */
  readonly id?: string;
  /** The file concerned, relative to the project; absent where no file stands for the policy. */
  readonly file?: string;
  /** SHA-256 of the file's text at the time. */
  readonly fileHash?: string;
  /** The file's new text, where a merge is to be brought into it. */
  readonly fileText?: string;
  readonly ifMatch?: string;
  /** What is sent. */
  readonly payload: PolicyPayload;
  /** What the org had before; null for a create. */
  readonly before: PolicyPayload | null;
  /** A step that makes way for others and is followed by the final one. */
  readonly temporary?: boolean;
  /** ISO 8601. */
  readonly at: string;
}

const NAME = 'journal.json';

/** The write-ahead journal of an environment: at most one intent, as writes are made one at a time. */
export class Journal {
  constructor(private readonly files: RunFiles) {}

  async record(intent: Intent): Promise<void> {
    await this.files.write(NAME, { version: 1, intent });
  }

  async clear(): Promise<void> {
    await this.files.remove(NAME);
  }

  async pending(): Promise<Intent | undefined> {
    const value = await this.files.read(NAME);
    const intent = isRecord(value) ? value['intent'] : undefined;
    if (
      !isRecord(intent) ||
      typeof intent['op'] !== 'string' ||
      typeof intent['name'] !== 'string' ||
      !isRecord(intent['payload'])
    ) {
      return undefined;
    }
    return intent as unknown as Intent;
  }
}
