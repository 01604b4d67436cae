import { type IncomingHttpHeaders, request } from 'node:http';
import type { PolicyBody } from '../../schemas/org-api';
import type { OrgHandle } from '../control/handle';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The text parsed as JSON; undefined where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every form
  json: any;
}

export interface RawRequest {
  headers?: Record<string, string>;
  /** Sent as JSON unless it is a string. */
  body?: unknown;
  signal?: AbortSignal;
}

/** Plain HTTP without redirects or retries: a test sees exactly what the org sends. */
export function rawRequest(
  url: string,
  method: string,
  { headers, body, signal }: RawRequest = {},
): Promise<RawAnswer> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const described: Record<string, string> =
    text === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method,
      agent: false,
      headers: { ...described, ...headers },
      ...(signal ? { signal } : {}),
    });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () => {
        const received = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: incoming.statusCode!,
          headers: incoming.headers,
          text: received,
          json: parse(received),
        });
      });
    });
    outgoing.end(text);
  });
}

export interface OrgClient {
  token: string;
  send(method: string, path: string, options?: RawRequest): Promise<RawAnswer>;
}

/** A client that has fetched a token; `path` is what follows `/api/v2`. */
export async function connect(org: OrgHandle, clientId?: string, scope?: string): Promise<OrgClient> {
  const answer = await fetchToken(org, clientId, scope);
  if (answer.status !== 200) throw new Error(`No token: ${answer.text}`);
  const token = answer.json.access_token as string;
  return {
    token,
    send: (method, path, options = {}) =>
      rawRequest(`${org.url}/api/v2${path}`, method, {
        ...options,
        headers: { Authorization: `Bearer ${token}`, ...options.headers },
      }),
  };
}

export function fetchToken(org: OrgHandle, clientId?: string, scope?: string): Promise<RawAnswer> {
  const { clientId: id, clientSecret } = org.credentials(clientId);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope === undefined ? {} : { scope }),
  });
  return rawRequest(`${org.url}/api/v2/oauth/token`, 'POST', {
    headers: { ...basic(id, clientSecret), 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
}

export function basic(id: string, secret: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

export function payload(change: Partial<PolicyBody> = {}): PolicyBody {
  return {
    name: 'Support_Desk_Recording',
    enabled: true,
    recordingType: 'SCREEN',
    targets: [{ type: 'GROUP', id: 'g1' }],
    retentionDays: 90,
    priority: 200,
    evaluationMode: 'STRICT',
    ...change,
  };
}

export const policiesPath = '/wem/screenrecording/policies';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
