import type { EnvironmentConfig } from '../../model/project';
import { endpointRefusal } from '../../transport/endpoints/refusal';
import { REGIONS } from '../../transport/endpoints/regions';
import type { BackendKind } from '../kind';
import { PlatformBackend } from './platform-backend';

export const platformKind: BackendKind = {
  // All orgs of a region have one address.
  sharesAddress: true,
  defaultApiBase,
  defaultTokenUrl: ({ apiBaseUrl, region }, apiBase) =>
    apiBaseUrl === undefined ? `https://login.${region}/oauth/token` : `${apiBase}/oauth/token`,
  // The platform grants what the client was given, whatever a request names.
  scopes: () => [],
  create: ({ http, clock }) => new PlatformBackend(http, clock),
};

function defaultApiBase(env: EnvironmentConfig): URL {
  if (env.region === undefined || !REGIONS.includes(env.region)) {
    throw endpointRefusal(
      env,
      env.region === undefined ? 'has no region' : 'names a region the platform does not have',
      `Set "region" to one of ${REGIONS.join(', ')}.`,
    );
  }
  return new URL(`https://api.${env.region}`);
}
