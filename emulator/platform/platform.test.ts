import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../start';
import type { Emulator } from '../types';

const POLICIES = '/api/v2/recording/mediaretentionpolicies';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({
    api: 'platform',
    limits: 'none',
    complain: (line) => expect(line).toBe(''),
  });
});
afterEach(() => emulator.stop());

async function signedIn(role = 'deployer', org = 'acme') {
  const { url } = emulator.org(org);
  const basic = Buffer.from(`${org}-${role}:local-${org}-${role}`).toString('base64');
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return async (method: string, path: string, body?: unknown) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = (await response.json()) as Record<string, unknown> & {
      entities: { id: string; name: string }[];
    };
    return { status: response.status, json };
  };
}

describe('the local org of the live platform', () => {
  it('tells two orgs of one region apart, with the same names and other ids', async () => {
    const [acme, test] = [await signedIn(), await signedIn('deployer', 'acme-test')];
    const [one, other] = [
      await acme('GET', '/api/v2/organizations/me'),
      await test('GET', '/api/v2/organizations/me'),
    ];
    expect([one.json['name'], other.json['name']]).toEqual(['Acme', 'Acme Test']);
    expect(one.json['id']).not.toBe(other.json['id']);
    const queues = async (send: typeof acme) =>
      (await send('GET', '/api/v2/routing/queues?pageSize=100')).json.entities;
    const [a, b] = [await queues(acme), await queues(test)];
    expect(a.map((q) => q.name)).toEqual(b.map((q) => q.name));
    expect(a.map((q) => q.id)).not.toEqual(b.map((q) => q.id));
  });

  it('has some forty policies of all media, which it would take again itself', async () => {
    const send = await signedIn();
    const { json } = await send('GET', `${POLICIES}?pageSize=100`);
    expect(json.entities.length).toBeGreaterThanOrEqual(40);
    for (const policy of json.entities)
      expect(await send('PUT', `${POLICIES}/${policy.id}`, policy), policy.name).toMatchObject({
        status: 200,
      });
  });

  it.each<[string, object, string]>([
    ['an unknown member', { priority: 1 }, 'recording.policy.invalid'],
    ['a member of ours', { conditions: { forGroups: [] } }, 'recording.policy.invalid'],
    ['a wrong type', { enabled: 'yes' }, 'recording.policy.invalid'],
    ['a reference as text', { conditions: { forUsers: ['u'] } }, 'recording.policy.invalid'],
    [
      'a queue that is not there',
      { conditions: { forQueues: [{ id: 'q' }] } },
      'recording.policy.invalid.queue',
    ],
    [
      'more than the org keeps',
      { actions: { retentionDuration: { deleteRetention: { days: 5000 } } } },
      'recording.policy.analytics.retention.violation',
    ],
    [
      'screens of over a year',
      { actions: { initiateScreenRecording: { recordACW: true, deleteRetention: { days: 366 } } } },
      'recording.policy.invalid',
    ],
    ['a taken name', { name: ' everything ' }, 'recording.policy.name.duplicate.name'],
  ])('refuses %s', async (_, change, code) => {
    const send = await signedIn();
    expect(await send('POST', POLICIES, { name: 'New', enabled: true, ...change })).toMatchObject({
      status: 400,
      json: { code },
    });
  });

  it('refuses what a client has no permission for, and unknown parameters', async () => {
    const reader = await signedIn('reader');
    expect(await reader('GET', `${POLICIES}?pageSize=25`)).toMatchObject({ status: 200 });
    expect(await reader('POST', POLICIES, { name: 'New' })).toMatchObject({
      status: 403,
      json: { code: 'missing.permissions' },
    });
    expect(await reader('GET', `${POLICIES}?pageSize=101`)).toMatchObject({ status: 400 });
    expect(await reader('GET', `${POLICIES}?size=5`)).toMatchObject({ status: 400 });
    expect(await reader('GET', '/api/v2/wem/screenrecording/policies')).toMatchObject({ status: 404 });
  });

  it('has no recording settings until they are saved', async () => {
    const send = await signedIn('deployer', 'acme-test');
    const path = '/api/v2/recording/settings';
    expect(await send('GET', path)).toMatchObject({ status: 404 });
    expect(await send('PUT', path, { maxSimultaneousStreams: 5 })).toMatchObject({ status: 200 });
    expect(await send('GET', path)).toMatchObject({ json: { maxSimultaneousStreams: 5 } });
  });

  it('pages teams by a cursor and answers audit queries in the background, 31 days at most', async () => {
    const send = await signedIn();
    const first = await send('GET', '/api/v2/teams?pageSize=30');
    expect(first.json.entities).toHaveLength(30);
    expect((await send('GET', String(first.json['nextUri']))).json.entities).toHaveLength(10);
    const audit = '/api/v2/audits/query';
    const long = { interval: '2026-01-01T00:00:00Z/2026-03-01T00:00:00Z' };
    expect(await send('POST', audit, long)).toMatchObject({ status: 400 });
    const begun = await send('POST', audit, { interval: '2026-01-01T00:00:00Z/2026-01-31T00:00:00Z' });
    const states = [1, 2].map(() => send('GET', `${audit}/${String(begun.json['id'])}`));
    expect((await Promise.all(states)).map((s) => s.json['state']).sort()).toEqual(['Running', 'Succeeded']);
  });
});
