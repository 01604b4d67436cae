import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { OrgEngine } from '../../../org/engine';
import { FaultProxy } from './fault-proxy';
import { group, policy, type Rig, rig, YES } from './kit';

// Orgs that keep to the description of the API and do what it leaves open otherwise than the local org does.
const FILE = 'a.recpolicy.json';
const POLICIES = '/api/v2/wem/screenrecording/policies';
const SETTLED = policy({ name: 'A' });

let proxy: FaultProxy;
beforeEach(async () => {
  proxy = await FaultProxy.start();
});
afterEach(() => proxy.stop());

async function deployed(): Promise<Rig> {
  const r = await rig();
  await r.project.write(FILE, SETTLED);
  await r.engine.deploy('test', { approval: YES });
  return r;
}

function through(r: Rig): OrgEngine {
  proxy.target = r.org.url;
  r.project.environments[0] = { name: 'test', apiBaseUrl: proxy.url };
  return new OrgEngine({
    project: r.project,
    fs: new NodeFileSystem(),
    state: r.state,
    processInfo: nodeProcessInfo(),
    allowedHosts: undefined,
    clock: r.clock,
    credentials: { credentials: async () => r.org.credentials() },
  });
}

describe('an org that refuses with 412 although nothing was changed', () => {
  it.each([1, 2, 3])('gets an update after %d refusals, within a bound of time', async (times) => {
    const r = await deployed();
    await r.project.write(FILE, { ...SETTLED, retentionDays: 120 });
    r.org.addFaults({
      match: { operation: 'replacePolicy' },
      times,
      do: { kind: 'status', status: 412 },
    });
    const result = await r.engine.deploy('test', { approval: YES });
    expect(result.items).toMatchObject([{ outcome: 'done' }]);
    expect(r.org.policies()[0]).toMatchObject({ retentionDays: 120 });
    expect(r.clock.slept.reduce((a, b) => a + b, 0)).toBeLessThan(60_000);
  });

  it('is left alone when it goes on refusing', async () => {
    const r = await deployed();
    await r.project.write(FILE, { ...SETTLED, retentionDays: 120 });
    r.org.addFaults({
      match: { operation: 'replacePolicy' },
      times: 'always',
      do: { kind: 'status', status: 412 },
    });
    r.org.clearLog();
    const result = await r.engine.deploy('test', { approval: YES });
    expect(result.exitCode).toBe(3);
    expect(r.requests().filter((q) => q.startsWith('PUT')).length).toBeLessThanOrEqual(5);
  });

  it('gets a policy retired', async () => {
    const r = await deployed();
    r.org.addFaults({ match: { method: 'PATCH' }, do: { kind: 'status', status: 412 } });
    expect(await r.engine.retire('test', { name: 'A', approval: YES })).toMatchObject({
      outcome: 'deleted',
    });
  });
});

describe('an org whose entity tags have no quotes', () => {
  it('gets them back as it gave them', async () => {
    const r = await deployed();
    const bare = (tag: string) => tag.replaceAll('"', '');
    const quotedBy = new Map<string, string>();
    const seen: string[] = [];
    proxy.on('*', /./, async (request, forward) => {
      const sent = request.headers['if-match'];
      if (sent !== undefined) {
        seen.push(sent);
        if (sent.includes('"')) return { status: 412 };
        request.headers['if-match'] = quotedBy.get(sent) ?? sent;
      }
      const answer = await forward();
      const tag = answer.headers?.['etag'];
      if (tag === undefined) return answer;
      quotedBy.set(bare(tag), tag);
      return { ...answer, headers: { ...answer.headers, etag: bare(tag) } };
    });
    const engine = through(r);
    await r.project.write(FILE, { ...SETTLED, retentionDays: 120 });
    expect(await engine.deploy('test', { approval: YES })).toMatchObject({ exitCode: 0 });
    expect(r.org.policies()[0]).toMatchObject({ retentionDays: 120 });
    expect(seen.at(-1)).not.toContain('"');
    expect(await engine.retire('test', { name: 'A', approval: YES })).toMatchObject({ outcome: 'deleted' });
  });
});

describe('an org that lists policies without tags', () => {
  it('has a change that is made as an undo begins left alone', async () => {
    const r = await deployed();
    await r.project.write(FILE, { ...SETTLED, retentionDays: 120 });
    await r.engine.deploy('test', { approval: YES });
    r.org.addFaults(
      { match: { operation: 'listPolicies' }, do: { kind: 'shape', change: 'without-etag' } },
      {
        match: { operation: 'getPolicy' },
        do: { kind: 'second-editor', set: { description: 'from the console' } },
      },
    );
    expect((await r.engine.undoLastDeploy('test', YES)).items).toMatchObject([{ outcome: 'conflict' }]);
    expect(r.org.policies()[0]).toMatchObject({ retentionDays: 120, description: 'from the console' });
  });
});

describe('an org that says 403 without a word', () => {
  it.each([
    ['POST', 'wem:screenrecording:write'],
    ['GET', 'organization:admin'],
  ] as const)('has the scope named that %s needs', async (method, scope) => {
    const r = await rig();
    await r.project.write(FILE, SETTLED);
    const path = method === 'POST' ? POLICIES : `/api/v2/users/groups/${group.id}`;
    r.org.addFaults({
      match: { method, path },
      times: 'always',
      do: { kind: 'text', status: 403, text: '' },
    });
    const said = await r.engine.deploy('test', { approval: YES }).then(
      (result) => result.items.map((i) => i.message).join(),
      (error: Error) => error.message,
    );
    expect(said).toContain(scope);
  });
});

describe('an org whose own origin asks for the token for media', () => {
  it('gets it there, and only there', async () => {
    const r = await rig({ data: 'demo' });
    const elsewhere = await FaultProxy.start();
    try {
      elsewhere.on('GET', '/media', () => ({ status: 401 }));
      proxy.on('GET', '/media', (request) => ({
        status: String(request.headers['authorization']).startsWith('Bearer ') ? 200 : 401,
        body: 'sound',
      }));
      let place = '/media';
      proxy.on('GET', /\/orphanrecordings\/[^/]+\/media$/, () => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ mediaUris: { 0: { mediaUri: place } } }),
      }));
      const engine = through(r);
      const { id } = r.org.dump().orphans[0]!.orphan;
      const file = join(r.root, 'sound.wav');
      expect(await engine.downloadOrphan('test', { id, file })).toEqual([file]);
      expect(await readFile(file, 'utf8')).toBe('sound');
      place = `${elsewhere.url}/media`;
      await expect(engine.downloadOrphan('test', { id, file: join(r.root, 'b.wav') })).rejects.toThrow(
        /status 401/,
      );
      expect(elsewhere.requests).toMatchObject([{ method: 'GET', path: '/media' }]);
      expect(elsewhere.requests[0]).not.toHaveProperty(['headers', 'authorization']);
    } finally {
      await elsewhere.stop();
    }
  });
});
