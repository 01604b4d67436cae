import { SAMPLE_KINDS, type SampleKind } from '../../masks/samples';
import type { Severity } from '../findings/finding';
import { GlobList } from '../globs/globs';
import { DEFAULT_NAMING_PATTERN } from './defaults';
import { Environment } from './environment';
import { isRecord, strings } from './read';

export type RuleLevel = Severity | 'off';

/** json-syntax cannot be switched off: nothing else would report an unreadable file. */
export const ALWAYS_ON = 'json-syntax';

const LEVELS: readonly string[] = ['off', 'hint', 'information', 'warning', 'error'];

/** The kinds of sensitive data that `requireMasks` can name. */
export type MaskKind = SampleKind;
const KINDS: readonly string[] = SAMPLE_KINDS;

/** A named range of priorities, both ends included. */
export interface PriorityBand {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/**
 * The project configuration as the rules use it. Made from whatever of `recpolicy.config.json` is usable: a
 * fault in one entry is reported on the file and leaves the other entries in force.
 */
export interface ProjectConfig {
  readonly environments: readonly Environment[];
  /** Whether the file names environments; without, one nameless environment holds every file. */
  readonly named: boolean;
  readonly levels: ReadonlyMap<string, RuleLevel>;
  readonly bands: readonly PriorityBand[];
  readonly namingPattern: string;
  /** True when the project set a pattern of its own, which must not run on a backtracking engine. */
  readonly ownNamingPattern: boolean;
  readonly maskSamples: { readonly sensitive: readonly string[]; readonly ordinary: readonly string[] };
  readonly requireMasks: readonly MaskKind[];
  readonly pullFolder: string;
  /** What the project leaves out of itself, by path; undefined where it leaves out nothing. */
  readonly ignore: GlobList | undefined;
}

/** Reads a configuration from the plain value of its file; undefined gives the defaults. */
export function readConfig(value: unknown): ProjectConfig {
  const config = isRecord(value) ? value : {};
  const environments: Environment[] = [];
  const named = config['environments'];
  if (isRecord(named)) {
    for (const [name, entry] of Object.entries(named))
      if (isRecord(entry)) environments.push(new Environment(name, entry));
  }
  const levels = new Map<string, RuleLevel>();
  if (isRecord(config['rules'])) {
    for (const [code, level] of Object.entries(config['rules'])) {
      if (typeof level !== 'string' || !LEVELS.includes(level)) continue;
      if (code !== ALWAYS_ON || level !== 'off') levels.set(code, level as RuleLevel);
    }
  }
  const bands: PriorityBand[] = [];
  if (isRecord(config['priorityBands'])) {
    for (const [name, band] of Object.entries(config['priorityBands'])) {
      if (!Array.isArray(band) || band.length !== 2) continue;
      const [low, high] = band as unknown[];
      if (Number.isInteger(low) && Number.isInteger(high))
        bands.push({ name, low: low as number, high: high as number });
    }
  }
  const samples = isRecord(config['maskSamples']) ? config['maskSamples'] : {};
  const pattern = config['namingPattern'];
  const ownNamingPattern = typeof pattern === 'string' && pattern !== DEFAULT_NAMING_PATTERN;
  return {
    environments: environments.length > 0 ? environments : [new Environment('', {})],
    named: environments.length > 0,
    levels,
    bands,
    namingPattern: ownNamingPattern ? pattern : DEFAULT_NAMING_PATTERN,
    ownNamingPattern,
    maskSamples: { sensitive: strings(samples['sensitive']), ordinary: strings(samples['ordinary']) },
    requireMasks: strings(config['requireMasks']).filter((k): k is MaskKind => KINDS.includes(k)),
    ignore: ignoreOf(strings(config['ignore'])),
    pullFolder: typeof config['pullFolder'] === 'string' ? config['pullFolder'] : 'policies',
  };
}

/** Where all patterns keep files in, there is nothing that they could be kept from. */
function ignoreOf(globs: readonly string[]): GlobList | undefined {
  return globs.some((glob) => !glob.startsWith('!')) ? new GlobList(globs) : undefined;
}
