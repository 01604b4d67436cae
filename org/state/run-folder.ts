import { DEFAULT_API } from '../../schemas/apis';
import { digest } from '../model/digest';
import type { EnvironmentConfig } from '../model/project';
import { isLoopback } from '../transport/endpoints/checked-url';
import { joinPath } from './file-system';
import { stableFileName } from './names';

/**
 * The folder of an environment of a project among the user's own. Two checkouts never share one, and an
 * environment that is pointed to another org begins anew.
 *
 * @param folder the user's folder for state
 * @param realRoot the project's folder with every link resolved
 */
export function runFolder(folder: string, realRoot: string, environment: EnvironmentConfig): string {
  return joinPath(projectRunFolder(folder, realRoot), environmentName(environment));
}

/** The folder that holds those of all environments of a project. */
export function projectRunFolder(folder: string, realRoot: string): string {
  const path = realRoot.replaceAll('\\', '/').replace(/\/+$/, '');
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, 24);
  return joinPath(folder, 'projects', `${name === '' ? 'root' : name}-${digest(path).slice(0, 16)}`);
}

function environmentName({ name, api, region, orgDomain, apiBaseUrl }: EnvironmentConfig): string {
  const org = [api ?? DEFAULT_API, region ?? '', orgDomain?.toLowerCase() ?? '', originOf(apiBaseUrl)];
  return `${stableFileName(name)}-${digest(JSON.stringify(org)).slice(0, 12)}`;
}

/** Local orgs count as one, since their ports change. */
function originOf(apiBaseUrl: string | undefined): string {
  if (apiBaseUrl === undefined) return '';
  try {
    const url = new URL(apiBaseUrl);
    return isLoopback(url.hostname) ? 'loopback' : url.href;
  } catch {
    return apiBaseUrl;
  }
}
