import { describe, expect, it } from 'vitest';
import { emulator } from '../testing/orgs';
import { connect, payload, policiesPath, rawRequest } from '../testing/raw-client';

async function controlled() {
  const { org: get } = await emulator();
  const org = get();
  const control = (method: string, path: string, body?: unknown) =>
    rawRequest(`${org.url}/__emulator${path}`, method, body === undefined ? {} : { body });
  return { org, control, client: await connect(org) };
}

describe('the control API', () => {
  it('tells what it can do', async () => {
    const { control, org } = await controlled();
    expect((await control('GET', '/')).json).toMatchObject({ name: 'acme', url: org.url });
    expect((await control('GET', '')).json.commands).toContain('updatePolicy');
    expect((await control('GET', '/nonsense')).status).toBe(404);
  });

  it('shows requests and writes, all or those since one', async () => {
    const { control, client, org } = await controlled();
    await client.send('POST', policiesPath, { body: payload() });
    await client.send('GET', policiesPath);
    const log = (await control('GET', '/log')).json;
    expect(log.map((r: { operation: string }) => r.operation)).toEqual([
      'requestToken',
      'createPolicy',
      'listPolicies',
    ]);
    expect(log[1]).toMatchObject({
      method: 'POST',
      body: payload(),
      applied: true,
      status: 201,
      clientId: 'acme-deployer',
    });
    expect((await control('GET', '/log?since=2')).json).toHaveLength(1);
    expect((await control('GET', '/writes')).json).toMatchObject([{ n: 1, request: 2, action: 'create' }]);
    const everything = JSON.stringify(log);
    expect(everything).not.toContain(client.token);
    expect(everything).not.toContain(org.credentials().clientSecret);
    expect((await control('DELETE', '/log')).status).toBe(204);
    expect((await control('GET', '/writes')).json).toEqual([]);
  });

  it('scripts faults, and says what is wrong with one', async () => {
    const { control, client } = await controlled();
    const fault = { match: { operation: 'listPolicies' }, do: { kind: 'status', status: 503 } };
    expect((await control('POST', '/faults', [fault])).status).toBe(204);
    expect((await client.send('GET', policiesPath)).status).toBe(503);
    expect((await control('GET', '/faults')).json).toEqual([{ fault, played: 1 }]);
    expect((await control('DELETE', '/faults')).status).toBe(204);
    expect((await control('GET', '/faults')).json).toEqual([]);
    const wrong = await control('POST', '/faults', { do: { kind: 'explode' } });
    expect(wrong).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining("no kind 'explode'") },
    });
  });

  it('dumps, loads and resets the state', async () => {
    const { control, org } = await controlled();
    const { id } = (await control('POST', '/edit', { action: 'createPolicy', payload: payload() })).json;
    const state = (await control('GET', '/state')).json;
    expect(state.policies).toMatchObject([{ id, payload: payload() }]);
    await control('POST', '/reset');
    expect(org.policies()).toEqual([]);
    expect((await control('PUT', '/state', state)).status).toBe(204);
    expect(org.policy(id).name).toBe(payload().name);
    const broken = await control('PUT', '/state', {
      ...state,
      policies: [{ id: 'x', version: 1, payload: {} }],
    });
    expect(broken.json.message).toMatch(/policies\[0\].*required property/);
  });

  it('edits as somebody else, with other names and hostile ones', async () => {
    const { control, org } = await controlled();
    const edit = (body: object) => control('POST', '/edit', body);
    const { id } = (
      await edit({ action: 'createPolicy', payload: payload({ name: '../../x' }), listedWithoutEtag: true })
    ).json;
    await edit({ action: 'createPolicy', payload: payload({ name: '../../X' }) });
    expect(
      (await edit({ action: 'updatePolicy', policy: id, set: { priority: 1 }, by: 'Dana' })).json.priority,
    ).toBe(1);
    const session = (await edit({ action: 'startSession', policy: id, afterPolls: 3 })).json;
    await edit({ action: 'endSessions', id: session.id });
    await edit({ action: 'updateSettings', set: { recordingPlaybackUrlTtl: 2 } });
    await edit({ action: 'putGroup', group: { id: 'g', name: 'G', sync: { requests: 1 } } });
    await edit({ action: 'setMinimumRetention', days: 12 });
    await edit({ action: 'deletePolicy', policy: id });
    expect(org.writes.map((w) => [w.by, w.action])).toEqual([
      ['another editor', 'create'],
      ['another editor', 'create'],
      ['Dana', 'update'],
      ['another editor', 'update'],
      ['another editor', 'delete'],
    ]);
    expect(org.dump()).toMatchObject({
      minimumRetentionDays: 12,
      groups: [{ id: 'g', members: [], sync: { requests: 1 } }],
      sessions: [{ status: 'ENDED' }],
    });
    expect((await edit({ action: 'explode' })).json.message).toContain("No action 'explode'");
    expect((await edit({ action: 'deletePolicy', policy: 'none' })).json.message).toContain(
      "no policy 'none'",
    );
  });

  it('steers tokens, clients, limits, time and cursors', async () => {
    const { control, org, client } = await controlled();
    const edit = (body: object) => control('POST', '/edit', body);
    await edit({ action: 'setLimits', requests: 1 });
    const statuses = async () =>
      [await client.send('GET', policiesPath), await client.send('GET', policiesPath)].map((a) => a.status);
    expect(await statuses()).toEqual([200, 429]);
    await edit({ action: 'advanceClock', seconds: 61 });
    expect(await statuses()).toEqual([200, 429]);
    await edit({ action: 'putClient', client: { id: 'late', secret: 's3', scopes: ['quality'] } });
    expect(org.credentials('late')).toEqual({ clientId: 'late', clientSecret: 's3' });
    await edit({ action: 'expireTokens' });
    expect(await statuses()).toEqual([401, 401]);
    for (const action of ['revokeTokens', 'limitTokenCalls', 'expireCursors']) {
      expect((await edit({ action })).status).toBe(204);
    }
  });

  it('answers to loopback names only', async () => {
    const { org } = await controlled();
    const ask = (host: string) => rawRequest(`${org.url}/__emulator`, 'GET', { headers: { Host: host } });
    expect((await ask('evil.example')).status).toBe(421);
    const posted = await rawRequest(`${org.url}/__emulator/reset`, 'POST', {
      headers: { Origin: 'https://evil.example' },
    });
    expect(posted.status).toBe(421);
    expect((await ask('localhost:80')).status).toBe(200);
  });
});
