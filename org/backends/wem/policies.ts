import type { PolicyPayload } from '../../model/policy/payload';
import { AmbiguousWriteError } from '../../transport/errors/kinds';
import { OrgError } from '../../transport/errors/org-error';
import type { ApiAnswer, ApiRequest, HttpClient } from '../../transport/http/client';
import { wrongShape } from '../../transport/http/failure';
import { isRecord } from '../../transport/http/json';
import type { RemotePolicy } from '../backend';
import { allPages, MAX_CHARACTERS } from '../paging';
import { found, parseId, ShapeFault, shaped } from '../shape';
import { parsePolicy } from './parse';

const POLICIES = '/api/v2/wem/screenrecording/policies';
const SESSIONS = '/api/v2/wem/screenrecording/sessions';

/** Screen recording policies and their sessions. */
export class WemPolicies {
  constructor(private readonly http: HttpClient) {}

  list(signal?: AbortSignal): Promise<RemotePolicy[]> {
    const read = (value: unknown) =>
      shaped(this.http.org, { method: 'GET', path: POLICIES }, () => parsePolicy(value));
    return allPages(this.http, POLICIES, {}, read, signal);
  }

  async get(id: string, signal?: AbortSignal): Promise<RemotePolicy | undefined> {
    const request: ApiRequest = { method: 'GET', path: pathOf(id), signal };
    const answer = await found(() => this.http.send(request));
    if (answer === undefined) return undefined;
    return shaped(this.http.org, request, () =>
      this.same(id, parsePolicy(answer.json, answer.headers.get('etag'))),
    );
  }

  async create(payload: PolicyPayload, signal?: AbortSignal): Promise<RemotePolicy> {
    const request: ApiRequest = { method: 'POST', path: POLICIES, body: payload, signal };
    return this.written(request, await this.http.send(request));
  }

  async replace(
    id: string,
    etag: string,
    payload: PolicyPayload,
    signal?: AbortSignal,
  ): Promise<RemotePolicy> {
    const request: ApiRequest = { method: 'PUT', path: pathOf(id), ifMatch: etag, body: payload, signal };
    return this.written(request, await this.http.send(request), id);
  }

  async setEnabled(id: string, etag: string, enabled: boolean, signal?: AbortSignal): Promise<RemotePolicy> {
    const request: ApiRequest = {
      method: 'PATCH',
      path: pathOf(id),
      ifMatch: etag,
      body: { enabled },
      signal,
    };
    return this.written(request, await this.http.send(request), id);
  }

  async delete(id: string, etag: string, signal?: AbortSignal): Promise<'deleted' | 'gone'> {
    const answer = await found(() =>
      this.http.send({ method: 'DELETE', path: pathOf(id), ifMatch: etag, signal }),
    );
    return answer === undefined ? 'gone' : 'deleted';
  }

  /**
   * The number of active sessions over all pages, should the org page them. Only a whole, well-formed answer
   * counts.
   */
  async activeSessions(policyId: string, signal?: AbortSignal): Promise<number> {
    const sessions = new Set<string>();
    let characters = 0;
    for (let pageNumber = 1; ; pageNumber++) {
      const query = { policyId, status: 'ACTIVE', ...(pageNumber === 1 ? {} : { pageNumber }) };
      const request: ApiRequest = { method: 'GET', path: SESSIONS, query, signal };
      const answer = await this.http.send(request);
      const body = answer.json;
      const bad = (what: string) => wrongShape(this.http.org, request, what, answer.correlationId);
      characters += answer.size;
      if (characters > MAX_CHARACTERS) throw bad('the sessions are more than any org has');
      if (!isRecord(body) || !Array.isArray(body['items'])) throw bad('the sessions have no "items" array');
      for (const item of body['items']) {
        sessions.add(shaped(this.http.org, request, () => parseId(item, 'a session')));
      }
      const pages = body['pageCount'];
      const more =
        typeof pages === 'number'
          ? pageNumber < pages
          : Boolean(body['nextUri'] ?? body['nextPage'] ?? body['cursor']);
      if (!more) {
        const total = body['total'];
        if (typeof total === 'number' && total > sessions.size)
          throw bad(`${total} sessions are counted and ${sessions.size} listed`);
        return sessions.size;
      }
      // A page that leads on but cannot be followed by number leaves the count unknown, which is never none.
      if (body['items'].length === 0 || typeof pages !== 'number' || pageNumber > 1000)
        throw bad('the sessions go on in a way that is not described');
    }
  }

  private written(request: ApiRequest, answer: ApiAnswer, id?: string): RemotePolicy {
    const tag = answer.headers.get('etag');
    try {
      return this.same(id, parsePolicy(answer.json, tag));
    } catch (error) {
      if (!(error instanceof ShapeFault)) throw error;
      throw new AmbiguousWriteError({
        org: this.http.org,
        request: { method: request.method, path: request.path },
        status: answer.status,
        ...(answer.correlationId === undefined ? {} : { correlationId: answer.correlationId }),
        what: `the answer to a write breaks the API's contract: ${error.message}`,
      });
    }
  }

  private same(id: string | undefined, policy: RemotePolicy): RemotePolicy {
    if (id !== undefined && policy.id !== id)
      throw new ShapeFault('another policy came back than was asked for');
    return policy;
  }
}

/** The path of a policy; the id comes from the org and is escaped like any foreign text. */
function pathOf(id: string): string {
  return `${POLICIES}/${encodeURIComponent(id)}`;
}

/** The tag of a policy, or an error: without one nothing may be written. */
export function tagOf(org: string, etag: string | undefined): string {
  if (etag !== undefined) return etag;
  throw new OrgError({
    kind: 'wrong-shape',
    org,
    what: 'the org gives no entity tag for a policy, so that a change made by somebody else could not be noticed',
    written: 'The policy was not written.',
    advice: 'Check that the address is the right API.',
  });
}
