import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { OrgEngine } from '../../../org/engine';
import type { PolicyBody } from '../../../schemas/org-api';
import { otherGroup, policy, type Rig, rig, YES } from './kit';

const DESK = policy({ name: 'Desk_Recording', priority: 100 });
const OPS = policy({ name: 'Ops_Recording', priority: 101, targets: [{ type: 'GROUP', id: otherGroup.id }] });
const A = 'policies/a.recpolicy.json';
const B = 'policies/b.recpolicy.json';

/** Two deployed policies, the first in the file a, the second in b. */
async function deployed(): Promise<Rig> {
  const r = await rig();
  await r.project.write(A, DESK);
  await r.project.write(B, OPS);
  expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
  return r;
}

const at = (r: Rig, path: string) => join(r.root, path);
const idsByName = (r: Rig) => Object.fromEntries(r.org.policies().map((p) => [p.name, p.id]));
async function actions(r: Rig): Promise<[string, string][]> {
  return (await r.engine.plan('test')).changes.map((c): [string, string] => [c.name, c.action]);
}

describe('a policy keeps its identity', () => {
  it('when two files take each other’s name', async () => {
    const r = await deployed();
    await r.project.write(A, OPS);
    await r.project.write(B, DESK);
    expect(await actions(r)).toEqual([
      ['Ops_Recording', 'none'],
      ['Desk_Recording', 'none'],
    ]);
    const writes = r.writes().length;
    await r.engine.deploy('test', { approval: YES });
    expect(r.writes()).toHaveLength(writes);
  });

  it('when another takes the place of a file that is gone', async () => {
    const r = await deployed();
    await rm(at(r, A));
    await rename(at(r, B), at(r, A));
    expect(await actions(r)).toEqual([
      ['Ops_Recording', 'none'],
      ['Desk_Recording', 'removed'],
    ]);
  });

  const moved = 'elsewhere/desk.recpolicy.json';
  const renames: readonly [string, string, Partial<PolicyBody>][] = [
    ['renamed in its place', A, { name: 'Desks_Recording' }],
    ['renamed and changed in its place', A, { name: 'Desks_Recording', retentionDays: 10 }],
    ['moved', moved, {}],
    ['moved and changed', moved, { retentionDays: 10 }],
    ['moved and renamed at once', moved, { name: 'Desks_Recording' }],
    ['moved, renamed and described anew', moved, { name: 'Desks_Recording', description: 'new' }],
  ];
  it.each(renames)('when it is %s', async (_, path, change) => {
    const r = await deployed();
    const before = idsByName(r);
    await rm(at(r, A));
    await r.project.write(path, { ...DESK, ...change });
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(idsByName(r)).toEqual({
      [change.name ?? DESK.name]: before['Desk_Recording'],
      Ops_Recording: before['Ops_Recording'],
    });
    expect((await r.engine.plan('test')).changes.map((c) => c.action)).toEqual(['none', 'none']);
  });

  it('when it is renamed here and in the org alike', async () => {
    const r = await deployed();
    r.org.updatePolicy('Desk_Recording', { name: 'Desks_Recording' });
    await r.project.write(A, { ...DESK, name: 'Desks_Recording' });
    expect(await actions(r)).toEqual([
      ['Desks_Recording', 'none'],
      ['Ops_Recording', 'none'],
    ]);
  });

  it('or is asked about, when it is moved, renamed and changed at once', async () => {
    const r = await deployed();
    await rm(at(r, A));
    await r.project.write(moved, { ...DESK, name: 'Desks_Recording', retentionDays: 10 });
    const change = (await r.engine.plan('test')).changes.find((c) => c.file === moved);
    expect(change).toMatchObject({ action: 'blocked' });
    expect(change?.reason).toContain('"Desks_Recording" may be "Desk_Recording", moved and renamed');
    const writes = r.writes().length;
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(1);
    expect(r.writes()).toHaveLength(writes);
  });

  it('when its file cannot be read for the moment', async () => {
    const r = await deployed();
    await r.project.write(A, '{ "name": ');
    expect((await actions(r)).map(([, action]) => action)).toEqual(['blocked', 'none']);
  });
});

describe('a file that is gone', () => {
  it('is said by plan and status, leaves the policy alone, and is not brought back by a pull', async () => {
    const r = await deployed();
    await rm(at(r, A));
    const before = r.org.policy('Desk_Recording');
    expect(await actions(r)).toContainEqual(['Desk_Recording', 'removed']);
    const status = await r.engine.status('test');
    expect(status.items.find((i) => i.name === 'Desk_Recording')).toMatchObject({
      state: 'removed',
      file: A,
    });
    expect(await r.engine.pull('test')).toMatchObject({ exitCode: 0 });
    expect((await r.project.files()).map((f) => f.path)).toEqual([B]);
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.org.policy('Desk_Recording')).toEqual(before);
  });

  it('comes back with all it was, once the file is restored', async () => {
    const r = await deployed();
    await rm(at(r, A));
    await r.engine.pull('test');
    await r.project.write(A, DESK);
    expect((await actions(r)).map(([, action]) => action)).toEqual(['none', 'none']);
  });

  it('has its policy retired by deploy --remove alone, after the confirmation', async () => {
    const r = await deployed();
    await rm(at(r, A));
    const no = { confirm: async () => ({ approved: false }) };
    await expect(r.engine.deploy('test', { approval: no, remove: true })).rejects.toThrow(/not confirmed/);
    expect(Object.keys(idsByName(r))).toHaveLength(2);
    const result = await r.engine.deploy('test', { approval: YES, remove: true });
    expect(result).toMatchObject({ exitCode: 0, items: [{ action: 'removed', outcome: 'done' }] });
    expect(Object.keys(idsByName(r))).toEqual(['Ops_Recording']);
    expect(await actions(r)).toEqual([['Ops_Recording', 'none']]);
  });

  it('has its policy disabled and not deleted while a session is active, and goes on next time', async () => {
    const r = await deployed();
    r.org.startSession('Desk_Recording');
    await rm(at(r, A));
    expect((await r.engine.deploy('test', { approval: YES, remove: true })).exitCode).toBe(1);
    expect(r.org.policy('Desk_Recording').enabled).toBe(false);
    r.org.endSessions();
    expect((await r.engine.deploy('test', { approval: YES, remove: true })).exitCode).toBe(0);
    expect(Object.keys(idsByName(r))).toEqual(['Ops_Recording']);
  });
});

describe('a policy that slipped through the pages of the list', () => {
  it('is looked up before it is called deleted', async () => {
    const r = await rig();
    for (let i = 0; i < 150; i++)
      r.org.createPolicy(
        policy({ name: `P${String(i).padStart(3, '0')}`, targets: [{ type: 'SKILL', id: `s${i}` }] }),
      );
    await r.engine.pull('test');
    const [first] = r.org.policies();
    let shifted = false;
    const engine = new OrgEngine({
      project: r.project,
      fs: new NodeFileSystem(),
      state: r.state,
      credentials: { credentials: async () => r.org.credentials() },
      processInfo: nodeProcessInfo(),
      allowedHosts: undefined,
      clock: r.clock,
      fetch: (url, init) => {
        if (!shifted && String(url).includes('pageNumber=2')) {
          shifted = true;
          r.org.deletePolicy(first!.name);
        }
        return fetch(url, init);
      },
    });
    const plan = await engine.plan('test');
    expect(shifted).toBe(true);
    expect(plan.changes.filter((c) => c.action !== 'none').map((c) => c.name)).toEqual([]);
    const next = await r.engine.plan('test');
    expect(next.changes.filter((c) => c.action !== 'none').map((c) => c.name)).toEqual([first!.name]);
  });
});
