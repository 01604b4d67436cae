import { OrgError } from '../errors/org-error';
import type { CredentialSource, Credentials } from './credentials';

type Variables = Readonly<Record<string, string | undefined>>;

/** An environment's name as part of the names of environment variables. */
export function variableName(environment: string): string {
  return environment.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

/** One half of a pair is set: with the generic pair in its place the work would go to another org. */
export class HalfCredentialsError extends OrgError {
  constructor(environment: string, set: string, missing: string) {
    super({
      kind: 'credentials',
      org: environment,
      what: `${set} is set and ${missing} is not, so it is not clear which credentials are meant`,
      written: 'Nothing was sent.',
      advice: 'Set both, or neither.',
    });
    this.name = 'HalfCredentialsError';
  }
}

/**
 * `RECPOLICY_<ENV>_CLIENT_ID` / `_SECRET`, else `RECPOLICY_CLIENT_ID` / `_SECRET`. Half a pair throws a
 * {@link HalfCredentialsError}.
 */
export function credentialsFromVariables(variables: Variables): CredentialSource {
  return {
    async credentials({ environment }) {
      return (
        pairOf(variables, `RECPOLICY_${variableName(environment)}`, environment) ??
        pairOf(variables, 'RECPOLICY', environment)
      );
    },
  };
}

function pairOf(variables: Variables, prefix: string, environment: string): Credentials | undefined {
  const id = `${prefix}_CLIENT_ID`;
  const secret = `${prefix}_CLIENT_SECRET`;
  const clientId = variables[id];
  const clientSecret = variables[secret] || variables[`${prefix}_SECRET`];
  if (clientId && clientSecret) return { clientId, clientSecret };
  if (clientId) throw new HalfCredentialsError(environment, id, secret);
  if (clientSecret) throw new HalfCredentialsError(environment, secret, id);
  return undefined;
}

/**
 * `RECPOLICY_PROTECTED`: names of environments, separated by commas, that are protected whatever a repository
 * says.
 */
export function protectedByVariable(variables: Variables): ReadonlySet<string> {
  return new Set(
    (variables['RECPOLICY_PROTECTED'] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
}
