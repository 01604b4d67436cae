import type { OrgFacts } from '../../../core/index/org-facts';
import type { RunFiles } from '../../state/run-files';
import { parseStored } from '../../state/stored-json';
import { factsIn } from './parse';

/** Among an environment's run files. */
export const FACTS_FILE = 'facts.json';
const MAPS = ['groups', 'names'] as const;

/** Keeps facts for the next start; maps are written as lists of entries. */
export async function writeFacts(run: RunFiles, facts: OrgFacts): Promise<void> {
  // What was retired stands in the state of the project, for everybody who has it.
  const { retired: _retired, ...fetched } = facts;
  const out: Record<string, unknown> = { version: 1, ...fetched };
  for (const key of MAPS) {
    const fact = facts[key];
    if (fact !== undefined) out[key] = { ...fact, value: [...fact.value] };
  }
  await run.write(FACTS_FILE, out);
}

/** The facts last fetched; undefined where there are none, or none that can be understood, which is said. */
export async function readFacts(run: RunFiles): Promise<OrgFacts | undefined> {
  const read = await run.read(FACTS_FILE);
  if (read.kind === 'absent') return undefined;
  const facts = read.kind === 'json' ? factsIn(read.value) : read.why;
  if (typeof facts !== 'string') return facts;
  run.notice(factsFault(run.path(FACTS_FILE), facts));
  return undefined;
}

/** The facts in the text of their file; a text says what is wrong with it. */
export function factsInText(text: string): OrgFacts | string {
  const read = parseStored(text);
  return read.kind === 'json' ? factsIn(read.value) : read.why;
}

/** What a person is told of a file that cannot be understood. */
export function factsFault(path: string, why: string): string {
  return `What was fetched of this org ${why} and is not used (${path}). Fetch it again with facts.`;
}
