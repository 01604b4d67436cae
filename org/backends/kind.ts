import type { EnvironmentConfig } from '../model/project';
import type { Capability } from '../transport/auth/scopes';
import type { TokenSource } from '../transport/auth/token-source';
import type { HttpClient } from '../transport/http/client';
import type { Clock } from '../transport/http/clock';
import type { OrgBackend } from './backend';

/** What a backend sends its requests with. */
export interface BackendTransport {
  readonly http: HttpClient;
  readonly tokens: Pick<TokenSource, 'require'>;
  readonly clock: Clock;
}

/** A kind of org as the engine connects to it: its addresses, its scopes and its backend. */
export interface BackendKind {
  /**
   * The address of an environment that gives none (`apiBaseUrl`). Throws an `endpoint` error that says what
   * the configuration lacks.
   */
  defaultApiBase(env: EnvironmentConfig): URL;
  /** The token endpoint of an environment that gives none (`tokenUrl`). */
  defaultTokenUrl(env: EnvironmentConfig, apiBase: string): string;
  /** Whether several orgs share the default address, so that it does not tell one from another. */
  readonly sharesAddress: boolean;
  /** The OAuth scopes that a token request names. */
  scopes(capabilities: readonly Capability[]): readonly string[];
  create(transport: BackendTransport): OrgBackend;
}
