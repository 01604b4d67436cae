import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { readConfig } from '../../../core/config/config';
import { CONFIG_FILE } from '../../../core/document/kinds';
import type { OrgFacts, OrgFactsSource, RetiredPolicy } from '../../../core/index/org-facts';
import { parseJson } from '../../../core/json/parse';
import { withoutMark } from '../../../core/text/byte-order-mark';
import { FACTS_FILE, factsFault, factsInText } from '../../commands/facts/store';
import { StatePaths } from '../../state/paths';
import { projectRunFolder, runFolder } from '../../state/run-folder';
import { environmentConfig } from '../local/environment-config';
import { hasNotes, storedRetirements } from './stored-retirements';
import { nodeUserState } from './user-state';

const MAX_BYTES = 64 * 1_048_576;

/** What was read of one environment, and how to see that it has changed since. */
interface StoredEntry {
  readonly facts: OrgFacts | undefined;
  readonly places: readonly string[];
  readonly stamp: string;
}

/**
 * What was last fetched of each environment's org, from the user's own folder, and what was retired, from the
 * project's state. Nothing is asked of any org. Folders are absolute paths with forward slashes.
 */
export class StoredFacts implements OrgFactsSource {
  private readonly read = new Map<string, StoredEntry>();

  /** @param complain told, in a sentence, of facts that are there and cannot be used */
  constructor(
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly complain: (message: string) => void,
  ) {}

  facts(environment: string, folder?: string): OrgFacts | undefined {
    if (folder === undefined || environment === '') return undefined;
    const key = `${folder}\n${environment}`;
    let read = this.read.get(key);
    if (read === undefined) {
      read = this.stored(folder, environment);
      this.read.set(key, read);
    }
    return read.facts;
  }

  /** Whether anything has changed since it was read; it is then read again when it is asked for. */
  hasChanged(): boolean {
    let changed = false;
    for (const [key, { places, stamp }] of this.read) {
      if (stampOf(places) === stamp) continue;
      this.read.delete(key);
      changed = true;
    }
    return changed;
  }

  private stored(folder: string, environment: string): StoredEntry {
    const paths = new StatePaths(environment);
    const stateFolder = `${folder}/${paths.folder}`;
    const run = runFolderOf(folder, environment, this.env);
    const path = run && `${run}/${FACTS_FILE}`;
    const places = [`${folder}/${CONFIG_FILE}`, stateFolder, ...(run ? [run, path!] : [])];
    const stamp = stampOf(places);
    const fetched = path === undefined ? undefined : this.fetched(path);
    const remote = fetched?.remoteOnly;
    // What was deployed or pulled since then has a file by now.
    const value = remote?.value.filter((p) => !existsSync(`${folder}/${paths.policy(p.id)}`));
    const facts = { ...fetched, ...(remote && { remoteOnly: { ...remote, value: value! } }) };
    const mayBeRetired = existsSync(stateFolder) || (run !== undefined && hasNotes(run));
    if (fetched === undefined && !mayBeRetired) return { facts: undefined, places, stamp };
    if (!mayBeRetired) return { facts, places, stamp };
    let retired: readonly RetiredPolicy[] | undefined;
    // Read when it is asked for: most commands do not ask, and there may be a file for each policy.
    Object.defineProperty(facts, 'retired', {
      enumerable: true,
      get: () => {
        retired ??= storedRetirements(stateFolder, run);
        return retired;
      },
    });
    return { facts, places, stamp };
  }

  private fetched(path: string): OrgFacts | undefined {
    const facts = factsAt(path);
    if (typeof facts !== 'string') return facts;
    this.complain(factsFault(path, facts));
    return undefined;
  }
}

/**
 * Where the run files of an environment are; undefined where nothing is kept of this project, or its
 * configuration says no org.
 */
function runFolderOf(
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
    const path = found && runFolder(state.folder, root, environmentConfig(found));
    return path !== undefined && existsSync(path) ? path : undefined;
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

/** When files and folders were last changed, as a comparable text. */
function stampOf(places: readonly string[]): string {
  return places
    .map((place) => {
      const stats = statSync(place, { throwIfNoEntry: false, bigint: true });
      return stats === undefined ? '-' : `${stats.mtimeNs}:${stats.size}`;
    })
    .join(' ');
}
