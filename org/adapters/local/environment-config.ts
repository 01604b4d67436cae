import type { Environment } from '../../../core/config/environment';
import { APIS, isApiName } from '../../../schemas/apis';
import type { EnvironmentConfig } from '../../model/project';
import { OrgError } from '../../transport/errors/org-error';

const TEXTS = ['orgDomain', 'region', 'apiBaseUrl', 'tokenUrl'] as const;

/**
 * An environment's entry as the engine takes it. The rules go on with what is usable of an entry; here a
 * member of the wrong kind stops, since what it was meant to say (which org, which files, protected or not)
 * is not known.
 */
export function environmentConfig(environment: Environment): EnvironmentConfig {
  const { name, entry, variables } = environment;
  const wrong = (key: string, must: string) =>
    new OrgError({
      kind: 'configuration',
      org: name,
      what: `"${key}" of the environment must be ${must}`,
      written: 'Nothing was sent.',
      advice: 'Correct recpolicy.config.json.',
    });
  const given = (key: string) => entry[key] !== undefined;
  for (const key of TEXTS) if (given(key) && typeof entry[key] !== 'string') throw wrong(key, 'a text');
  if (given('api') && !isApiName(entry['api']))
    throw wrong(
      'api',
      Object.keys(APIS)
        .map((name) => `"${name}"`)
        .join(' or '),
    );
  if (given('protected') && typeof entry['protected'] !== 'boolean')
    throw wrong('protected', 'true or false');
  const include = entry['include'];
  if (given('include') && !(Array.isArray(include) && include.every((g) => typeof g === 'string')))
    throw wrong('include', 'a list of patterns');
  if (environment.hasUnusedGlobs) throw wrong('include', 'patterns that are short and of the usual kind');
  const minimum = entry['minimumRetentionDays'];
  if (given('minimumRetentionDays') && !(Number.isInteger(minimum) && (minimum as number) > 0))
    throw wrong('minimumRetentionDays', 'a whole number of days');
  return {
    name,
    ...(isApiName(entry['api']) ? { api: entry['api'] } : {}),
    ...Object.fromEntries(TEXTS.filter(given).map((key) => [key, entry[key]])),
    ...(given('protected') ? { protected: entry['protected'] === true } : {}),
    ...(given('minimumRetentionDays') ? { minimumRetentionDays: minimum as number } : {}),
    variables: Object.fromEntries(variables),
  };
}
