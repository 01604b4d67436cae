import type { PolicyPayload } from '../model/policy/payload';
import { payloadFault } from '../model/policy/payload-fault';
import { OrgError } from '../transport/errors/org-error';
import { isRecord } from '../transport/http/json';
import type { RunFiles } from './run-files';
import { parseStored } from './stored-json';

/** One thing the last deploy wrote. */
export interface DeployedItem {
  readonly kind: 'policy' | 'recording-settings';
  /** Empty for recording settings. */
  readonly id: string;
  readonly name: string;
  readonly file?: string;
  /** What was replaced; null for something that was created. */
  readonly before: PolicyPayload | Readonly<Record<string, unknown>> | null;
  readonly after: PolicyPayload | Readonly<Record<string, unknown>>;
  readonly etag?: string;
}

export interface LastDeploy {
  /** ISO 8601. */
  readonly at: string;
  readonly items: readonly DeployedItem[];
}

const NAME = 'last-deploy.ndjson';

/**
 * What "Undo last deploy" needs: a line with the time, then a line per confirmed write. Lines are added one
 * by one, so that an interrupted deploy can be undone, too, and a large one does not write its whole past
 * each time.
 */
export class LastDeployFile {
  constructor(private readonly files: RunFiles) {}

  /** @throws `file` where there is a record that cannot be understood */
  async read(): Promise<LastDeploy | undefined> {
    const read = await this.files.readText(NAME);
    if (read.kind === 'absent') return undefined;
    if (read.kind === 'unreadable') throw this.unusable(read.why);
    const lines = read.text.split('\n').map(parsed);
    // What follows the last line end was cut off by a crash; its write is found again by the journal.
    const [head, ...rest] = lines.slice(0, -1);
    if (!isRecord(head) || head['version'] !== 1 || typeof head['at'] !== 'string')
      throw this.unusable('does not begin with the time of a deploy');
    const items = new Map<string, DeployedItem>();
    for (const item of rest) {
      if (!isItem(item)) throw this.unusable('holds a line that is no write of a deploy');
      const key = `${item.kind} ${item.id}`;
      const earlier = items.get(key);
      items.set(key, earlier === undefined ? item : { ...item, before: earlier.before });
    }
    return { at: head['at'], items: [...items.values()] };
  }

  /**
   * Begins a deploy's record with its first write (dropping that of the deploy before), or goes on with it.
   */
  async add(at: string, item: DeployedItem, first: boolean): Promise<void> {
    if (first) return this.write({ at, items: [item] });
    const file = await this.files.append(NAME);
    try {
      await file.write(`${JSON.stringify(item)}\n`);
      await file.flush();
    } finally {
      await file.close();
    }
  }

  async write(deploy: LastDeploy): Promise<void> {
    if (deploy.items.length === 0) return this.files.remove(NAME);
    const lines = [{ version: 1, at: deploy.at }, ...deploy.items].map((line) => `${JSON.stringify(line)}\n`);
    await this.files.writeText(NAME, lines.join(''));
  }

  private unusable(why: string): OrgError {
    return new OrgError({
      kind: 'file',
      org: 'recpolicy',
      what: `the record of the last deploy ${why}: ${this.files.path(NAME)}`,
      written: 'Nothing was written.',
      advice: 'That deploy cannot be undone from here. Delete the record; the next deploy begins a new one.',
    });
  }
}

function parsed(line: string): unknown {
  const read = parseStored(line);
  return read.kind === 'json' ? read.value : undefined;
}

function isItem(value: unknown): value is DeployedItem {
  if (!isRecord(value)) return false;
  const { kind, before, after } = value;
  if (kind !== 'policy' && kind !== 'recording-settings') return false;
  const isSide = (side: unknown) =>
    isRecord(side) && (kind === 'recording-settings' || payloadFault(side) === undefined);
  return (
    ['id', 'name'].every((key) => typeof value[key] === 'string') &&
    ['file', 'etag'].every((key) => value[key] === undefined || typeof value[key] === 'string') &&
    (before === null || isSide(before)) &&
    isSide(after)
  );
}
