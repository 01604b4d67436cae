import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../testing/fake-clock';
import { rememberSecret } from '../errors/secrets';
import { type ApiRequest, HttpClient, type HttpMethod } from './client';
import type { Fetch } from './exchange';
import { retryAfterMs } from './retry-after';

const SECRET = 'canary-token';
rememberSecret(SECRET);

function rig(answers: (Response | Error | (() => Promise<Response>))[]) {
  const clock = new FakeClock();
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch: Fetch = async (url, init) => {
    sent.push({ url, init });
    const next = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (next instanceof Error) throw next;
    return typeof next === 'function' ? next() : next.clone();
  };
  let renewals = 0;
  const tokens = { token: async () => SECRET, renew: async () => `${SECRET}-${++renewals}` };
  const http = new HttpClient({
    org: 'prod (acme)',
    baseUrl: 'http://127.0.0.1:1',
    tokens,
    clock,
    random: () => 0.5,
    fetch,
    limits: { headMs: 50, idleMs: 50, totalMs: 200, maxBytes: 1000 },
  });
  return { http, clock, sent, renewals: () => renewals };
}

const json = (status: number, body: unknown = {}, headers: Record<string, string> = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
const network = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
const get: ApiRequest = { method: 'GET', path: '/x' };
const put: ApiRequest = { method: 'PUT', path: '/x', body: { a: 1 }, ifMatch: '"1"' };
const post: ApiRequest = { method: 'POST', path: '/x', body: { a: 1 } };
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (e) => e.kind,
  );

describe('safe repeats, by method and outcome', () => {
  const TABLE: [string, Response | Error, Record<'GET' | 'PUT' | 'POST', [number, string]>][] = [
    ['400', json(400), { GET: [1, 'rejected'], PUT: [1, 'rejected'], POST: [1, 'rejected'] }],
    ['403', json(403), { GET: [1, 'forbidden'], PUT: [1, 'forbidden'], POST: [1, 'forbidden'] }],
    ['404', json(404), { GET: [1, 'not-found'], PUT: [1, 'not-found'], POST: [1, 'not-found'] }],
    [
      '409',
      json(409),
      { GET: [1, 'already-exists'], PUT: [1, 'already-exists'], POST: [1, 'already-exists'] },
    ],
    [
      '412',
      json(412),
      { GET: [1, 'changed-meanwhile'], PUT: [1, 'changed-meanwhile'], POST: [1, 'changed-meanwhile'] },
    ],
    ['428', json(428), { GET: [1, 'rejected'], PUT: [1, 'rejected'], POST: [1, 'rejected'] }],
    ['429', json(429), { GET: [7, 'rate-limited'], PUT: [7, 'rate-limited'], POST: [7, 'rate-limited'] }],
    ['500', json(500), { GET: [7, 'server'], PUT: [1, 'ambiguous-write'], POST: [1, 'ambiguous-write'] }],
    ['501', json(501), { GET: [1, 'server'], PUT: [1, 'server'], POST: [1, 'server'] }],
    [
      '502 with HTML',
      new Response('<html>', { status: 502 }),
      { GET: [7, 'server'], PUT: [1, 'ambiguous-write'], POST: [1, 'ambiguous-write'] },
    ],
    ['503', json(503), { GET: [7, 'server'], PUT: [1, 'ambiguous-write'], POST: [1, 'ambiguous-write'] }],
    [
      '200 with HTML',
      new Response('<html>login</html>'),
      { GET: [1, 'not-the-api'], PUT: [1, 'ambiguous-write'], POST: [1, 'ambiguous-write'] },
    ],
    [
      '200 with cut JSON',
      new Response('{"a":'),
      { GET: [7, 'wrong-shape'], PUT: [1, 'ambiguous-write'], POST: [1, 'ambiguous-write'] },
    ],
    [
      '200 too large',
      new Response('x'.repeat(2000)),
      { GET: [1, 'too-large'], PUT: [1, 'ambiguous-write'], POST: [1, 'ambiguous-write'] },
    ],
    [
      'connection refused',
      network('ECONNREFUSED'),
      { GET: [7, 'network'], PUT: [7, 'network'], POST: [7, 'network'] },
    ],
    [
      'connection reset',
      network('ECONNRESET'),
      { GET: [7, 'network'], PUT: [1, 'ambiguous-write'], POST: [1, 'ambiguous-write'] },
    ],
    [
      'bad certificate',
      network('DEPTH_ZERO_SELF_SIGNED_CERT'),
      { GET: [1, 'tls'], PUT: [1, 'tls'], POST: [1, 'tls'] },
    ],
  ];
  for (const [name, outcome, expected] of TABLE) {
    for (const request of [get, put, post]) {
      it(`${request.method} meeting ${name}`, async () => {
        const r = rig([outcome]);
        const [attempts, kind] = expected[request.method as 'GET'];
        expect(await kindOf(r.http.send(request))).toBe(kind);
        expect(r.sent).toHaveLength(attempts);
      });
    }
  }
});

describe('HttpClient', () => {
  it('renews the token once on 401, and stops at the second', async () => {
    const fine = rig([json(401), json(200)]);
    await fine.http.send(get);
    expect(fine.renewals()).toBe(1);
    expect((fine.sent[1]!.init.headers as Record<string, string>)['authorization']).toBe(
      `Bearer ${SECRET}-1`,
    );
    const never = rig([json(401)]);
    expect(await kindOf(never.http.send(get))).toBe('unauthorized');
    expect(never.sent).toHaveLength(2);
  });

  it.each([
    ['7', 7000],
    ['0', undefined],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    ['86400', 60_000],
    ['Sun, 25 Oct 2026 00:30:10 GMT', 10_000],
    ['Sun, 25 Oct 2020 00:30:10 GMT', undefined],
    ['1.5', 1500],
    ['1e9', undefined],
  ])('reads Retry-After %j as %j ms', (header, ms) => {
    const headers = new Headers(header === null ? {} : { 'retry-after': header });
    expect(retryAfterMs(headers, new FakeClock())).toBe(ms);
  });

  it.each([-1, 0, 1])('reads an HTTP date by the org that is %d hours away by the clock', (hours) => {
    const clock = new FakeClock();
    const there = clock.wall() + hours * 3_600_000;
    const headers = new Headers({
      date: new Date(there).toUTCString(),
      'retry-after': new Date(there + 9000).toUTCString(),
    });
    expect(retryAfterMs(headers, clock)).toBe(9000);
  });

  it('waits as told, and holds other requests back meanwhile', async () => {
    const r = rig([json(429, {}, { 'retry-after': '7' }), json(200)]);
    await r.http.send(put);
    expect(r.clock.slept[0]).toBe(7000);
  });

  it('says how long the org asks to wait where that is longer than a command waits', async () => {
    const r = rig([json(429, {}, { 'retry-after': '86400' })]);
    await expect(r.http.send(get)).rejects.toThrow(/asks to wait 86400 seconds, and at most 60 are waited/);
    expect(Math.max(...r.clock.slept)).toBe(60_000);
  });

  it('concludes nothing from an answer that is nested deeper than any of this API', async () => {
    const deep = () => Promise.resolve(new Response(`{"a":${'['.repeat(300)}${']'.repeat(300)}}`));
    expect(await kindOf(rig([deep]).http.send(get))).toBe('wrong-shape');
    expect(await kindOf(rig([deep]).http.send(put))).toBe('ambiguous-write');
  });

  it('stops an endless 429 by its time budget', async () => {
    const r = rig([json(429, {}, { 'retry-after': '50' })]);
    expect(await kindOf(r.http.send(get))).toBe('rate-limited');
    expect(r.clock.now()).toBeLessThanOrEqual(120_000);
  });

  it('pauses before the last request of a rate window', async () => {
    const r = rig([
      json(
        200,
        {},
        { 'inin-ratelimit-count': '299', 'inin-ratelimit-allowed': '300', 'inin-ratelimit-reset': '12' },
      ),
      json(200),
    ]);
    await r.http.send(get);
    await r.http.send(get);
    expect(r.clock.slept).toEqual([12_000]);
  });

  it('gives up on an answer that does not begin, or stops half-way', async () => {
    const hanging = () => new Promise<Response>(() => undefined);
    const never: Fetch = (_url, init) =>
      new Promise((_, reject) => init.signal!.addEventListener('abort', () => reject(init.signal!.reason)));
    const r = rig([hanging]);
    const http = new HttpClient({
      ...(r.http as unknown as { o: ConstructorParameters<typeof HttpClient>[0] }).o,
      fetch: never,
    });
    expect(await kindOf(http.send(put))).toBe('ambiguous-write');
    const half = () =>
      Promise.resolve(
        new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('{')) })),
      );
    expect(await kindOf(rig([half]).http.send(put))).toBe('ambiguous-write');
  });

  it('is cancelled while it waits', async () => {
    const stop = new AbortController();
    const r = rig([json(429, {}, { 'retry-after': '7' })]);
    stop.abort();
    expect(await kindOf(r.http.send({ ...get, signal: stop.signal }))).toBe('cancelled');
    expect(r.sent).toEqual([]);
  });

  it('lets a write that is under way finish when cancelled, within a bound', async () => {
    const stop = new AbortController();
    const graces: number[] = [];
    let over: (() => void) | undefined;
    const waiting = {
      now: () => 0,
      wall: () => 0,
      sleep: (ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          graces.push(ms);
          over = resolve;
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    };
    let answerNow: ((response: Response) => void) | undefined;
    const slow: Fetch = (_url, init) =>
      new Promise((resolve, reject) => {
        answerNow = resolve;
        init.signal!.addEventListener('abort', () => reject(init.signal!.reason));
      });
    const options = (rig([json(200)]).http as unknown as { o: ConstructorParameters<typeof HttpClient>[0] })
      .o;
    const limits = { headMs: 5_000, idleMs: 5_000, totalMs: 5_000, maxBytes: 1_000 };
    const http = new HttpClient({ ...options, clock: waiting, fetch: slow, limits });
    const sent = async (work: Promise<unknown>) => {
      await new Promise((done) => setImmediate(done));
      stop.abort(new Error('stop'));
      await new Promise((done) => setImmediate(done));
      return work;
    };
    const answered = sent(http.send({ ...put, signal: stop.signal }));
    await vi.waitFor(() => expect(graces).toEqual([10_000]));
    answerNow!(json(200, { done: true }));
    expect(await answered).toMatchObject({ status: 200, json: { done: true } });

    const again = new AbortController();
    const hung = http.send({ ...put, signal: again.signal });
    await new Promise((done) => setImmediate(done));
    again.abort(new Error('stop'));
    over!();
    expect(await kindOf(hung)).toBe('ambiguous-write');

    const read = new AbortController();
    const reading = http.send({ ...get, signal: read.signal });
    await new Promise((done) => setImmediate(done));
    read.abort(new Error('stop'));
    expect(await kindOf(reading)).not.toBe('fine');
  });

  it('refuses redirects', async () => {
    const r = rig([new TypeError('fetch failed', { cause: new Error('unexpected redirect') })]);
    expect(await kindOf(r.http.send(put))).toBe('redirect');
    expect(r.sent[0]!.init.redirect).toBe('error');
  });

  it('names org, request, status, code, field and correlation id, and no secret', async () => {
    const body = {
      message: `bad ${SECRET}\u001b[31m`,
      code: 'bad.request',
      details: [{ errorCode: 'invalid.value', fieldName: 'retentionDays' }],
    };
    const r = rig([json(400, body, { 'ININ-Correlation-Id': 'abc-1' })]);
    const error = await r.http.send({ ...put, query: { q: 'hidden' } }).catch((e) => e as Error);
    const { message } = error as Error;
    for (const part of [
      'prod (acme)',
      'PUT /x',
      'status 400',
      'bad.request',
      'field retentionDays: invalid.value',
      'abc-1',
    ])
      expect(message).toContain(part);
    for (const part of [SECRET, '\u001b', 'hidden']) expect(message).not.toContain(part);
  });

  it('names the scope a 403 is about', async () => {
    const r = rig([
      json(403, { code: 'app.not.authorized.for.scope', message: 'Missing scope: wem:policy:write.' }),
    ]);
    expect(await r.http.send(put).catch((e) => e.missing)).toEqual(['wem:policy:write']);
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as HttpMethod[])(
    'sends If-Match and JSON with %s as given',
    async (method) => {
      const r = rig([json(200)]);
      await r.http.send({
        method,
        path: '/x',
        query: { a: 1, b: undefined },
        ifMatch: '"7"',
        ...(method === 'GET' ? {} : { body: { x: 'é' } }),
      });
      expect(r.sent[0]!.url).toBe('http://127.0.0.1:1/x?a=1');
      expect(r.sent[0]!.init.headers).toMatchObject({ 'if-match': '"7"' });
    },
  );
});
