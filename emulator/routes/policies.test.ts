import { describe, expect, it } from 'vitest';
import { orgAndClient } from '../testing/orgs';
import { payload, policiesPath } from '../testing/raw-client';

describe('creating a policy', () => {
  it('answers 201 with the policy, its entity tag and its address', async () => {
    const { org, client } = await orgAndClient();
    const created = await client.send('POST', policiesPath, { body: payload() });
    expect(created).toMatchObject({
      status: 201,
      json: { ...payload(), version: 1, etag: created.headers.etag },
    });
    expect(created.headers.location).toBe(`/api/v2${policiesPath}/${created.json.id}`);
    expect(created.headers.etag).toMatch(/^"[^"]+"$/);
    expect(org.writes).toMatchObject([
      { action: 'create', by: 'acme-deployer', id: created.json.id, after: payload() },
    ]);
  });

  it.each([
    ['a missing property', { priority: undefined }, 'priority', 'missing.property'],
    ['an unknown property', { $schema: 'x' }, '$schema', 'unknown.property'],
    ['a server-owned property', { version: 3 }, 'version', 'unknown.property'],
    ['a wrong type', { retentionDays: '90' }, 'retentionDays', 'invalid.type'],
    ['too long a retention', { retentionDays: 366 }, 'retentionDays', 'invalid.value'],
    ['an unknown target type', { targets: [{ type: 'TEAM', id: 'x' }] }, 'targets.0.type', 'invalid.value'],
    ['no target', { targets: [] }, 'targets', 'invalid.value'],
    ['a blank name', { name: ' ' }, 'name', 'invalid.value'],
    [
      'a mask that does not compile',
      { complianceSettings: { allowedMaskPatterns: ['ok', '('] } },
      'complianceSettings.allowedMaskPatterns.1',
      'invalid.regex',
    ],
  ])('refuses %s with 400', async (_, change, fieldName, errorCode) => {
    const { org, client } = await orgAndClient();
    const answer = await client.send('POST', policiesPath, { body: { ...payload(), ...change } });
    expect(answer).toMatchObject({
      status: 400,
      json: { code: 'bad.request', details: [{ fieldName, errorCode }] },
    });
    expect(org.writes).toEqual([]);
  });

  it.each([
    ['text that is not JSON', '{', {}],
    ['another media type', '{}', { 'Content-Type': 'text/plain' }],
  ])('refuses %s with 400', async (_, body, headers) => {
    const { client } = await orgAndClient();
    expect((await client.send('POST', policiesPath, { body, headers })).status).toBe(400);
  });

  it('refuses a body over 512000 bytes with 413', async () => {
    const { client } = await orgAndClient();
    const body = payload({ description: 'x'.repeat(512_000) });
    expect((await client.send('POST', policiesPath, { body })).status).toBe(413);
  });

  it('refuses a name that exists, case and outer spaces aside, with 409', async () => {
    const { client } = await orgAndClient();
    await client.send('POST', policiesPath, { body: payload() });
    const answer = await client.send('POST', policiesPath, {
      body: payload({ name: ' support_desk_RECORDING ' }),
    });
    expect(answer).toMatchObject({ status: 409, json: { code: 'policy.name.exists' } });
  });

  it('silently raises a retention below the minimum of the environment', async () => {
    const { org, client } = await orgAndClient();
    org.setMinimumRetention(30);
    expect((await client.send('GET', '/wem/environment/retention')).json).toEqual({
      minimumRetentionDays: 30,
    });
    const answer = await client.send('POST', policiesPath, { body: payload({ retentionDays: 7 }) });
    expect(answer).toMatchObject({ status: 201, json: { retentionDays: 30 } });
  });
});

describe('changing a policy', () => {
  it.each([
    ['PUT', payload({ priority: 210 }), { priority: 210 }],
    ['PATCH', { enabled: false }, { enabled: false, priority: 200 }],
  ])('%s needs a current entity tag and gives a new one', async (method, body, after) => {
    const { org, client } = await orgAndClient();
    const { id, etag } = org.createPolicy(payload());
    const path = `${policiesPath}/${id}`;
    const send = (headers: Record<string, string>) => client.send(method, path, { body, headers });
    expect(await send({})).toMatchObject({ status: 428, json: { code: 'precondition.required' } });
    expect(await send({ 'If-Match': '"other"' })).toMatchObject({
      status: 412,
      json: { code: 'precondition.failed' },
    });
    expect((await send({ 'If-Match': `W/${etag}` })).status).toBe(412);
    expect((await send({ 'If-Match': etag!.slice(1, -1) })).json.details).toEqual([
      { errorCode: 'invalid.header', fieldName: 'If-Match' },
    ]);
    const changed = await send({ 'If-Match': etag! });
    expect(changed).toMatchObject({ status: 200, json: { version: 2, ...after } });
    expect(changed.headers.etag).not.toBe(etag);
    expect((await client.send('GET', path)).headers.etag).toBe(changed.headers.etag);
    expect((await send({ 'If-Match': etag! })).status).toBe(412);
    expect(org.writes.slice(1)).toMatchObject([
      { action: 'update', ifMatch: etag, etagBefore: etag, etag: changed.headers.etag },
    ]);
  });

  it('gives a tag never given before when a change is undone', async () => {
    const { org } = await orgAndClient();
    const { id, etag } = org.createPolicy(payload());
    org.updatePolicy(id, { priority: 1 });
    expect(org.updatePolicy(id, { priority: 200 }).etag).not.toBe(etag);
  });

  it('refuses to rename onto another policy, and lets a policy keep its own name', async () => {
    const { org, client } = await orgAndClient();
    org.createPolicy(payload({ name: 'Other' }));
    const { id, etag } = org.createPolicy(payload());
    const put = (name: string) =>
      client.send('PUT', `${policiesPath}/${id}`, {
        body: payload({ name }),
        headers: { 'If-Match': etag! },
      });
    expect((await put('OTHER')).status).toBe(409);
    expect((await put(payload().name)).status).toBe(200);
  });

  it('answers 404 for a policy that is not there', async () => {
    const { client } = await orgAndClient();
    const options = { body: payload(), headers: { 'If-Match': '*' } };
    expect((await client.send('PUT', `${policiesPath}/none`, options)).status).toBe(404);
    expect((await client.send('GET', `${policiesPath}/none`)).status).toBe(404);
  });
});

describe('deleting a policy', () => {
  it('needs the entity tag, answers 204, then 404, and notes the sessions it cut off', async () => {
    const { org, client } = await orgAndClient();
    const { id, etag } = org.createPolicy(payload());
    org.startSession(id);
    const path = `${policiesPath}/${id}`;
    expect((await client.send('DELETE', path)).status).toBe(428);
    expect((await client.send('DELETE', path, { headers: { 'If-Match': '"x"' } })).status).toBe(412);
    const deleted = await client.send('DELETE', path, { headers: { 'If-Match': etag! } });
    expect(deleted).toMatchObject({ status: 204, text: '' });
    expect((await client.send('DELETE', path, { headers: { 'If-Match': etag! } })).status).toBe(404);
    expect(org.writes.at(-1)).toMatchObject({ action: 'delete', id, activeSessions: 1 });
  });
});

describe('listing policies', () => {
  it('pages, and leaves out some entity tags', async () => {
    const { org, client } = await orgAndClient();
    for (let i = 0; i < 5; i++) org.createPolicy(payload({ name: `P${i}` }), { listedWithoutEtag: i === 4 });
    const page = await client.send('GET', `${policiesPath}?pageSize=2&pageNumber=3`);
    expect(page.json).toMatchObject({
      pageSize: 2,
      pageNumber: 3,
      pageCount: 3,
      total: 5,
      entities: [{ name: 'P4' }],
    });
    expect(page.json.entities[0]).not.toHaveProperty('etag');
    expect((await client.send('GET', `${policiesPath}?pageNumber=9`)).json.entities).toEqual([]);
  });

  it.each(['pageSize=101', 'pageSize=0', 'pageNumber=0', 'pageSize=x', 'name=x', 'pageSize=1&pageSize=2'])(
    'refuses ?%s with 400',
    async (query) => {
      const { client } = await orgAndClient();
      expect((await client.send('GET', `${policiesPath}?${query}`)).status).toBe(400);
    },
  );
});
