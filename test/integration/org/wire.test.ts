import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { OrgEngine } from '../../../org/engine';
import { FaultProxy } from './fault-proxy';
import { policy, type Rig, rig, YES } from './kit';

// Faults on the wire itself, made by a plain HTTP server between engine and org.
let proxy: FaultProxy;

beforeEach(async () => {
  proxy = await FaultProxy.start();
});
afterEach(() => proxy.stop());

async function behindProxy(): Promise<Rig & { through: OrgEngine }> {
  const r = await rig();
  proxy.target = r.org.url;
  r.project.environments[0] = { name: 'test', apiBaseUrl: proxy.url };
  await r.project.write('a.recpolicy.json', policy({ name: 'A', targets: [{ type: 'SKILL', id: 's' }] }));
  const through = new OrgEngine({
    project: r.project,
    fs: new NodeFileSystem(),
    state: r.state,
    processInfo: nodeProcessInfo(),
    allowedHosts: undefined,
    clock: r.clock,
    credentials: { credentials: async () => r.org.credentials() },
    limits: { headMs: 400, idleMs: 400, totalMs: 2000, maxBytes: 1_000_000 },
  });
  return { ...r, through };
}

const POLICIES = '/api/v2/wem/screenrecording/policies';

describe('through a fault proxy', () => {
  it.each(['reset', 'close'] as const)(
    'a create whose connection ends by %s after its effect happens once',
    async (kind) => {
      const r = await behindProxy();
      proxy.once('POST', POLICIES, async (_, forward) => {
        await forward();
        return kind;
      });
      expect((await r.through.deploy('test', { approval: YES })).exitCode).toBe(0);
      expect(r.writes()).toHaveLength(1);
    },
  );

  it('a create whose answer is cut happens once', async () => {
    const r = await behindProxy();
    proxy.once('POST', POLICIES, async (_, forward) => {
      const { status, body } = await forward();
      const headers = { 'content-type': 'application/json' };
      return { status, headers, body: Buffer.from(body ?? '').subarray(0, 20) };
    });
    expect((await r.through.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.writes()).toHaveLength(1);
  });

  it('a create that hangs without effect is repeated after a look', async () => {
    const r = await behindProxy();
    proxy.once('POST', POLICIES, () => 'hang');
    expect((await r.through.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.writes()).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])(
    'a token endpoint that answers %d gets the secret sent nowhere else',
    async (status) => {
      const r = await behindProxy();
      const elsewhere = await FaultProxy.start();
      try {
        const location = `${elsewhere.url}/steal`;
        proxy.on('POST', '/api/v2/oauth/token', () => ({ status, headers: { location } }));
        await expect(r.through.plan('test')).rejects.toMatchObject({ kind: 'redirect' });
        expect(elsewhere.requests).toEqual([]);
      } finally {
        await elsewhere.stop();
      }
    },
  );

  it.each(['0', '-5', 'soon', '86400', new Date(Date.now() + 5000).toUTCString()])(
    '429 with Retry-After %j is waited for and repeated',
    async (value) => {
      const r = await behindProxy();
      proxy.once('POST', POLICIES, () => ({
        status: 429,
        headers: { 'retry-after': value },
        body: '{"code":"too.many.requests.retry.after"}',
      }));
      expect((await r.through.deploy('test', { approval: YES })).exitCode).toBe(0);
      expect(Math.max(...r.clock.slept, 0)).toBeLessThanOrEqual(60_000);
      expect(r.writes()).toHaveLength(1);
    },
  );

  it('the login page of a proxy is never an empty org', async () => {
    const r = await behindProxy();
    const headers = { 'content-type': 'text/html' };
    proxy.on('GET', POLICIES, () => ({ status: 200, headers, body: '<html>Sign in</html>' }));
    await expect(r.through.deploy('test', { approval: YES })).rejects.toThrow(/proxy or a login page/);
    expect(r.org.writes).toEqual([]);
  });
});
