import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { readConfig } from '../../core/config/config';
import { CONFIG_FILE } from '../../core/document/kinds';
import type { OrgFacts, OrgFactsSource } from '../../core/index/org-facts';
import { parseJson } from '../../core/json/parse';
import { withoutMark } from '../../core/text/byte-order-mark';
import { environmentConfig } from '../../org/adapters/local/environment-config';
import { nodeUserState } from '../../org/adapters/node/user-state';
import { FACTS_FILE, factsFault, factsInText } from '../../org/commands/facts/store';
import { StatePaths } from '../../org/state/paths';
import { projectRunFolder, runFolder } from '../../org/state/run-folder';

const MAX_BYTES = 64 * 1_048_576;

/**
 * What was last fetched of each environment's org, from the user's own folder. Nothing is asked of any org.
 */
export class StoredFacts implements OrgFactsSource {
  private readonly read = new Map<string, OrgFacts | undefined>();

  /** @param complain told, in a sentence, of facts that are there and cannot be used */
  constructor(
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly complain: (message: string) => void,
  ) {}

  facts(environment: string, folder?: string): OrgFacts | undefined {
    if (folder === undefined || environment === '') return undefined;
    const key = `${folder}\n${environment}`;
    if (!this.read.has(key)) this.read.set(key, this.stored(folder, environment));
    return this.read.get(key);
  }

  private stored(folder: string, environment: string): OrgFacts | undefined {
    const path = factsPath(folder, environment, this.env);
    if (path === undefined) return undefined;
    const facts = factsAt(path);
    if (typeof facts === 'string') {
      this.complain(factsFault(path, facts));
      return undefined;
    }
    const remote = facts?.remoteOnly;
    if (remote === undefined) return facts;
    const paths = new StatePaths(environment);
    // What was deployed or pulled since then has a file by now.
    const value = remote.value.filter((p) => !existsSync(`${folder}/${paths.policy(p.id)}`));
    return { ...facts, remoteOnly: { ...remote, value } };
  }
}

/**
 * Where the facts of an environment are; undefined where nothing is kept of this project, or its
 * configuration says no org.
 */
function factsPath(
  folder: string,
  environment: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  try {
    const state = nodeUserState(env);
    const root = realpathSync.native(folder).replaceAll('\\', '/');
    if (!existsSync(projectRunFolder(state.folder, root)) || state.problem(folder) !== undefined)
      return undefined;
    const config = readConfig(
      parseJson(withoutMark(readFileSync(`${folder}/${CONFIG_FILE}`, 'utf8'))).root?.value,
    );
    const found = config.environments.find((e) => e.name === environment);
    return found && `${runFolder(state.folder, root, environmentConfig(found))}/${FACTS_FILE}`;
  } catch {
    // A configuration that cannot be read or used has findings of its own.
    return undefined;
  }
}

function factsAt(path: string): OrgFacts | string | undefined {
  try {
    if (statSync(path).size > MAX_BYTES) return 'is larger than 64 MB';
    return factsInText(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : `cannot be read (${code})`;
  }
}
