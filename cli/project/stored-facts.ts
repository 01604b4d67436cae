import { existsSync, readFileSync } from 'node:fs';
import type { OrgFacts, OrgFactsSource } from '../../core/org-facts';
import { FACTS_FILE, factsIn } from '../../org/facts/store';
import { StatePaths } from '../../org/state/paths';

/** What was last fetched of each environment's org, from the project's own folder. Nothing is asked of any org. */
export class StoredFacts implements OrgFactsSource {
  private readonly read = new Map<string, OrgFacts | undefined>();

  facts(environment: string, folder?: string): OrgFacts | undefined {
    if (folder === undefined || environment === '') return undefined;
    const key = `${folder}\n${environment}`;
    if (!this.read.has(key)) this.read.set(key, stored(folder, environment));
    return this.read.get(key);
  }
}

function stored(folder: string, environment: string): OrgFacts | undefined {
  const paths = new StatePaths(folder, environment);
  let facts: OrgFacts | undefined;
  try {
    facts = factsIn(JSON.parse(readFileSync(paths.runFile(FACTS_FILE), 'utf8')));
  } catch {
    // Absent, unreadable or damaged: not known.
    return undefined;
  }
  const remote = facts?.remoteOnly;
  if (remote === undefined) return facts;
  // What was deployed or pulled since then has a file by now.
  const value = remote.value.filter((p) => !existsSync(paths.policy(p.id)));
  return { ...facts, remoteOnly: { ...remote, value } };
}
