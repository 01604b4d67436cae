import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../../emulator';
import { demoPlatformOrgs, emptyPlatformOrgs } from '../../../emulator/platform/data';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { nodeUserState } from '../../../org/adapters/node/user-state';
import { OrgEngine } from '../../../org/engine';
import { FolderProject } from './folder-project';
import { quickClock, stateHome, YES } from './kit';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** The test org with its policies, and the other one with none of them: the same names, other ids. */
async function orgs() {
  const data = [demoPlatformOrgs()[1]!, emptyPlatformOrgs()[0]!];
  const emulator = await startEmulator({ data, limits: 'none', complain: (line) => expect(line).toBe('') });
  cleanups.push(() => emulator.stop());
  const at = async (name: string, from?: string) => {
    const org = emulator.org(name);
    const root = await mkdtemp(join(tmpdir(), 'recpolicy-'));
    cleanups.push(() => rm(root, { recursive: true, force: true }));
    if (from !== undefined) await cp(join(from, 'policies'), join(root, 'policies'), { recursive: true });
    const project = new FolderProject(root, [{ name: 'test', api: 'platform', apiBaseUrl: org.url }]);
    const engine = new OrgEngine({
      project,
      fs: new NodeFileSystem(),
      state: nodeUserState({ XDG_STATE_HOME: await stateHome() }),
      credentials: { credentials: async () => org.credentials() },
      processInfo: nodeProcessInfo(),
      allowedHosts: undefined,
      clock: quickClock(),
    });
    return { org, root, project, engine, state: org.platform! };
  };
  return { at };
}

const calls = (conditions: object) => ({
  name: 'A',
  enabled: true,
  mediaPolicies: { callPolicy: { conditions, actions: { retainRecording: true } } },
});
type Stored = { mediaPolicies: { callPolicy: { conditions: { forUsers: { id: string }[] } } } };
const usersOf = (policy: unknown) =>
  (policy as Stored).mediaPolicies.callPolicy.conditions.forUsers.map((u) => u.id).sort();

describe('names of an org', () => {
  it('are written by a pull, and mean the same in another org', async () => {
    const { at } = await orgs();
    const test = await at('acme-test');
    const pulled = await test.engine.pull('test');
    expect(pulled.exitCode).toBe(0);
    expect(pulled.items.length).toBe(test.state.policies.length);
    expect(await test.project.read('policies/Sales-calls.mediapolicy.json')).toContain(
      '{{queue:Sales Calls}}',
    );
    expect(await test.project.read('policies/Trainees.mediapolicy.json')).toMatch(
      /\{\{user:[a-z.]+@acme\.example\}\}/,
    );
    const unchanged = await test.engine.plan('test');
    expect(unchanged.changes.filter((c) => c.action !== 'none')).toEqual([]);
    test.org.clearLog();
    expect((await test.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(test.org.writes).toEqual([]);

    const acme = await at('acme', test.root);
    const deployed = await acme.engine.deploy('test', { approval: YES });
    expect(deployed.items.filter((i) => i.outcome !== 'done')).toEqual([]);
    const queue = acme.state.references.queue.find((q) => q.name === 'Sales Calls')!;
    const sales = acme.state.policies.find((p) => p.name === 'Sales calls');
    expect(sales).toMatchObject({
      mediaPolicies: { callPolicy: { conditions: { forQueues: [{ id: queue.id }] } } },
    });
    expect((await acme.engine.plan('test')).changes.filter((c) => c.action !== 'none')).toEqual([]);
  });

  it.each([
    ['{{queue:Overflow}}', /has 2 things of the kind "queue" named "Overflow"/],
    ['{{queue:Nowhere}}', /has no queue named "Nowhere"/],
    ['{{nobody}}', /no value in this environment/],
  ])('stop a policy with %s, which is not certain', async (name, message) => {
    const { at } = await orgs();
    const { project, engine, state } = await at('acme');
    await project.write('a.mediapolicy.json', calls({ forQueues: [name] }));
    const { items } = await engine.deploy('test', { approval: YES });
    expect(items).toMatchObject([{ outcome: 'blocked', message: expect.stringMatching(message) }]);
    expect(state.policies).toEqual([]);
  });
});

describe('the sample project', () => {
  it('is deployed into both local orgs as it stands', async () => {
    const { at } = await orgs();
    for (const name of ['acme', 'acme-test']) {
      const { engine, state } = await at(name, join(import.meta.dirname, '../../../samples/live'));
      state.dataRetentionDays = 1095;
      const before = state.policies.length;
      const { items } = await engine.deploy('test', { approval: YES });
      expect(items.filter((i) => i.outcome !== 'done')).toEqual([]);
      expect(state.policies.length - before).toBe(3);
    }
  });
});

describe('what the org would refuse', () => {
  it('is found before the first write: more days than the org keeps data', async () => {
    const { at } = await orgs();
    const { project, engine, state, org } = await at('acme');
    state.dataRetentionDays = 100;
    const actions = { retainRecording: true, retentionDuration: { deleteRetention: { days: 101 } } };
    const conditions = { forQueues: ['{{queue:Sales Calls}}'] };
    await project.write('a.mediapolicy.json', {
      name: 'A',
      enabled: true,
      mediaPolicies: { callPolicy: { conditions, actions } },
    });
    const { items } = await engine.deploy('test', { approval: YES });
    expect(items).toMatchObject([{ outcome: 'blocked', message: expect.stringMatching(/100 days at most/) }]);
    expect(org.writes).toEqual([]);
    const facts = await engine.refreshFacts('test');
    expect(facts.maximumRetentionDays?.value).toBe(100);
    expect(facts.names).toMatchObject({ complete: true });
    expect(facts.names!.value.get(`queue:${state.references.queue[0]!.id}`)).toBe('Support Calls');
  });
});

describe('groups in conditions', () => {
  const FILE = 'a.mediapolicy.json';
  async function deployed() {
    const { at } = await orgs();
    const acme = await at('acme');
    const group = acme.state.groups.find((g) => g.name === 'Payments Agents')!;
    const user = acme.state.references.user.find(
      (u) => !group.memberIds.includes(u.id) && u.state === 'active',
    )!;
    const conditions = { forGroups: ['{{group:Payments Agents}}'], forUsers: [`{{user:${user.email}}}`] };
    await acme.project.write(FILE, calls(conditions));
    expect((await acme.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    const active = () =>
      acme.state.references.user
        .filter((u) => (group.memberIds.includes(u.id) && u.state === 'active') || u.id === user.id)
        .map((u) => u.id)
        .sort();
    return { ...acme, group, user, active };
  }

  it('are expanded into the active members, and follow them without a change of the file', async () => {
    const { project, engine, state, group, active } = await deployed();
    expect(usersOf(state.policies[0])).toEqual(active());
    expect((await engine.plan('test')).changes).toMatchObject([{ action: 'none' }]);
    const text = await project.read(FILE);
    const joins = state.references.user.find((u) => !active().includes(u.id) && u.state === 'active')!;
    group.memberIds.push(joins.id);
    const plan = await engine.plan('test');
    expect(plan.changes[0]!.fields.map((f) => f.path)).toEqual([
      '/mediaPolicies/callPolicy/conditions/forUsers',
    ]);
    expect(plan.notes.join('\n')).toMatch(/takes users from groups: 1 joins/);
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(usersOf(state.policies[0])).toEqual(active());
    expect(await project.read(FILE)).toBe(text);
  });

  it('stop a policy where nobody is left, or where more than a fifth left at once', async () => {
    const { engine, state, group, active } = await deployed();
    const before = usersOf(state.policies[0]);
    const all = group.memberIds;
    group.memberIds = all.slice(0, 2);
    const shrunk = await engine.deploy('test', { approval: YES });
    expect(shrunk.items).toMatchObject([{ outcome: 'blocked', message: expect.stringMatching(/fifth/) }]);
    group.memberIds = [];
    const empty = await engine.deploy('test', { approval: YES });
    expect(empty.items).toMatchObject([
      { outcome: 'blocked', message: expect.stringMatching(/no active member/) },
    ]);
    expect(usersOf(state.policies[0])).toEqual(before);
    group.memberIds = all.slice(0, 2);
    expect((await engine.deploy('test', { approval: YES, allowShrink: true })).exitCode).toBe(0);
    expect(usersOf(state.policies[0])).toEqual(active());
  });

  it('are synchronised alone, whatever else changed in the files', async () => {
    const { project, engine, state, group, active } = await deployed();
    await project.write('b.mediapolicy.json', {
      ...calls({ forQueues: ['{{queue:Sales Calls}}'] }),
      name: 'B',
    });
    const joins = state.references.user.find((u) => !active().includes(u.id) && u.state === 'active')!;
    group.memberIds.push(joins.id);
    const result = await engine.deploy('test', { approval: YES, membershipOnly: true });
    expect(result).toMatchObject({ exitCode: 0, items: [{ name: 'A', outcome: 'done' }] });
    expect(state.policies.map((p) => p.name)).toEqual(['A']);
    expect(usersOf(state.policies[0])).toEqual(active());
  });

  it('keep what the console added as a user of its own, and cannot say that a member is left out', async () => {
    const { project, engine, state, group, user, active } = await deployed();
    const conditions = (state.policies[0] as unknown as Stored).mediaPolicies.callPolicy.conditions;
    const added = state.references.user.find((u) => !active().includes(u.id) && u.state === 'active')!;
    conditions.forUsers.push({ id: added.id });
    expect((await engine.pull('test')).items).toMatchObject([{ outcome: 'updated' }]);
    const text = await project.read(FILE);
    expect(text).toContain(`{{user:${added.email}}}`);
    expect(text).toContain(`{{user:${user.email}}}`);
    expect(text).toContain('{{group:Payments Agents}}');
    conditions.forUsers = conditions.forUsers.filter((u) => u.id !== group.memberIds[0]);
    expect((await engine.pull('test')).items).toMatchObject([{ outcome: 'conflict' }]);
  });
});
