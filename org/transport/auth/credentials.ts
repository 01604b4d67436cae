/** An OAuth client's id and secret. Held in memory only, and never part of an error, a log or a file. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * For whom credentials are wanted. Stores key them by `key`, so that an environment pointed elsewhere finds
 * nothing there.
 */
export interface CredentialsRequest {
  readonly environment: string;
  /** Org and environment they were given for: see `Endpoints.credentialsKey`. */
  readonly key: string;
}

/**
 * Where credentials come from: the environment variables of the command line, the secret store of the editor.
 */
export interface CredentialSource {
  credentials(request: CredentialsRequest): Promise<Credentials | undefined>;
}
