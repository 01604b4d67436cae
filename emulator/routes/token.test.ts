import { describe, expect, it } from 'vitest';
import { emulator, orgAndClient } from '../testing/orgs';
import { basic, connect, fetchToken, policiesPath, rawRequest } from '../testing/raw-client';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const grant = 'grant_type=client_credentials';

describe('the token endpoint', () => {
  it('grants what is asked for and the client may have, as text', async () => {
    const org = (await emulator()).org();
    const answer = await fetchToken(
      org,
      'acme-no-policy-write',
      'wem:policy:write wem:policy:read not:a:scope',
    );
    expect(answer).toMatchObject({
      status: 200,
      json: { token_type: 'bearer', expires_in: 3600, scope: 'wem:policy:read' },
    });
    expect(answer.headers['inin-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers the scopes as an array in the other org', async () => {
    const org = (await emulator()).org('acme-test');
    expect((await fetchToken(org, undefined, 'quality recordings')).json.scope).toEqual([
      'quality',
      'recordings',
    ]);
  });

  it.each([
    ['a wrong secret', basic('acme-deployer', 'wrong')],
    ['an unknown client', basic('nobody', 'local-acme-deployer')],
    ['no authentication', {}],
  ])('refuses %s with 401 invalid_client', async (_, headers) => {
    const { url } = await emulator();
    const answer = await rawRequest(`${url}/api/v2/oauth/token`, 'POST', {
      headers: { ...headers, ...form },
      body: grant,
    });
    expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
  });

  it.each([
    ['another grant type', 'grant_type=password', 'unsupported_grant_type'],
    ['no grant type', 'scope=quality', 'invalid_request'],
    ['a secret in the form', `${grant}&client_secret=local-acme-deployer`, 'invalid_request'],
  ])('refuses %s with 400', async (_, body, error) => {
    const { url, org } = await emulator();
    const { clientId, clientSecret } = org().credentials();
    const headers = { ...basic(clientId, clientSecret), ...form };
    const answer = await rawRequest(`${url}/api/v2/oauth/token`, 'POST', { headers, body });
    expect(answer).toMatchObject({ status: 400, json: { error } });
    expect(JSON.stringify(org().log)).not.toContain(clientSecret);
  });
});

describe('bearer tokens', () => {
  it('are needed, known, unexpired and unrevoked', async () => {
    const { org, client } = await orgAndClient();
    const read = () => client.send('GET', policiesPath);
    expect((await read()).status).toBe(200);
    const none = await rawRequest(`${org.url}/api/v2${policiesPath}`, 'GET');
    expect(none).toMatchObject({ status: 401, json: { code: 'authentication.required' } });
    org.revokeTokens();
    expect(await read()).toMatchObject({ status: 401, json: { code: 'bad.credentials' } });
  });

  it('expire after their time', async () => {
    const { org, client } = await orgAndClient({ tokenLifetimeSeconds: 300 });
    org.advanceClock(299);
    expect((await client.send('GET', policiesPath)).status).toBe(200);
    org.advanceClock(1);
    expect((await client.send('GET', policiesPath)).status).toBe(401);
  });

  it('expire after a number of calls, and a new one is good for as many', async () => {
    const { org, client } = await orgAndClient();
    org.limitTokenCalls(2);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await client.send('GET', policiesPath)).status);
    expect(statuses).toEqual([200, 200, 401]);
    const next = await connect(org);
    expect((await next.send('GET', policiesPath)).status).toBe(200);
  });

  it('of one org are refused by the other', async () => {
    const both = await emulator();
    const client = await connect(both.org('acme'));
    const answer = await rawRequest(`${both.org('acme-test').url}/api/v2${policiesPath}`, 'GET', {
      headers: { Authorization: `Bearer ${client.token}` },
    });
    expect(answer).toMatchObject({ status: 403, json: { code: 'missing.permissions' } });
  });

  it('open only what their scopes name', async () => {
    const org = (await emulator()).org();
    const client = await connect(org, undefined, 'wem:screenrecording:read');
    expect(await client.send('GET', policiesPath)).toMatchObject({
      status: 403,
      json: { code: 'app.not.authorized.for.scope', details: [{ fieldName: 'wem:policy:read' }] },
    });
    expect((await client.send('GET', '/wem/screenrecording/sessions?policyId=x')).status).toBe(200);
    const readOnly = await connect(org, undefined, 'recordings:readonly');
    expect((await readOnly.send('GET', '/recording/settings')).status).toBe(200);
    expect((await readOnly.send('PUT', '/recording/settings', { body: {} })).json.message).toContain(
      'scope recordings',
    );
  });

  it('do not make up for a missing permission', async () => {
    const org = (await emulator()).org();
    const client = await connect(org, 'acme-no-permission');
    const answer = await client.send('DELETE', `${policiesPath}/x`, { headers: { 'If-Match': '*' } });
    expect(answer).toMatchObject({ status: 403, json: { code: 'missing.permissions' } });
  });
});
