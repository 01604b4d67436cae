import type { OrgHandle } from './control/handle';
import type { Fault } from './faults/types';
import type { Limits } from './limits';
import type { OrgState } from './state/model';

export interface EmulatorOptions {
  /** Whose API is served: that of the guides (default), or that of the live platform. */
  api?: 'wem' | 'platform';
  /** Port of the first org; each further org has the next one. 0 (default): any free ports. */
  port?: number;
  /**
   * `demo` (default): the realistic data set. `empty`: the same two orgs without policies, groups and the
   * rest.
   */
  data?: 'demo' | 'empty' | OrgState[];
  /** Loaded where it exists, and kept up to date: the orgs survive a restart. */
  dataFile?: string;
  /** Seed of all random values (default 1). */
  seed?: number;
  /** Milliseconds added to every answer (default 0). */
  latencyMs?: number;
  /** Default: those of the platform. */
  limits?: Partial<Limits> | 'none';
  /** Applied to the first org, or by org name. */
  faults?: Fault[] | Record<string, Fault[]>;
  /** Default 3600. */
  tokenLifetimeSeconds?: number;
  /** Source of time in milliseconds since the epoch (default Date.now). */
  now?: () => number;
  /** Receives faults of the emulator itself (default: standard error). */
  complain?: (line: string) => void;
}

export interface Emulator {
  /** Base address and port of the first org. */
  url: string;
  port: number;
  /** Every org, in order. */
  orgs: readonly OrgHandle[];
  /** An org by name; default: the first. */
  org(name?: string): OrgHandle;
  stop(): Promise<void>;
}
