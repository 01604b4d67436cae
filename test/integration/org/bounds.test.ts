import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultProxy } from './fault-proxy';
import { policy, type Rig, rig, YES } from './kit';

const POLICIES = '/api/v2/wem/screenrecording/policies';
let proxy: FaultProxy;

beforeEach(async () => {
  proxy = await FaultProxy.start();
});
afterEach(() => proxy.stop());

/** An org that answers as the proxy says, and as the local org does for the rest. */
async function answering(): Promise<Rig> {
  const r = await rig();
  proxy.target = r.org.url;
  r.project.environments[0] = { name: 'test', apiBaseUrl: proxy.url };
  await r.project.write('a.recpolicy.json', policy({ name: 'A' }));
  return r;
}

const json = (value: unknown) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const remote = (n: number, more: object = {}) => ({
  id: `p${n}`,
  etag: '"1"',
  ...policy({ name: `Policy ${n}`, targets: [{ type: 'SKILL', id: `s${n}` }] }),
  ...more,
});

describe('what an org sends is bounded', () => {
  it.each([
    ['that do not count', () => ({})],
    ['that count on', (page: number) => ({ pageCount: page + 1 })],
  ])(
    'pages without end %s stop with a message, in time and memory',
    { timeout: 60_000 },
    async (_, counts) => {
      const r = await answering();
      let n = 0;
      proxy.on('GET', POLICIES, () => {
        const entities = Array.from({ length: 100 }, () => remote(n++, { description: 'x'.repeat(200) }));
        return json({ entities, ...counts(n / 100) });
      });
      const begun = performance.now();
      const before = process.memoryUsage().rss;
      await expect(r.engine.plan('test')).rejects.toThrow(
        /no end within|pages, and at most|larger than any list/,
      );
      expect(performance.now() - begun).toBeLessThan(20_000);
      expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1_048_576);
      expect(r.org.writes).toEqual([]);
    },
  );

  it.each([
    ['a description that is a list', { description: ['x'] }, /"description" is not a text/],
    [
      'a flag for patterns',
      { complianceSettings: { allowedMaskPatterns: true } },
      /allowedMaskPatterns" is not/,
    ],
    [
      'numbers for patterns',
      { complianceSettings: { allowedMaskPatterns: [1] } },
      /allowedMaskPatterns" is not/,
    ],
    ['a text for the settings', { complianceSettings: 'x' }, /"complianceSettings" is not an object/],
    ['a number for the mode', { evaluationMode: 3 }, /"evaluationMode" is not a text/],
  ])('a policy with %s breaks the contract', async (_, wrong, why) => {
    const r = await answering();
    proxy.on('GET', POLICIES, () => json({ entities: [remote(1, wrong)], pageCount: 1, total: 1 }));
    for (const command of ['plan', 'pull', 'status'] as const)
      await expect(r.engine[command]('test')).rejects.toThrow(why);
    expect(r.org.writes).toEqual([]);
  });

  it('a policy nested without end is a message in every command', async () => {
    const r = await answering();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const body = `{"entities":[{"id":"1","name":"A","x":${deep}}],"pageCount":1,"total":1}`;
    proxy.on('GET', POLICIES, () => ({ ...json({}), body }));
    for (const command of ['plan', 'pull', 'status'] as const)
      await expect(r.engine[command]('test')).rejects.toThrow(/nested deeper than 100 levels/);
    expect(r.org.writes).toEqual([]);
  });

  it('groups whose members are nameless count as not active', async () => {
    const r = await answering();
    proxy.on('GET', /\/users\/groups\/.+/, () => json({ id: 'g', name: 7, members: [{ id: 3, state: 5 }] }));
    const result = await r.engine
      .deploy('test', { approval: YES, groupWait: { seconds: 0 } })
      .catch((e: Error) => ({ exitCode: 1, items: [], summary: e.message }));
    expect(result.exitCode).toBe(1);
    expect(r.org.writes).toEqual([]);
  });
});
