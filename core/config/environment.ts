import picomatch from 'picomatch/posix';
import { APIS, type ApiName, type ApiTraits, apiNamed } from '../../schemas/apis';
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
  private readonly matches: ((path: string) => boolean) | undefined;
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
    this.matches = this.include === undefined ? undefined : matcher(this.include);
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
    return this.matches === undefined || this.matches(path);
  }

  private takes(path: string): boolean {
    for (const suffix of this.foreign) if (path.endsWith(suffix)) return false;
    return true;
  }
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  const everything = globs.some((g) => g === '**' || g === '**/*');
  if (everything && !globs.some((g) => g.startsWith('!'))) return () => true;
  const wanted = globs.filter((g) => !g.startsWith('!')).flatMap(withFolders);
  const unwanted = globs.filter((g) => g.startsWith('!')).flatMap((g) => withFolders(g.slice(1)));
  // Where all patterns take files out, they take them out of all.
  if (wanted.length === 0 && unwanted.length > 0) wanted.push('**');
  const options = { dot: true };
  try {
    return picomatch(wanted, { ...options, ignore: unwanted });
  } catch {
    return () => false;
  }
}

/**
 * A glob, and where it has no wildcard and so may name a folder, everything in it: `policies` and `policies/`
 * mean `policies/**`.
 */
function withFolders(glob: string): string[] {
  const path = glob.replace(/^\.\//, '');
  if (/[*?[\]{}()!+@\\]/.test(path) || path.endsWith('.json')) return [path];
  const folder = path.replace(/\/+$/, '');
  return folder === '' || folder === '.' ? ['**'] : [folder, `${folder}/**`];
}
