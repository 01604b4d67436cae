import type { EnvironmentConfig } from '../../model/project';
import { OrgError } from '../errors/org-error';

/** An `endpoint` error: the configuration does not say where the org is, so nothing is sent. */
export function endpointRefusal(env: EnvironmentConfig, what: string, advice: string): OrgError {
  return new OrgError({
    kind: 'endpoint',
    org: env.name,
    what: `the environment ${what}, so credentials are sent nowhere`,
    written: 'Nothing was sent.',
    advice,
  });
}
