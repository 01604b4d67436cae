/** An OAuth client's id and secret. Held in memory only, and never part of an error, a log or a file. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** For whom credentials are wanted. Stores key them by `key`, so that an environment pointed elsewhere finds nothing there. */
export interface CredentialsRequest {
  readonly environment: string;
  /** The origin they were given for; both origins where tokens are fetched elsewhere than they are used. */
  readonly key: string;
}

/** Where credentials come from: the environment variables of the command line, the secret store of the editor. */
export interface CredentialSource {
  credentials(request: CredentialsRequest): Promise<Credentials | undefined>;
}

/** `RECPOLICY_CLIENT_ID` / `_SECRET`, or per environment `RECPOLICY_<ENV>_CLIENT_ID` / `_SECRET`, which come first. */
export function credentialsFromVariables(
  variables: Readonly<Record<string, string | undefined>>,
): CredentialSource {
  return {
    async credentials({ environment }) {
      const name = environment.toUpperCase().replace(/[^A-Z0-9]/g, '_');
      const pick = (prefix: string): Credentials | undefined => {
        const clientId = variables[`${prefix}_CLIENT_ID`];
        const clientSecret = variables[`${prefix}_CLIENT_SECRET`] ?? variables[`${prefix}_SECRET`];
        return clientId && clientSecret ? { clientId, clientSecret } : undefined;
      };
      return pick(`RECPOLICY_${name}`) ?? pick('RECPOLICY');
    },
  };
}
