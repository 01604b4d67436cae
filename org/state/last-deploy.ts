import { isRecord } from '../http/json';
import type { PolicyPayload } from '../policy/payload';
import type { RunFiles } from './run-files';
import { parse } from './store';

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
 * What "Undo last deploy" needs: a line with the time, then a line per confirmed write. Lines are added one by one, so that an
 * interrupted deploy can be undone, too, and a large one does not write its whole past each time.
 */
export class LastDeployFile {
  constructor(private readonly files: RunFiles) {}

  async read(): Promise<LastDeploy | undefined> {
    const text = await this.files.fs.readText(this.files.paths.runFile(NAME));
    if (text === undefined) return undefined;
    // A line that was cut off by a crash is no JSON; its write is found again by the journal.
    const [head, ...rest] = text.split('\n').map(parse);
    if (!isRecord(head) || typeof head['at'] !== 'string') return undefined;
    const items = new Map<string, DeployedItem>();
    for (const line of rest) {
      if (!isRecord(line) || typeof line['id'] !== 'string') continue;
      const item = line as unknown as DeployedItem;
      const key = `${item.kind} ${item.id}`;
      const earlier = items.get(key);
      items.set(key, earlier === undefined ? item : { ...item, before: earlier.before });
    }
    return { at: head['at'], items: [...items.values()] };
  }

  /** Begins a deploy's record with its first write (dropping that of the deploy before), or goes on with it. */
  async add(at: string, item: DeployedItem, first: boolean): Promise<void> {
    if (first) return this.write({ at, items: [item] });
    const path = this.files.paths.runFile(NAME);
    const file = await this.files.fs.append(path, (await this.files.fs.stat(path))?.size ?? 0);
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
    await this.files.ignored();
    await this.files.fs.writeText(this.files.paths.runFile(NAME), lines.join(''));
  }
}
