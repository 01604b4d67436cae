import { describe, expect, it } from 'vitest';
import { emulator, orgAndClient } from '../testing/orgs';
import { connect, fetchToken, payload, policiesPath } from '../testing/raw-client';
import type { FaultAction, ShapeChange } from './types';

const create = { operation: 'createPolicy' } as const;
const list = { operation: 'listPolicies' } as const;

/** The code of the error with which a request fails on the wire. */
async function wireError(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => 'none',
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}

describe('losing a request or its answer', () => {
  it.each(['reset', 'close'] as const)('%s before the effect: nothing is applied', async (kind) => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: create, do: { kind } });
    expect(await wireError(client.send('POST', policiesPath, { body: payload() }))).toBe('ECONNRESET');
    expect(org.writes).toEqual([]);
    expect(org.log.at(-1)).toMatchObject({
      applied: false,
      ending: kind === 'reset' ? 'reset' : 'closed',
      faults: [kind],
    });
    expect((await client.send('POST', policiesPath, { body: payload() })).status).toBe(201);
  });

  it.each(['reset', 'close'] as const)(
    '%s after the effect: the client sees the same, and it is applied',
    async (kind) => {
      const { org, client } = await orgAndClient();
      org.addFaults({ match: create, do: { kind, when: 'after' } });
      expect(await wireError(client.send('POST', policiesPath, { body: payload() }))).toBe('ECONNRESET');
      expect(org.writes).toMatchObject([{ action: 'create', name: payload().name }]);
      expect(org.log.at(-1)).toMatchObject({ applied: true });
      expect(org.log.at(-1)).not.toHaveProperty('status');
    },
  );

  it('hang: there is no answer until the client gives up', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: create, do: { kind: 'hang', when: 'after' } });
    const giveUp = new AbortController();
    const request = wireError(client.send('POST', policiesPath, { body: payload(), signal: giveUp.signal }));
    while (org.writes.length === 0) await new Promise(setImmediate);
    giveUp.abort();
    expect(await request).toBe('ABORT_ERR');
    await org.untilLog((records) => records.at(-1)?.ending === 'client-gone');
    expect(org.log.at(-1)).toMatchObject({ applied: true });
  });

  it('truncate on the wire: the connection ends before the announced length', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: create, do: { kind: 'truncate' } });
    expect(await wireError(client.send('POST', policiesPath, { body: payload() }))).toBe('ECONNRESET');
    expect(org.writes).toHaveLength(1);
  });

  it('truncate the content: a whole answer that is half a JSON text', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: create, do: { kind: 'truncate', how: 'content' } });
    const answer = await client.send('POST', policiesPath, { body: payload() });
    expect(answer).toMatchObject({ status: 201, json: undefined });
    expect(answer.text).toMatch(/^\{"id":/);
    expect(org.writes).toHaveLength(1);
  });
});

describe('slow answers', () => {
  it('delay holds the request back before its effect', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: create, do: { kind: 'delay', ms: 80 } });
    const started = performance.now();
    expect((await client.send('POST', policiesPath, { body: payload() })).status).toBe(201);
    expect(performance.now() - started).toBeGreaterThanOrEqual(75);
  });

  it('drip sends a whole answer in pieces', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: list, do: { kind: 'drip', bytes: 20, everyMs: 5 } });
    const started = performance.now();
    const answer = await client.send('GET', policiesPath);
    expect(answer.json).toMatchObject({ entities: [], total: 0 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(15);
  });

  it('huge pads the real answer to its size', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: list, do: { kind: 'huge', bytes: 3_000_000 } });
    const answer = await client.send('GET', policiesPath);
    expect(answer.text.length).toBe(3_000_000);
    expect(answer.json).toMatchObject({ total: 0 });
  });
});

describe('answers in the place of the real one', () => {
  const refusals: [name: string, action: FaultAction, expected: object][] = [
    [
      'a status',
      { kind: 'status', status: 500 },
      { status: 500, json: { status: 500, code: 'internal.server.error' } },
    ],
    [
      'a code',
      { kind: 'status', status: 403, code: 'missing.permissions' },
      { status: 403, json: { code: 'missing.permissions' } },
    ],
    ['a body', { kind: 'status', status: 200, body: [1] }, { status: 200, json: [1] }],
    [
      'HTML with 200',
      { kind: 'html', status: 200 },
      { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } },
    ],
    [
      'HTML with 502',
      { kind: 'html', status: 502 },
      { status: 502, json: undefined, text: expect.stringContaining('<html>') },
    ],
    [
      'text',
      { kind: 'text', status: 200, text: 'no' },
      { status: 200, text: 'no', headers: { 'content-type': 'application/json' } },
    ],
    [
      'a redirect',
      { kind: 'redirect', status: 307, location: 'http://127.0.0.1:1/' },
      { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
    ],
  ];
  it.each(refusals)('%s', async (_, action, expected) => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: create, do: action });
    const answer = await client.send('POST', policiesPath, { body: payload() });
    expect(answer).toMatchObject(expected);
    expect(answer.headers['inin-correlation-id']).toBeDefined();
    expect(org.writes).toEqual([]);
  });

  it('after the effect: the write stands', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: create, do: { kind: 'html', status: 502, when: 'after' } });
    expect((await client.send('POST', policiesPath, { body: payload() })).status).toBe(502);
    expect(org.writes).toHaveLength(1);
  });

  it.each([
    [5, '5'],
    [0, '0'],
    [-5, '-5'],
    [86_400, '86400'],
    ['soon', 'soon'],
    [null, undefined],
    [{ httpDateIn: 60 }, 'Wed, 02 Sep 2026 00:01:00 GMT'],
  ])('429 with Retry-After %o', async (value, header) => {
    const { org, client } = await orgAndClient({ now: () => Date.parse('2026-09-02T00:00:00Z') });
    org.addFaults({ match: list, do: { kind: 'retry-after', value } });
    const answer = await client.send('GET', policiesPath);
    expect(answer).toMatchObject({ status: 429, json: { code: 'too.many.requests.retry.after' } });
    expect(answer.headers['retry-after']).toBe(header);
  });

  it('on the token endpoint as well', async () => {
    const { org } = await emulator().then((started) => ({ org: started.org() }));
    org.addFaults({ match: { operation: 'requestToken' }, do: { kind: 'status', status: 503 } });
    expect((await fetchToken(org)).status).toBe(503);
    expect((await fetchToken(org)).status).toBe(200);
  });
});

describe('answers of a wrong shape', () => {
  const listed = { name: 'A', id: expect.any(String) };
  const cases: [ShapeChange, object][] = [
    ['list-null', { entities: null }],
    ['list-object', { entities: { 0: listed } }],
    ['body-array', [{ entities: [listed, {}] }]],
    ['numeric-ids', { entities: [{ id: 1 }, { id: 2 }] }],
    ['extra-fields', { entities: [{ ...listed, addedByANewerServer: {} }, {}], addedByANewerServer: true }],
    ['page-count-high', { pageCount: 2 }],
    ['page-count-low', { pageCount: 1 }],
    ['total-wrong', { total: 9 }],
    ['duplicate-names', { entities: [{ name: 'A' }, { name: 'A' }] }],
  ];
  it.each(cases)('%s', async (change, expected) => {
    const { org, client } = await orgAndClient();
    org.createPolicy(payload({ name: 'A' }));
    org.createPolicy(payload({ name: 'B' }));
    org.addFaults({ match: list, do: { kind: 'shape', change } });
    expect((await client.send('GET', policiesPath)).json).toMatchObject(expected);
  });

  it('list-missing, body-null and without-etag take something away', async () => {
    const { org, client } = await orgAndClient();
    const { id } = org.createPolicy(payload());
    for (const change of ['list-missing', 'body-null', 'without-etag'] as const) {
      org.addFaults({ match: { path: `/api/v2${policiesPath}**` }, do: { kind: 'shape', change } });
    }
    expect((await client.send('GET', policiesPath)).json).not.toHaveProperty('entities');
    expect((await client.send('GET', policiesPath)).json).toBeNull();
    const answer = await client.send('GET', `${policiesPath}/${id}`);
    expect(answer.json).not.toHaveProperty('etag');
    expect(answer.headers).not.toHaveProperty('etag');
  });

  it('patch sets and removes by JSON Pointer', async () => {
    const { org, client } = await orgAndClient();
    org.createPolicy(payload());
    const set = [
      { path: '/entities/0/id', value: 7 },
      { path: '/entities/0/name' },
      { path: '/total', value: null },
    ];
    org.addFaults({ match: list, do: { kind: 'patch', set } });
    const { entities, total } = (await client.send('GET', policiesPath)).json;
    expect([entities[0].id, 'name' in entities[0], total]).toEqual([7, false, null]);
  });

  it('repeated-cursor and empty-page-with-cursor keep an audit reader where it was', async () => {
    const org = (await emulator({ data: 'demo' })).org();
    const client = await connect(org);
    const path = '/audit/logs?dateFrom=2026-09-01T00:00:00Z&dateTo=2026-10-01T00:00:00Z&pageSize=3';
    org.addFaults({
      match: { operation: 'listAuditLogs' },
      do: { kind: 'shape', change: 'empty-page-with-cursor' },
    });
    const empty = (await client.send('GET', path)).json;
    expect(empty).toMatchObject({ entities: [], cursor: expect.any(String) });
    const first = (await client.send('GET', `${path}&cursor=${empty.cursor}`)).json;
    expect(first.entities).toEqual((await client.send('GET', path)).json.entities);
    org.addFaults({
      match: { operation: 'listAuditLogs' },
      do: { kind: 'shape', change: 'repeated-cursor' },
    });
    expect((await client.send('GET', `${path}&cursor=${first.cursor}`)).json.cursor).toBe(first.cursor);
  });
});

describe('an org that moves', () => {
  it('second-editor makes every write meet 412, for as long as it lasts', async () => {
    const { org, client } = await orgAndClient();
    const { id } = org.createPolicy(payload());
    org.addFaults({ match: { operation: 'replacePolicy' }, times: 3, do: { kind: 'second-editor' } });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) {
      const { etag } = org.policy(id);
      const put = { body: payload({ priority: 9 }), headers: { 'If-Match': etag! } };
      statuses.push((await client.send('PUT', `${policiesPath}/${id}`, put)).status);
    }
    expect(statuses).toEqual([412, 412, 412, 200]);
    expect(org.writes.filter((write) => write.by === 'second editor')).toHaveLength(3);
  });

  it('stale: a changed policy is read as before for some requests, while writes meet the truth', async () => {
    const { org, client } = await orgAndClient();
    const { id, etag } = org.createPolicy(payload());
    org.addFaults({ match: { operation: 'setPolicyEnabled' }, do: { kind: 'stale', requests: 2 } });
    const path = `${policiesPath}/${id}`;
    const options = { body: { enabled: false }, headers: { 'If-Match': etag! } };
    expect((await client.send('PATCH', path, options)).status).toBe(200);
    expect((await client.send('GET', path)).json.enabled).toBe(true);
    expect((await client.send('PATCH', path, options)).status).toBe(412);
    expect((await client.send('GET', policiesPath)).json.entities[0].enabled).toBe(true);
    expect((await client.send('GET', path)).json.enabled).toBe(false);
  });

  it('stale: a created policy is visible late, and its name is taken at once', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults(
      { match: create, do: { kind: 'stale', seconds: 30 } },
      { match: create, do: { kind: 'reset', when: 'after' } },
    );
    expect(await wireError(client.send('POST', policiesPath, { body: payload() }))).toBe('ECONNRESET');
    expect((await client.send('GET', policiesPath)).json.total).toBe(0);
    expect((await client.send('POST', policiesPath, { body: payload() })).status).toBe(409);
    org.advanceClock(30);
    expect((await client.send('GET', policiesPath)).json.total).toBe(1);
  });

  it('expire-tokens strikes in the middle of a run', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: list, nth: 2, do: { kind: 'expire-tokens' } });
    expect((await client.send('GET', policiesPath)).status).toBe(200);
    expect((await client.send('GET', policiesPath)).status).toBe(401);
    expect((await (await connect(org)).send('GET', policiesPath)).status).toBe(200);
  });
});

describe('which requests a fault is for', () => {
  it('nth and times count the matching requests', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({
      match: { method: 'GET', path: `/api/v2${policiesPath}` },
      nth: 2,
      times: 2,
      do: { kind: 'status', status: 500 },
    });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) {
      await client.send('GET', '/recording/settings');
      statuses.push((await client.send('GET', policiesPath)).status);
    }
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect(org.faults()).toMatchObject([{ played: 2 }]);
    org.clearFaults();
    expect(org.faults()).toEqual([]);
  });

  it('write stands for every write but the token', async () => {
    const { org, client } = await orgAndClient();
    org.addFaults({ match: { method: 'write' }, times: 'always', do: { kind: 'status', status: 500 } });
    expect((await fetchToken(org)).status).toBe(200);
    expect((await client.send('DELETE', `${policiesPath}/x`)).status).toBe(500);
    expect((await client.send('GET', policiesPath)).status).toBe(200);
  });

  it('query, body text and path patterns narrow it', async () => {
    const { org, client } = await orgAndClient();
    const status = { kind: 'status', status: 503 } as const;
    org.addFaults(
      { match: { query: { pageNumber: '2' } }, do: status },
      { match: { bodyIncludes: 'Second' }, do: status },
      { match: { path: '/api/v2/users/*/odd(id' }, do: status },
    );
    expect((await client.send('GET', `${policiesPath}?pageNumber=1`)).status).toBe(200);
    expect((await client.send('GET', `${policiesPath}?pageNumber=2`)).status).toBe(503);
    expect((await client.send('POST', policiesPath, { body: payload({ name: 'First' }) })).status).toBe(201);
    expect((await client.send('POST', policiesPath, { body: payload({ name: 'Second' }) })).status).toBe(503);
    expect((await client.send('GET', '/users/groups/odd(id')).status).toBe(503);
  });

  it('probability repeats with the seed', async () => {
    const run = async (seed: number) => {
      const { org, client } = await orgAndClient({ seed });
      org.addFaults({ match: list, times: 'always', probability: 0.5, do: { kind: 'status', status: 500 } });
      const statuses: number[] = [];
      for (let i = 0; i < 12; i++) statuses.push((await client.send('GET', policiesPath)).status);
      return statuses;
    };
    const first = await run(7);
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await run(7)).toEqual(first);
  });
});
