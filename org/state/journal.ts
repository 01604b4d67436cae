import type { PolicyPayload } from '../model/policy/payload';
import { payloadFault } from '../model/policy/payload-fault';
import { isRecord } from '../transport/http/json';
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

  /**
   * The write that nobody finished. A journal that cannot be understood counts as none, and that is said:
   * plans compare with the org itself, so a write that took effect is seen there.
   */
  async pending(): Promise<Intent | undefined> {
    const read = await this.files.read(NAME);
    if (read.kind === 'absent') return undefined;
    const intent = read.kind === 'json' && isRecord(read.value) ? read.value['intent'] : undefined;
    if (isIntent(intent)) return intent;
    const why = read.kind === 'unreadable' ? read.why : 'holds no write of this version';
    this.files.notice(
      `The journal of interrupted writes ${why} and is not used (${this.files.path(NAME)}). What an interrupted run wrote shows in the plan.`,
    );
    return undefined;
  }
}

function isIntent(value: unknown): value is Intent {
  if (!isRecord(value) || !isRecord(value['payload'])) return false;
  const { op, id, before, payload } = value;
  return (
    (op === 'replace' ? typeof id === 'string' : op === 'create' && id === undefined) &&
    ['name', 'at'].every((key) => typeof value[key] === 'string') &&
    ['file', 'fileHash', 'fileText', 'ifMatch'].every(
      (key) => value[key] === undefined || typeof value[key] === 'string',
    ) &&
    payloadFault(payload) === undefined &&
    typeof payload['name'] === 'string' &&
    (before === null || (isRecord(before) && payloadFault(before) === undefined)) &&
    (value['temporary'] === undefined || typeof value['temporary'] === 'boolean')
  );
}
