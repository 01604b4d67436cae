import { describe, expect, it } from 'vitest';
import { allowedHosts } from './checked-url';
import { endpointsOf } from './endpoints';
import { assertVerifiedTls } from './verified-tls';

const nobody = allowedHosts(undefined);
const of = (entry: object, allowed = nobody) => endpointsOf({ name: 'prod', ...entry }, allowed, '/project');

describe('endpointsOf', () => {
  it('leads an org domain and a region to the platform only', () => {
    expect(of({ orgDomain: 'acme' })).toMatchObject({
      apiBase: 'https://acme.mypurecloud.com',
      tokenUrl: 'https://acme.mypurecloud.com/api/v2/oauth/token',
      org: 'prod (acme.mypurecloud.com)',
    });
    expect(of({ api: 'platform', region: 'mypurecloud.ie' })).toMatchObject({
      apiBase: 'https://api.mypurecloud.ie',
      tokenUrl: 'https://login.mypurecloud.ie/oauth/token',
    });
  });

  it.each([
    'evil.com/',
    'a.b',
    'evil.com#',
    'a@b',
    '',
    '-a',
    'xn--80ak6aa92e',
    'a/../b',
    'a\n',
    'é',
    'a:1',
    '../..',
    'a?',
  ])('refuses the org domain %j', (orgDomain) => {
    expect(() => of({ orgDomain })).toThrow(/credentials are sent nowhere/);
  });

  it.each(['evil.com', 'mypurecloud.com.evil.com', '', undefined, 'MYPURECLOUD.COM'])(
    'refuses the region %j',
    (region) => {
      expect(() => of({ api: 'platform', region })).toThrow(/region/);
    },
  );

  it.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:8080', 'https://127.9.9.9/base/'])(
    'allows the loopback address %j',
    (apiBaseUrl) => {
      expect(of({ apiBaseUrl }).identity).toBe('loopback');
    },
  );

  it.each([
    'https://api.mypurecloud.com@evil.example',
    'https://user:pw@127.0.0.1',
    'https://evil.example',
    'http://evil.example',
    'http://127.0.0.1.evil.example',
    'http:\\\\127.0.0.1\\@evil.example',
    'https://127.0.0.1\\.evil.example',
    'https://localhost.',
    'https://xn--80ak6aa92e.com',
    'https://аcme.com',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'http://127.1',
    'http://0x7f.0.0.1',
    'http://2130706433',
    'http://127.0.0.1?x',
    'http://127.0.0.1#x',
    'http://localhost\t',
    ' http://localhost',
    'https://%6cocalhost',
    'http://0.0.0.0',
    'http://[::ffff:127.0.0.1]',
    'javascript:1',
    'http://localhost:99999',
    'http://LOCALHOST.evil.example',
    '//127.0.0.1',
  ])('refuses %j, as address and as token address', (url) => {
    expect(() => of({ apiBaseUrl: url })).toThrow(/credentials are sent nowhere/);
    expect(() => of({ orgDomain: 'acme', tokenUrl: url })).toThrow(/credentials are sent nowhere/);
  });

  it('allows what the user allows, over TLS only', () => {
    const allowed = allowedHosts('proxy.example:8443, other.example');
    expect(of({ apiBaseUrl: 'https://proxy.example:8443' }, allowed).apiBase).toBe(
      'https://proxy.example:8443',
    );
    expect(() => of({ apiBaseUrl: 'https://proxy.example' }, allowed)).toThrow();
    expect(() => of({ apiBaseUrl: 'http://other.example' }, allowed)).toThrow(/not https/);
  });

  it('allows a host on the port of https, and on another port where that is named', () => {
    const at = (apiBaseUrl: string, hosts: string) => () => of({ apiBaseUrl }, allowedHosts(hosts));
    expect(at('https://gw.example:8443', 'gw.example')).toThrow(/host:port/);
    expect(at('https://gw.example:443', 'gw.example')).not.toThrow();
    expect(at('https://gw.example', 'gw.example:443')).not.toThrow();
    expect(at('https://gw.example', 'gw.example:8443')).toThrow();
  });

  const LOCAL = 'http://127.0.0.1:1';
  const GATEWAY = 'https://gw.example';
  it.each([
    ['loopback beside an org domain', { orgDomain: 'acme', tokenUrl: `${LOCAL}/t` }],
    ['loopback beside a region', { api: 'platform', region: 'mypurecloud.ie', tokenUrl: `${LOCAL}/t` }],
    ['loopback beside an allowed host', { apiBaseUrl: GATEWAY, tokenUrl: `${LOCAL}/t` }],
    ['an allowed host beside loopback', { apiBaseUrl: LOCAL, tokenUrl: `${GATEWAY}/t` }],
    ['an allowed host beside an org domain', { orgDomain: 'acme', tokenUrl: `${GATEWAY}/t` }],
    ['another org', { orgDomain: 'acme', tokenUrl: 'https://other.mypurecloud.com/t' }],
    [
      'another region',
      { api: 'platform', region: 'mypurecloud.ie', tokenUrl: 'https://login.mypurecloud.de/t' },
    ],
  ])('sends the secret to no token address of another trust: %s', (_what, entry) => {
    expect(() => of(entry, allowedHosts('gw.example'))).toThrow(/credentials are sent nowhere/);
  });

  it('takes a token address of the same trust, and shows its host', () => {
    const allowed = allowedHosts('gw.example, login.example:8443');
    expect(of({ apiBaseUrl: LOCAL, tokenUrl: 'http://127.0.0.1:2/t' }).org).toBe(
      'prod (127.0.0.1:1, signs in at 127.0.0.1:2)',
    );
    expect(of({ apiBaseUrl: GATEWAY, tokenUrl: 'https://login.example:8443/t' }, allowed).org).toBe(
      'prod (gw.example, signs in at login.example:8443)',
    );
    expect(of({ orgDomain: 'acme', tokenUrl: 'https://login.mypurecloud.com/oauth/token' }).tokenUrl).toBe(
      'https://login.mypurecloud.com/oauth/token',
    );
  });

  it('keeps credentials apart by address, token address, environment and, for a region, project', () => {
    const region = { api: 'platform' as const, region: 'mypurecloud.ie' };
    const keys = [
      of({ apiBaseUrl: LOCAL }),
      of({ apiBaseUrl: LOCAL, tokenUrl: 'http://127.0.0.1:2/t' }),
      endpointsOf({ name: 'dev', apiBaseUrl: LOCAL }, nobody, '/project'),
      of({ apiBaseUrl: `${GATEWAY}/team-a` }, allowedHosts('gw.example')),
      of({ apiBaseUrl: `${GATEWAY}/team-b` }, allowedHosts('gw.example')),
      of(region),
      endpointsOf({ name: 'dev', ...region }, nobody, '/project'),
      endpointsOf({ name: 'prod', ...region }, nobody, '/other'),
    ].map((e) => e.credentialsKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('assertVerifiedTls', () => {
  const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  it('lets unseen certificates pass for a local org only', () => {
    expect(() => assertVerifiedTls(of({ orgDomain: 'acme' }), off)).toThrow(/credentials are sent nowhere/);
    expect(() => assertVerifiedTls(of({ orgDomain: 'acme' }), {})).not.toThrow();
    expect(() => assertVerifiedTls(of({ apiBaseUrl: 'https://127.0.0.1:1' }), off)).not.toThrow();
  });
});
