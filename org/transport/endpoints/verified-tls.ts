import { OrgError } from '../errors/org-error';
import { isLoopback } from './checked-url';
import type { Endpoints } from './endpoints';

/**
 * Refuses to sign in anywhere but to a local org while Node is told to accept any certificate: whoever is on
 * the way could read the secret.
 */
export function assertVerifiedTls(
  { org, apiBase, tokenUrl }: Pick<Endpoints, 'org' | 'apiBase' | 'tokenUrl'>,
  variables: Readonly<Record<string, string | undefined>>,
): void {
  if (variables['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  if ([apiBase, tokenUrl].every((url) => isLoopback(new URL(url).hostname))) return;
  throw new OrgError({
    kind: 'tls',
    org,
    what: 'NODE_TLS_REJECT_UNAUTHORIZED=0 has certificates accepted unseen, so credentials are sent nowhere',
    written: 'Nothing was sent.',
    advice: 'Unset it, and name the certificate of your proxy in NODE_EXTRA_CA_CERTS instead.',
  });
}
