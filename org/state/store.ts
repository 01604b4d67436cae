import type { FileSystem } from '../files';
import { joinPath } from '../files';
import { isRecord } from '../http/json';
import type { PolicyPayload } from '../policy/payload';
import type { StatePaths } from './paths';

/** State files read at the same time. */
const AT_ONCE = 32;

/** A field that the org stores otherwise than it was sent. */
export interface StoredOtherwise {
  readonly path: string;
  readonly sent: unknown;
  readonly stored: unknown;
}

/** What is remembered of one deployed policy. */
export interface PolicyState {
  readonly id: string;
  readonly name: string;
  /** The file it was last deployed from or pulled to, relative to the project. */
  readonly file: string | undefined;
  readonly etag: string | undefined;
  /** The last common base: what file and org agreed on. */
  readonly base: PolicyPayload;
  readonly storedOtherwise?: readonly StoredOtherwise[];
  /** The policy was retired: its file, should it still be there, creates nothing. */
  readonly retired?: boolean;
}

/** The state files of one environment: one small file per policy, written whole, the same bytes for the same content. */
export class StateStore {
  constructor(
    private readonly fs: FileSystem,
    readonly paths: StatePaths,
  ) {}

  /** All states by id; a file that cannot be read as one is named in `damaged` and otherwise as if it were not there. */
  async all(): Promise<{ states: Map<string, PolicyState>; damaged: string[] }> {
    const states = new Map<string, PolicyState>();
    const damaged: string[] = [];
    const names = (await this.fs.list(this.paths.state)).filter(
      (name) => name.endsWith('.json') && name !== 'recording-settings.json',
    );
    for (let i = 0; i < names.length; i += AT_ONCE) {
      const some = names.slice(i, i + AT_ONCE);
      const texts = await Promise.all(some.map((n) => this.fs.readText(joinPath(this.paths.state, n))));
      texts.forEach((text, k) => {
        const state = parseState(text);
        if (state === undefined) damaged.push(some[k]!);
        else states.set(state.id, state);
      });
    }
    return { states, damaged };
  }

  async get(id: string): Promise<PolicyState | undefined> {
    return parseState(await this.fs.readText(this.paths.policy(id)));
  }

  async put(state: PolicyState): Promise<void> {
    await this.fs.writeText(
      this.paths.policy(state.id),
      textOf({ version: 1, ...state, etag: state.etag ?? null, file: state.file ?? null }),
    );
  }

  async remove(id: string): Promise<void> {
    await this.fs.remove(this.paths.policy(id));
  }

  /** The last common base of the recording settings. */
  async settings(): Promise<Record<string, unknown> | undefined> {
    const value = parse(await this.fs.readText(this.paths.settings));
    return isRecord(value) && isRecord(value['base']) ? value['base'] : undefined;
  }

  async putSettings(base: Record<string, unknown>): Promise<void> {
    await this.fs.writeText(this.paths.settings, textOf({ version: 1, base }));
  }

  /** The org these states speak of. */
  async identity(): Promise<string | undefined> {
    const value = parse(await this.fs.readText(this.paths.org));
    return isRecord(value) && typeof value['org'] === 'string' ? value['org'] : undefined;
  }

  async putIdentity(org: string): Promise<void> {
    if ((await this.identity()) !== org) await this.fs.writeText(this.paths.org, textOf({ version: 1, org }));
  }
}

export function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseState(text: string | undefined): PolicyState | undefined {
  const value = parse(text);
  if (!isRecord(value) || typeof value['id'] !== 'string' || !isRecord(value['base'])) return undefined;
  const { id, name, file, etag, base, storedOtherwise, retired } = value;
  return {
    id,
    name: typeof name === 'string' ? name : '',
    file: typeof file === 'string' ? file : undefined,
    etag: typeof etag === 'string' ? etag : undefined,
    base: base as unknown as PolicyPayload,
    ...(Array.isArray(storedOtherwise) ? { storedOtherwise: storedOtherwise as StoredOtherwise[] } : {}),
    ...(retired === true ? { retired } : {}),
  };
}
