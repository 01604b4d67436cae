import type { ClientAuth } from 'oauth4webapi';

/**
 * HTTP Basic client authentication as the platform reads it: id and secret as they are. RFC 6749 would
 * percent-encode them first, hyphens included in common libraries, which the platform does not undo.
 */
export function basicAuthentication(clientSecret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    const bytes = new TextEncoder().encode(`${client.client_id}:${clientSecret}`);
    headers.set('authorization', `Basic ${btoa(String.fromCharCode(...bytes))}`);
  };
}
