import { describe, expect, it } from 'vitest';
import { policy, rig, YES } from './kit';

describe('at scale', () => {
  it('a deploy of 120 changes sends as many writes, and its undo as many', { timeout: 120_000 }, async () => {
    const r = await rig();
    const write = (days: number) =>
      Promise.all(
        Array.from({ length: 120 }, (_, i) =>
          r.project.write(
            `p/${i}.recpolicy.json`,
            policy({ name: `P${i}`, targets: [{ type: 'SKILL', id: `s${i}` }], retentionDays: days }),
          ),
        ),
      );
    await write(90);
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.writes()).toHaveLength(120);
    await write(91);
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.writes()).toHaveLength(240);
    expect((await r.engine.undoLastDeploy('test', YES)).exitCode).toBe(0);
    expect(r.writes()).toHaveLength(360);
    expect(new Set(r.org.policies().map((p) => p.retentionDays))).toEqual(new Set([90]));
  });

  it('recording settings whose answer is lost are written once', async () => {
    for (const when of ['before', 'after'] as const) {
      const r = await rig();
      await r.project.write('recording-settings.json', { maxSimultaneousStreams: 150 });
      r.org.addFaults({ match: { operation: 'replaceRecordingSettings' }, do: { kind: 'reset', when } });
      expect((await r.engine.deploy('test', { adopt: true, approval: YES })).exitCode).toBe(0);
      expect(r.writes()).toHaveLength(1);
      await r.engine.undoLastDeploy('test', YES);
      expect(r.org.dump().settings.maxSimultaneousStreams).toBe(100);
    }
  });

  it('leaves recording settings alone that somebody changed between plan and write', async () => {
    const r = await rig();
    await r.project.write('recording-settings.json', { maxSimultaneousStreams: 150 });
    const late = async () => {
      r.org.updateSettings({ maxSimultaneousStreams: 170 });
      return { approved: true };
    };
    await expect(r.engine.deploy('test', { adopt: true, approval: { confirm: late } })).rejects.toMatchObject(
      {
        kind: 'stale-plan',
      },
    );
    const result = await r.engine.deploy('test', {
      adopt: true,
      approval: {
        inAdvance: true,
        confirm: async () => {
          r.org.updateSettings({ maxSimultaneousStreams: 180 });
          return { approved: true };
        },
      },
    });
    expect(result).toMatchObject({ exitCode: 3, items: [{ outcome: 'conflict' }] });
    expect(r.org.dump().settings.maxSimultaneousStreams).toBe(180);
  });
});
