import { isRecord } from '../http/json';
import type { PolicyPayload } from '../policy/payload';
import type { RunFiles } from './run-files';

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

const NAME = 'last-deploy.json';

/** What "Undo last deploy" needs; grows with each confirmed write, so that an interrupted deploy can be undone, too. */
export class LastDeployFile {
  constructor(private readonly files: RunFiles) {}

  async read(): Promise<LastDeploy | undefined> {
    const value = await this.files.read(NAME);
    if (!isRecord(value) || typeof value['at'] !== 'string' || !Array.isArray(value['items']))
      return undefined;
    return { at: value['at'], items: value['items'] as DeployedItem[] };
  }

  async write(deploy: LastDeploy): Promise<void> {
    if (deploy.items.length === 0) await this.files.remove(NAME);
    else await this.files.write(NAME, { version: 1, ...deploy });
  }
}
