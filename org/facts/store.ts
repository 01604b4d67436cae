import type { Dated, OrgFacts } from '../../core/org-facts';
import { isRecord } from '../http/json';
import type { RunFiles } from '../state/run-files';

/** Among an environment's run files. */
export const FACTS_FILE = 'facts.json';
const MAPS = ['groups', 'names'] as const;

/** Keeps facts for the next start; maps are written as lists of entries. */
export async function writeFacts(run: RunFiles, facts: OrgFacts): Promise<void> {
  const out: Record<string, unknown> = { version: 1, ...facts };
  for (const key of MAPS) {
    const fact = facts[key] as Dated<ReadonlyMap<string, unknown>> | undefined;
    if (fact !== undefined) out[key] = { ...fact, value: [...fact.value] };
  }
  await run.write(FACTS_FILE, out);
}

/** The facts last fetched; undefined where there are none. */
export async function readFacts(run: RunFiles): Promise<OrgFacts | undefined> {
  return factsIn(await run.read(FACTS_FILE));
}

/** The facts in the content of their file. */
export function factsIn(value: unknown): OrgFacts | undefined {
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const out: Record<string, unknown> = {};
  for (const [key, fact] of Object.entries(value)) {
    if (!isRecord(fact) || typeof fact['asOf'] !== 'string') continue;
    const isMap = (MAPS as readonly string[]).includes(key);
    if (isMap && !Array.isArray(fact['value'])) continue;
    out[key] = isMap ? { ...fact, value: new Map(fact['value'] as [string, unknown][]) } : fact;
  }
  return out as OrgFacts;
}
