import { isRecord } from '../http/json';
import { stableFileName } from './names';
import type { RunFiles } from './run-files';

/** How far retiring a policy has got. */
export interface Retirement {
  readonly id: string;
  readonly name: string;
  readonly stage: 'disabling' | 'waiting' | 'deleting';
  /** The tag of the disabled policy, once that is confirmed. */
  readonly etag?: string;
  /** ISO 8601. */
  readonly since: string;
}

const PREFIX = 'retire-';

export async function readRetirement(run: RunFiles, id: string): Promise<Retirement | undefined> {
  const value = await run.read(`${PREFIX}${stableFileName(id)}.json`);
  return isRecord(value) && value['id'] === id && typeof value['stage'] === 'string'
    ? (value as unknown as Retirement)
    : undefined;
}

export async function writeRetirement(run: RunFiles, retirement: Retirement): Promise<void> {
  await run.write(`${PREFIX}${stableFileName(retirement.id)}.json`, { version: 1, ...retirement });
}

export async function endRetirement(run: RunFiles, id: string): Promise<void> {
  await run.remove(`${PREFIX}${stableFileName(id)}.json`);
}

/** All policies on their way out. */
export async function retirements(run: RunFiles): Promise<Retirement[]> {
  const found: Retirement[] = [];
  for (const name of await run.names()) {
    if (!name.startsWith(PREFIX) || !name.endsWith('.json')) continue;
    const value = await run.read(name);
    if (isRecord(value) && typeof value['id'] === 'string') found.push(value as unknown as Retirement);
  }
  return found;
}

export async function retiringIds(run: RunFiles): Promise<ReadonlySet<string>> {
  return new Set((await retirements(run)).map((r) => r.id));
}
