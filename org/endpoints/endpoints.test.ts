import { describe, expect, it } from 'vitest';
import { allowedHosts } from './checked-url';
import { endpointsOf } from './endpoints';

const nobody = allowedHosts(undefined);
const of = (entry: object, allowed = nobody) => endpointsOf({ name: 'prod', ...entry }, allowed);

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
    '..',
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

  it('keys credentials by both origins', () => {
    expect(of({ apiBaseUrl: 'http://127.0.0.1:1' }).credentialsKey).toBe('http://127.0.0.1:1');
    expect(of({ apiBaseUrl: 'http://127.0.0.1:1', tokenUrl: 'http://127.0.0.1:2/t' }).credentialsKey).toBe(
      'http://127.0.0.1:1 http://127.0.0.1:2',
    );
  });
});
