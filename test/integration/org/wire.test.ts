import { getLocal, type Mockttp } from 'mockttp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OrgEngine } from '../../../org/engine';
import { NodeFileSystem } from '../../../org/node/node-file-system';
import { nodeProcessInfo } from '../../../org/node/process-info';
import { policy, type Rig, rig, YES } from './kit';

// A fault proxy by others stands between engine and org, so that what is thought to be the wire is not our own idea of it.
let proxy: Mockttp;

beforeEach(async () => {
  proxy = getLocal();
  await proxy.start();
});
afterEach(() => proxy.stop());

async function behindProxy(): Promise<Rig & { through: OrgEngine }> {
  const r = await rig();
  r.project.environments[0] = { name: 'test', apiBaseUrl: `http://127.0.0.1:${proxy.port}` };
  await r.project.write('a.recpolicy.json', policy({ name: 'A', targets: [{ type: 'SKILL', id: 's' }] }));
  const through = new OrgEngine({
    project: r.project,
    fs: new NodeFileSystem(),
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
      await proxy
        .forPost(POLICIES)
        .once()
        .thenForwardTo(r.org.url, { beforeResponse: () => kind });
      await proxy.forUnmatchedRequest().thenForwardTo(r.org.url);
      expect((await r.through.deploy('test', { approval: YES })).exitCode).toBe(0);
      expect(r.writes()).toHaveLength(1);
    },
  );

  it('a create whose answer is cut happens once', async () => {
    const r = await behindProxy();
    await proxy
      .forPost(POLICIES)
      .once()
      .thenForwardTo(r.org.url, {
        beforeResponse: (answer) => ({
          body: answer.body.buffer.subarray(0, 20),
          headers: { 'content-type': 'application/json' },
        }),
      });
    await proxy.forUnmatchedRequest().thenForwardTo(r.org.url);
    expect((await r.through.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.writes()).toHaveLength(1);
  });

  it('a create that hangs without effect is repeated after a look', async () => {
    const r = await behindProxy();
    await proxy.forPost(POLICIES).once().thenTimeout();
    await proxy.forUnmatchedRequest().thenForwardTo(r.org.url);
    expect((await r.through.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.writes()).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])(
    'a token endpoint that answers %d gets the secret sent nowhere else',
    async (status) => {
      const r = await behindProxy();
      const elsewhere = getLocal();
      await elsewhere.start();
      try {
        const trap = await elsewhere.forAnyRequest().thenReply(200, '{}');
        await proxy
          .forPost('/api/v2/oauth/token')
          .thenReply(status, '', { location: elsewhere.urlFor('/steal') });
        await expect(r.through.plan('test')).rejects.toMatchObject({ kind: 'redirect' });
        expect(await trap.getSeenRequests()).toEqual([]);
      } finally {
        await elsewhere.stop();
      }
    },
  );

  it.each(['0', '-5', 'soon', '86400', new Date(Date.now() + 5000).toUTCString()])(
    '429 with Retry-After %j is waited for and repeated',
    async (value) => {
      const r = await behindProxy();
      await proxy
        .forPost(POLICIES)
        .once()
        .thenReply(429, '{"code":"too.many.requests.retry.after"}', { 'retry-after': value });
      await proxy.forUnmatchedRequest().thenForwardTo(r.org.url);
      expect((await r.through.deploy('test', { approval: YES })).exitCode).toBe(0);
      expect(Math.max(...r.clock.slept, 0)).toBeLessThanOrEqual(60_000);
      expect(r.writes()).toHaveLength(1);
    },
  );

  it('the login page of a proxy is never an empty org', async () => {
    const r = await behindProxy();
    await proxy.forGet(POLICIES).thenReply(200, '<html>Sign in</html>', { 'content-type': 'text/html' });
    await proxy.forUnmatchedRequest().thenForwardTo(r.org.url);
    await expect(r.through.deploy('test', { approval: YES })).rejects.toThrow(/proxy or a login page/);
    expect(r.org.writes).toEqual([]);
  });
});
