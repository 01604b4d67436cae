import { APIS, type ApiName, type ApiTraits, apiNamed } from '../../schemas/apis';
import { GlobList } from '../globs/globs';
import { isRecord, strings } from './read';

/** Days; a higher minimum is reported on the file and not in force. */
const LONGEST = 365;

const POLICY_SUFFIXES: readonly string[] = Object.values(APIS).map((api) => api.policySuffix);

/** One environment (org) of a project, as the rules need it; addresses are the org engine's to check. */
export class Environment {
  readonly api: ApiName;
  readonly isProtected: boolean;
  /** Days, from the configuration; undefined leaves it to the value last fetched from the org. */
  readonly minimumRetentionDays: number | undefined;
  readonly include: readonly string[] | undefined;
  readonly variables: ReadonlyMap<string, string>;
  /** The entry of the configuration, for what only the org engine reads. */
  readonly entry: Readonly<Record<string, unknown>>;
  private readonly globs: GlobList | undefined;
  /** How the names of policy files end that only other APIs take. */
  private readonly foreign: readonly string[];

  constructor(
    /** The name in the configuration; empty for the one environment of a project that names none. */
    readonly name: string,
    entry: Readonly<Record<string, unknown>>,
  ) {
    this.entry = entry;
    this.api = apiNamed(entry['api']);
    this.foreign = POLICY_SUFFIXES.filter((suffix) => suffix !== this.traits.policySuffix);
    this.isProtected = entry['protected'] === true;
    const minimum = entry['minimumRetentionDays'];
    this.minimumRetentionDays =
      typeof minimum === 'number' && Number.isInteger(minimum) && minimum > 0 && minimum <= LONGEST
        ? minimum
        : undefined;
    this.include = Array.isArray(entry['include']) ? strings(entry['include']) : undefined;
    const variables = new Map<string, string>();
    if (isRecord(entry['variables'])) {
      // An id that is empty names nothing: to rules and completion it is a variable without a value.
      for (const [name, value] of Object.entries(entry['variables']))
        if (typeof value === 'string' && value.trim() !== '') variables.set(name, value);
    }
    this.variables = variables;
    this.globs = this.include === undefined ? undefined : new GlobList(this.include);
  }

  get traits(): ApiTraits {
    return APIS[this.api];
  }

  /**
   * Whether the file at this project path belongs to the environment: its globs name it and its API takes its
   * kind.
   */
  includes(path: string): boolean {
    return this.takes(path) && this.names(path);
  }

  /** Whether the environment's `include` names the file, whatever its kind. */
  names(path: string): boolean {
    return this.globs === undefined || this.globs.matches(path);
  }

  /**
   * Whether some glob of `include` is not used, so that it is not certain which files belong to the
   * environment.
   */
  get hasUnusedGlobs(): boolean {
    return this.globs !== undefined && this.globs.unused.length > 0;
  }

  private takes(path: string): boolean {
    for (const suffix of this.foreign) if (path.endsWith(suffix)) return false;
    return true;
  }
}
