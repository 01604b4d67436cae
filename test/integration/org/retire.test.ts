import { describe, expect, it } from 'vitest';
import { policy, type Rig, rig, YES } from './kit';

const NAME = 'Payments_Terminal_Recording';

async function retiring(): Promise<Rig> {
  const r = await rig();
  r.org.createPolicy(policy());
  return r;
}
const request = { name: NAME, approval: YES };

describe('retire', () => {
  it('disables, waits for the last session, deletes, and the file creates nothing anew', async () => {
    const r = await rig();
    await r.project.write('a.recpolicy.json', policy());
    await r.engine.deploy('test', { approval: YES });
    r.org.startSession(NAME, { afterPolls: 3 });
    expect(await r.engine.retire('test', request)).toMatchObject({ outcome: 'deleted', exitCode: 0 });
    expect(r.writes().map((w) => w.action)).toEqual(['create', 'update', 'delete']);
    expect(r.org.writes.at(-1)).toMatchObject({ action: 'delete', activeSessions: 0 });
    expect(r.clock.slept.filter((ms) => ms === 15_000).length).toBeGreaterThanOrEqual(2);
    expect((await r.engine.plan('test')).changes[0]).toMatchObject({ action: 'none' });
    expect((await r.engine.status('test')).items[0]!.state).toBe('retired');
    // Run once more, it finds its work done.
    expect(await r.engine.retire('test', request)).toMatchObject({ outcome: 'deleted', exitCode: 0 });
    await expect(r.engine.retire('test', { ...request, name: 'Never_There' })).rejects.toThrow(
      /no policy named/,
    );
    expect(r.writes()).toHaveLength(3);
  });

  it('stops while a session is active, says so, and goes on when run again', async () => {
    const r = await retiring();
    r.org.startSession(NAME);
    expect(await r.engine.retire('test', { ...request, maxWaitSeconds: 60 })).toMatchObject({
      outcome: 'waiting',
      exitCode: 1,
      activeSessions: 1,
    });
    expect((await r.engine.status('test')).items[0]!.state).toBe('retiring');
    r.org.endSessions();
    expect(await r.again().retire('test', request)).toMatchObject({ outcome: 'deleted' });
    expect(r.writes().map((w) => w.action)).toEqual(['update', 'delete']);
  });

  it.each([
    ['a server error', { kind: 'status', status: 500 }],
    ['a web page', { kind: 'html', status: 200 }],
    ['no items', { kind: 'shape', change: 'list-missing' }],
    ['items that are null', { kind: 'shape', change: 'list-null' }],
    ['a cut answer', { kind: 'truncate', how: 'content' }],
    ['another shape', { kind: 'shape', change: 'body-array' }],
  ] as const)('never takes %s for no session', async (_, action) => {
    const r = await retiring();
    r.org.startSession(NAME);
    r.org.addFaults({ match: { operation: 'listSessions' }, times: 'always', do: action });
    await expect(r.engine.retire('test', request)).rejects.toThrow();
    expect(r.writes().map((w) => w.action)).toEqual(['update']);
  });

  it('leaves a policy alone that somebody enables again while it waits', async () => {
    const r = await retiring();
    r.org.startSession(NAME);
    r.org.addFaults({
      match: { operation: 'getPolicy' },
      nth: 4,
      do: { kind: 'second-editor', set: { enabled: true } },
    });
    await expect(r.engine.retire('test', request)).rejects.toThrow(/enabled again/);
    expect(r.writes().map((w) => w.action)).toEqual(['update']);
    expect(r.org.policy(NAME).enabled).toBe(true);
  });

  it('deletes nothing that was changed at the last moment', async () => {
    const r = await retiring();
    r.org.addFaults({
      match: { operation: 'deletePolicy' },
      do: { kind: 'second-editor', set: { enabled: true } },
    });
    await expect(r.engine.retire('test', request)).rejects.toThrow(/last moment/);
    expect(r.org.policies()).toHaveLength(1);
  });

  it.each(['setPolicyEnabled', 'deletePolicy'] as const)(
    'settles a lost answer to %s by reading',
    async (operation) => {
      for (const when of ['before', 'after'] as const) {
        const r = await retiring();
        r.org.addFaults({ match: { operation }, do: { kind: 'reset', when } });
        expect(await r.engine.retire('test', request)).toMatchObject({ outcome: 'deleted' });
        expect(r.writes().map((w) => w.action)).toEqual(['update', 'delete']);
      }
    },
  );

  it('refuses to guess between policies of one name', async () => {
    const r = await retiring();
    r.org.createPolicy(policy({ name: NAME.toLowerCase() }));
    await expect(r.engine.retire('test', request)).rejects.toThrow(/2 policies named/);
    expect(r.writes()).toEqual([]);
  });

  it('writes nothing unless confirmed', async () => {
    const r = await retiring();
    await expect(
      r.engine.retire('test', { name: NAME, approval: { confirm: async () => ({ approved: false }) } }),
    ).rejects.toThrow(/not confirmed/);
    expect(r.writes()).toEqual([]);
  });
});
