import { OrgError } from '../transport/errors/org-error';
import { isRecord } from '../transport/http/json';
import type { ProjectWriter } from '../writing/project-writer';
import type { FileSystem } from './file-system';
import { joinPath } from './file-system';
import { policyFileName, SETTINGS_FILE, type StatePaths } from './paths';
import { type PolicyState, policyStateIn, stateJson, versionFault, wrong } from './policy-state';
import { readStoredJson, textOf } from './stored-json';

export type { PolicyState, StoredOtherwise } from './policy-state';

/** State files read at the same time. */
const AT_ONCE = 32;
/** More policies than any org has. */
const MAX_FILES = 50_000;
const MAX_BYTES = 4 * 1_048_576;
/** Faults that one message names. */
const SHOWN = 3;

/**
 * The state files of one environment: one small file per policy, written whole, the same bytes for the same
 * content. They may come from anybody who writes the repository. One that is there and not understood stops
 * whatever needs it: taken for absent, it would have a change of somebody else overwritten.
 */
export class StateStore {
  constructor(
    private readonly fs: FileSystem,
    private readonly writer: ProjectWriter,
    readonly paths: StatePaths,
  ) {}

  /** All states by id. @throws `file` where one cannot be understood; the message names it */
  async all(): Promise<ReadonlyMap<string, PolicyState>> {
    const { folder } = this.paths;
    const names = (await this.fs.list(joinPath(this.writer.root, folder))).filter(
      (name) => name.endsWith('.json') && name !== SETTINGS_FILE,
    );
    if (names.length > MAX_FILES)
      throw unusable([`${folder} has ${names.length} files, and at most ${MAX_FILES} are read`]);
    const states = new Map<string, PolicyState>();
    const faults: string[] = [];
    for (let i = 0; i < names.length && faults.length <= SHOWN; i += AT_ONCE) {
      const some = names.slice(i, i + AT_ONCE).map((name) => `${folder}/${name}`);
      const read = await Promise.all(some.map((path) => this.policyAt(path)));
      for (const [k, state] of read.entries()) {
        if (typeof state === 'string') faults.push(`${some[k]} ${state}`);
        else if (state !== undefined) states.set(state.id, state);
      }
    }
    if (faults.length > 0) throw unusable(faults);
    return states;
  }

  async get(id: string): Promise<PolicyState | undefined> {
    const path = this.paths.policy(id);
    const state = await this.policyAt(path);
    if (typeof state === 'string') throw unusable([`${path} ${state}`]);
    return state;
  }

  async put(state: PolicyState): Promise<void> {
    await this.writer.writeState(this.paths.policy(state.id), textOf(stateJson(state)));
  }

  async remove(id: string): Promise<void> {
    await this.writer.removeState(this.paths.policy(id));
  }

  /** The last common base of the recording settings. */
  async settings(): Promise<Record<string, unknown> | undefined> {
    const base = await this.member(this.paths.settings, 'base');
    if (base !== undefined && !isRecord(base))
      throw unusable([`${this.paths.settings} ${wrong('base', 'an object')}`]);
    return base;
  }

  async putSettings(base: Record<string, unknown>): Promise<void> {
    await this.writer.writeState(this.paths.settings, textOf({ version: 1, base }));
  }

  /** The org these states speak of. */
  async identity(): Promise<string | undefined> {
    const org = await this.member(this.paths.org, 'org');
    if (org !== undefined && typeof org !== 'string')
      throw unusable([`${this.paths.org} ${wrong('org', 'a text')}`]);
    return org;
  }

  async putIdentity(org: string): Promise<void> {
    if ((await this.identity()) !== org)
      await this.writer.writeState(this.paths.org, textOf({ version: 1, org }));
  }

  /** A member of a file that must have it; undefined where there is no file. */
  private async member(path: string, name: string): Promise<unknown> {
    const read = await this.read(path);
    if (read === undefined) return undefined;
    const fault = typeof read === 'string' ? read : versionFault(read.value);
    if (fault !== undefined) throw unusable([`${path} ${fault}`]);
    const { value } = read as { value: Record<string, unknown> };
    if (!Object.hasOwn(value, name)) throw unusable([`${path} has no "${name}"`]);
    return value[name];
  }

  private async policyAt(path: string): Promise<PolicyState | string | undefined> {
    const read = await this.read(path);
    if (read === undefined || typeof read === 'string') return read;
    const state = policyStateIn(read.value);
    if (typeof state === 'string') return state;
    return path.endsWith(`/${policyFileName(state.id)}`)
      ? state
      : `speaks of the policy ${state.id}, whose file would be ${policyFileName(state.id)}`;
  }

  private async read(path: string): Promise<{ readonly value: unknown } | string | undefined> {
    const read = await readStoredJson(this.fs, joinPath(this.writer.root, path), MAX_BYTES);
    if (read.kind === 'absent') return undefined;
    return read.kind === 'json' ? read : read.why;
  }
}

function unusable(faults: readonly string[]): OrgError {
  const more = faults.length > SHOWN ? '; more of them cannot be understood' : '';
  return new OrgError({
    kind: 'file',
    org: 'recpolicy',
    what: `${faults.slice(0, SHOWN).join('; ')}${more}`,
    written: 'Nothing was written: without it nobody can tell who changed what since the last deploy.',
    advice:
      'Restore it from version control, or resolve its conflict. Delete it only to begin anew for its policy, whose differences are then asked about.',
  });
}
