import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock';
import { TokenSource } from './token-source';

const CANARY = 'canary-secret';

function rig(answers: (Response | Error)[], scopes = ['wem:policy:read']) {
  const clock = new FakeClock();
  const sent: { url: string; init: RequestInit }[] = [];
  const source = new TokenSource({
    org: 'prod',
    tokenUrl: 'http://127.0.0.1:9/api/v2/oauth/token',
    credentials: { clientId: '0a1b-2c', clientSecret: CANARY },
    scopes,
    clock,
    random: () => 0,
    fetch: async (url, init) => {
      sent.push({ url, init });
      const next = answers.length > 1 ? answers.shift()! : answers[0]!;
      if (next instanceof Error) throw next;
      return next.clone();
    },
  });
  return { source, clock, sent };
}

const token = (n: number, extra: object = {}) =>
  Response.json({ access_token: `t${n}`, token_type: 'bearer', expires_in: 3600, ...extra });

describe('TokenSource', () => {
  it('asks with Basic authentication and a form, id and secret as they are', async () => {
    const r = rig([token(1)]);
    await r.source.token();
    const headers = new Headers(r.sent[0]!.init.headers);
    expect(headers.get('authorization')).toBe(`Basic ${btoa(`0a1b-2c:${CANARY}`)}`);
    expect(r.sent[0]!.init.body).toBe('scope=wem%3Apolicy%3Aread&grant_type=client_credentials');
    expect(r.sent[0]!.init.redirect).toBe('error');
  });

  it('fetches once for parallel callers, and again 30 seconds before expiry by the monotonic clock', async () => {
    const r = rig([token(1), token(2)]);
    expect(await Promise.all([r.source.token(), r.source.token(), r.source.token()])).toEqual([
      't1',
      't1',
      't1',
    ]);
    r.clock.pass(3_569_000);
    expect(await r.source.token()).toBe('t1');
    r.clock.pass(1_000);
    expect(await r.source.token()).toBe('t2');
    expect(r.sent).toHaveLength(2);
  });

  it('renews once for callers that were refused the same token', async () => {
    const r = rig([token(1), token(2)]);
    await r.source.token();
    expect(await Promise.all([r.source.renew('t1'), r.source.renew('t1')])).toEqual(['t2', 't2']);
    expect(await r.source.renew('t1')).toBe('t2');
    expect(r.sent).toHaveLength(2);
  });

  it.each([
    ['a string', { scope: 'a b' }],
    ['an array', { scope: ['a', 'b'] }],
  ])('reads scopes from %s and names what is missing', async (_, extra) => {
    const r = rig([token(1, extra)]);
    await expect(r.source.require(['a', 'c', 'd'])).rejects.toThrow(
      /lacks the scopes c, d.*Nothing was written/,
    );
    await r.source.require(['a', 'b']);
  });

  it('takes a grant that names no scope for what was asked', async () => {
    await rig([token(1)]).source.require(['anything']);
  });

  it.each([400, 401])('does not repeat credentials that were refused with %d', async (status) => {
    const r = rig([Response.json({ error: 'invalid_client' }, { status })]);
    await expect(r.source.token()).rejects.toMatchObject({ kind: 'credentials' });
    expect(r.sent).toHaveLength(1);
  });

  it.each([429, 500, 503])('repeats %d within a bound', async (status) => {
    const r = rig([new Response('', { status })]);
    await expect(r.source.token()).rejects.toThrow();
    expect(r.sent).toHaveLength(7);
  });

  it.each([
    ['a web page', new Response('<html>')],
    ['another token type', Response.json({ access_token: 't', token_type: 'mac' })],
    ['no token', Response.json({ token_type: 'bearer' })],
    ['a redirect', new TypeError('fetch failed', { cause: new Error('unexpected redirect') })],
  ])('refuses %s without showing the secret', async (_, answer) => {
    const error = (await rig([answer])
      .source.token()
      .catch((e) => e)) as Error;
    expect(error.name).toMatch(/Error/);
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(CANARY);
  });

  it('asks for no scope where there is none to ask for', async () => {
    const r = rig([token(1)], []);
    await r.source.token();
    expect(r.sent[0]!.init.body).toBe('grant_type=client_credentials');
  });

  it.each([
    { token_type: undefined },
    { expires_in: '3600' },
    { expires_in: null },
    { expires_in: 3600, refresh_token: null, extra: { a: 1 } },
  ])('takes a token that comes with %j', async (extra) => {
    const r = rig([Response.json({ access_token: 't1', token_type: 'Bearer', expires_in: 3600, ...extra })]);
    expect(await r.source.token()).toBe('t1');
    expect(await r.source.token()).toBe('t1');
    expect(r.sent).toHaveLength(1);
  });

  it.each([{}, { access_token: '' }, { access_token: 5 }])('says what %j lacks', async (body) => {
    const failure = await rig([Response.json({ token_type: 'bearer', ...body })])
      .source.token()
      .catch((e) => e);
    expect(failure).toMatchObject({ kind: 'wrong-shape' });
    expect(failure.message).toMatch(/no "access_token"/);
  });
});
