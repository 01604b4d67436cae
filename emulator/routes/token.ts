import { randomUUID } from 'node:crypto';
import type { Exchange, HttpResponse } from '../http/exchange';

/** OAuth 2.0 client credentials (RFC 6749, section 4.4) with Basic authentication of the client. */
export function requestToken({ org, request, body, record }: Exchange): HttpResponse {
  const client = findClient(org.state.clients, request.headers.authorization);
  if (!client) {
    return {
      status: 401,
      headers: { 'WWW-Authenticate': 'Basic realm="org"' },
      body: { error: 'invalid_client', error_description: 'The client id or its secret is wrong.' },
    };
  }
  record.clientId = client.id;
  const { scope } = body as { scope?: string };
  const asked = scope === undefined ? client.scopes : [...new Set(scope.split(' ').filter((s) => s !== ''))];
  const granted = asked.filter((name) => client.scopes.includes(name));
  const lifetime = org.settings.tokenLifetimeSeconds;
  const token = org.tokens.issue(client.id, granted, lifetime);
  org.audit(client.id, 'LOGIN', 'ORGANIZATION_ADMIN', {
    sessionId: token.sessionId,
    userAgent: request.headers['user-agent'] ?? '',
    correlationId: record.correlationId || randomUUID(),
  });
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: {
      access_token: token.value,
      token_type: 'bearer',
      expires_in: lifetime,
      scope: org.state.scopeFormat === 'array' ? granted : granted.join(' '),
    },
  };
}

function findClient<T extends { id: string; secret: string }>(
  clients: readonly T[],
  authorization = '',
): T | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const cut = pair.indexOf(':');
  // RFC 6749, section 2.3.1: both halves are form-encoded before they are joined.
  const [id, secret] = [pair.slice(0, cut), pair.slice(cut + 1)].map(formDecode);
  return clients.find((client) => client.id === id && client.secret === secret);
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
