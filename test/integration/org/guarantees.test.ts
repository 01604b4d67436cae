import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../emulator';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { OrgEngine } from '../../../org/engine';
import { Lock } from '../../../org/state/lock';
import { group, otherGroup, policy, type Rig, rig, YES } from './kit';

const FILE = 'a.recpolicy.json';

async function deployed(): Promise<Rig> {
  const r = await rig();
  await r.project.write(FILE, policy({ name: 'A' }));
  await r.engine.deploy('test', { approval: YES });
  return r;
}

const wire: [string, FaultAction][] = [
  ['500', { kind: 'status', status: 500 }],
  ['503 with HTML', { kind: 'html', status: 503 }],
  ['200 with HTML', { kind: 'html', status: 200 }],
  ['a reset', { kind: 'reset' }],
  ['a close', { kind: 'close' }],
  ['a cut body', { kind: 'truncate', how: 'content' }],
  ['a torn connection', { kind: 'truncate', how: 'wire' }],
  ['429 without a time', { kind: 'retry-after', value: null }],
  ['429 with garbage', { kind: 'retry-after', value: 'soon' }],
  ['429 with a date', { kind: 'retry-after', value: { httpDateIn: 20 } }],
  ['429 with -5', { kind: 'retry-after', value: -5 }],
  ['429 with a day', { kind: 'retry-after', value: 86_400 }],
  ['expired tokens', { kind: 'expire-tokens' }],
  ['a redirect', { kind: 'redirect', status: 307, location: 'http://127.0.0.1:1/' }],
  ['entities null', { kind: 'shape', change: 'list-null' }],
  ['no entities', { kind: 'shape', change: 'list-missing' }],
  ['numeric ids', { kind: 'shape', change: 'numeric-ids' }],
  ['a wrong total', { kind: 'shape', change: 'total-wrong' }],
  ['too many pages', { kind: 'shape', change: 'page-count-high' }],
  ['a huge body', { kind: 'huge', bytes: 20_000_000 }],
];

describe('G1: reading commands send no write', () => {
  it.each(wire)('under %s', async (_, action) => {
    const r = await deployed();
    await r.project.write(FILE, policy({ name: 'A', retentionDays: 7 }));
    r.org.clearLog();
    r.org.addFaults({ match: { method: 'GET' }, times: 'always', do: action });
    const done = await Promise.allSettled([
      r.engine.plan('test'),
      r.engine.status('test'),
      r.engine.pull('test', { dryRun: true }),
      r.engine.compare('test', FILE),
    ]);
    for (const d of done) if (d.status === 'rejected') expect(d.reason).toHaveProperty('details.org');
    expect(r.requests().filter((q) => !q.startsWith('GET'))).toEqual([]);
    expect(r.org.writes).toEqual([]);
  });
});

describe('G6, G10, G11: a write under faults on the wire happens once or is reported', () => {
  for (const [name, action] of wire) {
    for (const when of ['before', 'after'] as const) {
      if (
        !('when' in action) &&
        when === 'after' &&
        !['status', 'html', 'reset', 'close', 'retry-after', 'redirect', 'huge'].includes(action.kind)
      )
        continue;
      it(`PUT and POST under ${name}, ${when} the effect`, async () => {
        const r = await deployed();
        await r.project.write(FILE, policy({ name: 'A', retentionDays: 7 }));
        await r.project.write(
          'b.recpolicy.json',
          policy({ name: 'B', targets: [{ type: 'GROUP', id: otherGroup.id }] }),
        );
        r.org.clearLog();
        const act = ['status', 'html', 'reset', 'close', 'retry-after', 'redirect', 'huge'].includes(
          action.kind,
        )
          ? ({ ...action, when } as FaultAction)
          : action;
        r.org.addFaults(
          { match: { method: 'POST', path: '**/policies' }, do: act },
          { match: { method: 'PUT' }, do: act },
        );
        const first = await r.engine.deploy('test', { approval: YES });
        r.org.clearFaults();
        const again = await r.engine.deploy('test', { approval: YES });
        expect([first.exitCode, again.exitCode]).toContain(0);
        expect(again.exitCode).toBe(0);
        expect(r.writes().filter((w) => w.action === 'create')).toHaveLength(1);
        expect(
          r.org
            .policies()
            .map((p) => [p.name, p.retentionDays])
            .sort(),
        ).toEqual([
          ['A', 7],
          ['B', 90],
        ]);
        const count = r.writes().length;
        await r.engine.deploy('test', { approval: YES });
        expect(r.writes()).toHaveLength(count);
      });
    }
  }
});

describe('other guarantees', () => {
  it('G8: blocks a merge that breaks a rule', async () => {
    const r = await deployed();
    await r.project.write(FILE, policy({ name: 'A', retentionDays: 7 }));
    r.project.rules = (path, text) =>
      text.includes('forbidden') ? [{ path, code: 'x', severity: 'error', message: 'says forbidden' }] : [];
    r.org.addFaults({
      match: { operation: 'replacePolicy' },
      do: { kind: 'second-editor', set: { description: 'forbidden' } },
    });
    const result = await r.engine.deploy('test', { approval: YES });
    expect(result).toMatchObject({ exitCode: 1, items: [{ outcome: 'blocked' }] });
    expect(result.items[0]!.message).toContain('says forbidden');
    expect(r.org.policy('A').retentionDays).toBe(90);
  });

  it('G8: blocks a merge that collides with another policy', async () => {
    const r = await deployed();
    r.org.createPolicy(policy({ name: 'Theirs', priority: 300 }));
    await r.project.write(FILE, policy({ name: 'A', retentionDays: 7 }));
    r.org.addFaults({
      match: { operation: 'replacePolicy' },
      do: { kind: 'second-editor', set: { priority: 300 } },
    });
    expect((await r.engine.deploy('test', { approval: YES })).items[0]).toMatchObject({ outcome: 'blocked' });
    expect(r.writes()).toHaveLength(1);
  });

  it('G9: stops a storm of 412 by a bound', async () => {
    const r = await deployed();
    await r.project.write(FILE, policy({ name: 'A', retentionDays: 7 }));
    r.org.addFaults({
      match: { operation: 'replacePolicy' },
      times: 'always',
      do: { kind: 'second-editor' },
    });
    const result = await r.engine.deploy('test', { approval: YES });
    expect(result.exitCode).not.toBe(0);
    expect(r.requests().filter((q) => q.startsWith('PUT')).length).toBeLessThanOrEqual(5);
    expect(r.writes().filter((w) => w.action === 'update')).toEqual([]);
  });

  it('G12: says which of several was done, failed and not tried, and the next run converges', async () => {
    for (let k = 1; k <= 3; k++) {
      const r = await rig();
      for (const n of ['A', 'B', 'C'])
        await r.project.write(
          `${n}.recpolicy.json`,
          policy({ name: n, targets: [{ type: 'SKILL', id: n }] }),
        );
      r.org.addFaults({
        match: { operation: 'createPolicy' },
        nth: k,
        do: { kind: 'status', status: 400, code: 'bad.request' },
      });
      const result = await r.engine.deploy('test', { approval: YES });
      expect(result.exitCode).toBe(1);
      expect(result.items.filter((i) => i.outcome === 'failed')).toHaveLength(1);
      expect(result.items.filter((i) => i.outcome === 'done')).toHaveLength(2);
      expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
      expect(r.org.policies()).toHaveLength(3);
      await r.emulator.stop();
    }
  });

  it('G12: after a failure that would meet every write, the rest is not tried', async () => {
    const r = await rig();
    for (const n of ['A', 'B', 'C'])
      await r.project.write(`${n}.recpolicy.json`, policy({ name: n, targets: [{ type: 'SKILL', id: n }] }));
    r.org.addFaults({
      match: { operation: 'createPolicy' },
      nth: 2,
      times: 'always',
      do: { kind: 'status', status: 403, code: 'missing.permissions' },
    });
    const result = await r.engine.deploy('test', { approval: YES });
    expect(result.items.map((i) => i.outcome)).toEqual(['done', 'failed', 'not-tried']);
  });

  it('a created policy that shows late is neither created twice nor taken for missing', async () => {
    const r = await rig();
    await r.project.write(FILE, policy({ name: 'A' }));
    r.org.addFaults({ match: { operation: 'createPolicy' }, do: { kind: 'stale', requests: 3 } });
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.requests().filter((q) => q.startsWith('POST'))).toHaveLength(1);
  });

  it('a lost create that shows late is found by the refusal of its name', async () => {
    const r = await rig();
    await r.project.write(FILE, policy({ name: 'A' }));
    r.org.addFaults(
      { match: { operation: 'createPolicy' }, do: { kind: 'stale', requests: 3 } },
      { match: { operation: 'createPolicy' }, do: { kind: 'reset', when: 'after' } },
    );
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.org.policies()).toHaveLength(1);
  });

  it('G15: names the live holder of the lock, and takes over from a dead one, saying so', async () => {
    const r = await deployed();
    const run = await r.run();
    const alive = {
      pid: process.ppid,
      host: nodeProcessInfo().host,
      user: 'ann',
      born: undefined,
      alive: () => true,
    };
    const held = await Lock.acquire(run, alive, { org: 'x', command: 'recpolicy deploy', wall: 0 });
    await expect(r.engine.deploy('test', { approval: YES })).rejects.toThrow(
      /"recpolicy deploy" of ann on .* \(process \d+, since 1970-01-01/,
    );
    await held.release();
    const dead = { ...alive, pid: 2 ** 22 + 1 };
    await Lock.acquire(run, dead, { org: 'x', command: 'recpolicy pull', wall: 0 });
    const notices: string[] = [];
    const onEvent = (e: { type: string; message?: string }) =>
      void (e.type === 'notice' && notices.push(e.message!));
    expect((await r.engine.deploy('test', { approval: YES, onEvent })).exitCode).toBe(0);
    expect(notices.join()).toMatch(/"recpolicy pull".*took it over/);
    const elsewhere = { ...dead, host: 'another-machine' };
    await Lock.acquire(run, elsewhere, { org: 'x', command: 'recpolicy pull', wall: 0 });
    await expect(r.engine.deploy('test', { approval: YES })).rejects.toThrow(
      /another-machine.*remove \/.*\/lock\.json/,
    );
  });

  it('G15: of many that find a dead holder one gets the lock', async () => {
    const r = await deployed();
    const run = await r.run();
    const gone = new Set([1]);
    const as = (pid: number) => ({
      pid,
      host: 'h',
      user: 'u',
      born: undefined,
      alive: (p: number) => !gone.has(p),
    });
    await Lock.acquire(run, as(1), { org: 'x', command: 'dead', wall: 0 });
    const taken = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) => Lock.acquire(run, as(i + 2), { org: 'x', command: 'c', wall: 0 })),
    );
    expect(taken.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
  });

  it('G22: shows the secret and the token in no file, event, result or error', async () => {
    const r = await rig();
    const seen: string[] = [];
    const onEvent = (e: unknown) => void seen.push(JSON.stringify(e));
    await r.project.write(FILE, policy({ name: 'A' }));
    for (const [, action] of wire) {
      r.org.addFaults({ do: action, probability: 0.5 });
      await r.engine.deploy('test', { approval: YES, onEvent }).then(
        (x) => seen.push(JSON.stringify(x)),
        (e: Error) => seen.push(`${e.message}${e.stack}${JSON.stringify(e)}`),
      );
      await r.engine.pull('test', { onEvent }).then(
        (x) => seen.push(JSON.stringify(x)),
        (e: Error) => seen.push(`${e.message}${e.stack}${JSON.stringify(e)}`),
      );
      r.org.clearFaults();
    }
    for (const f of await readdir(r.root, { recursive: true, withFileTypes: true }))
      if (f.isFile()) seen.push(await readFile(join(f.parentPath ?? f.path, f.name), 'utf8'));
    expect(seen.join('\n')).not.toContain(r.org.credentials().clientSecret);
    expect(seen.join('\n')).not.toMatch(/Bearer|Basic /);
  });

  it('G23: refuses a plan made with other credentials or for another org', async () => {
    const r = await rig({ data: 'demo' });
    await r.project.write(FILE, policy({ name: 'A', targets: [{ type: 'SKILL', id: 's' }] }));
    const plan = await r.engine.plan('test');
    const other = r.emulator.orgs[1]!;
    const swapped = new OrgEngine({
      project: r.project,
      fs: new NodeFileSystem(),
      state: r.state,
      processInfo: nodeProcessInfo(),
      allowedHosts: undefined,
      clock: r.clock,
      credentials: { credentials: async () => r.org.credentials('acme-no-permission') },
    });
    await expect(swapped.deploy('test', { approval: YES, plan })).rejects.toMatchObject({
      kind: 'wrong-org',
    });
    r.project.environments[0] = { name: 'test', apiBaseUrl: other.url };
    await expect(
      new OrgEngine({
        project: r.project,
        fs: new NodeFileSystem(),
        state: r.state,
        processInfo: nodeProcessInfo(),
        allowedHosts: undefined,
        credentials: { credentials: async () => other.credentials() },
      }).deploy('test', { approval: YES, plan }),
    ).rejects.toMatchObject({ kind: 'wrong-org' });
    expect([...r.org.writes, ...other.writes]).toEqual([]);
  });

  it('refuses to create everything anew in an org that knows none of the policies', async () => {
    const r = await rig();
    for (const n of ['A', 'B', 'C'])
      await r.project.write(`${n}.recpolicy.json`, policy({ name: n, targets: [{ type: 'SKILL', id: n }] }));
    await r.engine.deploy('test', { approval: YES });
    const other = r.emulator.orgs[1]!;
    r.project.environments[0] = { name: 'test', apiBaseUrl: other.url };
    await r.project.write('D.recpolicy.json', policy({ name: 'D', targets: [{ type: 'SKILL', id: 'D' }] }));
    const engine = new OrgEngine({
      project: r.project,
      fs: new NodeFileSystem(),
      state: r.state,
      processInfo: nodeProcessInfo(),
      allowedHosts: undefined,
      credentials: { credentials: async () => other.credentials() },
    });
    const result = await engine.deploy('test', { approval: YES });
    expect(result.exitCode).toBe(1);
    expect(other.writes).toEqual([]);
  });

  it('refuses to guess between twins', async () => {
    const r = await rig();
    r.org.createPolicy(policy({ name: 'A', targets: [{ type: 'SKILL', id: '1' }] }));
    r.org.createPolicy(policy({ name: 'a ', targets: [{ type: 'SKILL', id: '2' }] }));
    await r.project.write(FILE, policy({ name: 'A' }));
    expect((await r.engine.deploy('test', { approval: YES })).items[0]).toMatchObject({ outcome: 'blocked' });
    expect(r.writes()).toEqual([]);
  });

  it('reads a policy before it writes where the list gives no tag', async () => {
    const r = await rig();
    r.org.createPolicy(policy({ name: 'A' }), { listedWithoutEtag: true });
    await r.project.write(FILE, policy({ name: 'A', retentionDays: 7 }));
    expect((await r.engine.deploy('test', { approval: YES, adopt: true })).exitCode).toBe(0);
    expect(r.writes()).toMatchObject([{ action: 'update', ifMatch: expect.stringMatching(/^"/) }]);
  });

  it('fails within a second when cancelled while it waits', async () => {
    const r = await rig();
    await r.project.write(FILE, policy({ name: 'A' }));
    r.org.addFaults({ match: { method: 'GET' }, times: 'always', do: { kind: 'hang' } });
    const stop = new AbortController();
    const work = r.engine.deploy('test', { approval: YES, signal: stop.signal });
    await r.org.untilLog((log) => log.some((q) => q.method === 'GET'));
    const at = performance.now();
    stop.abort();
    await expect(work).rejects.toMatchObject({ kind: 'cancelled' });
    expect(performance.now() - at).toBeLessThan(10_000);
    expect(r.org.writes).toEqual([]);
  });

  it('tells what the org has when the disk is full', async () => {
    const r = await rig();
    await r.project.write(FILE, policy({ name: 'A' }));
    const fs = new NodeFileSystem();
    const full = Object.assign(Object.create(fs), {
      writeText: (path: string, text: string) =>
        path.includes('/state/')
          ? Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
          : fs.writeText(path, text),
    });
    const engine = new OrgEngine({
      project: r.project,
      fs: full,
      state: r.state,
      processInfo: nodeProcessInfo(),
      allowedHosts: undefined,
      clock: r.clock,
      credentials: { credentials: async () => r.org.credentials() },
    });
    const result = await engine.deploy('test', { approval: YES });
    expect(result.exitCode).toBe(1);
    expect(result.items[0]!.message).toMatch(
      /disk is full.*"A" was written to the org, but that could not be noted here/,
    );
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.writes()).toHaveLength(1);
  });

  it('knows the facts that rules rest on, with their age, and leaves out what it could not read', async () => {
    const r = await rig();
    r.org.setMinimumRetention(30);
    r.org.createPolicy(policy({ name: 'Theirs' }));
    await r.project.write(FILE, policy({ name: 'A' }));
    const facts = await r.engine.refreshFacts('test');
    expect(facts.groups!.value.get(group.id)).toMatchObject({ name: 'Payments', activeMembers: 1 });
    expect(facts).toMatchObject({
      minimumRetentionDays: { value: 30, complete: true },
      streamLimit: { value: 2000 },
      remoteOnly: { value: [{ name: 'Theirs' }] },
    });
    expect(await r.engine.cachedFacts('test')).toEqual(facts);
    r.org.addFaults({
      match: { operation: 'listGroups' },
      times: 'always',
      do: { kind: 'status', status: 500 },
    });
    expect((await r.engine.refreshFacts('test')).groups).toBeUndefined();
  });
});
