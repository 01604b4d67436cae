import { describe, expect, it } from 'vitest';
import { Workspace } from '../../index/workspace';
import { checkFiles, ROOT, testServices } from '../../testing/check';
import { LISTED } from './messages';

const policy = (i: number, priority: number, days: number) =>
  JSON.stringify({
    name: `P${i}`,
    enabled: true,
    priority,
    retentionDays: days,
    targets: [{ type: 'GROUP', id: 'everybody' }],
  });

describe('conflicts of very many policies on one target', () => {
  it('list some and say how many more collide', () => {
    const files = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`p${i}.recpolicy.json`, policy(i, 5, 90)]),
    );
    const checked = checkFiles(files);
    const [finding] = checked
      .get('p500.recpolicy.json')!
      .findings.filter((f) => f.code === 'priority-collision');
    expect(finding!.related.length).toBe(LISTED);
    expect(finding!.message).toContain('“P0” (p0.recpolicy.json), and both');
    expect(finding!.message).toContain('is true of 998 more');
    expect(finding!.fixes.map((f) => f.title)).toEqual([
      'Set priority to 6, which is free on all targets of this policy',
    ]);
  });

  it('compare with the winner and the neighbours and say how many more overlap', () => {
    const files: Record<string, string> = {
      'z.recpolicy.json': JSON.stringify({
        name: 'Z',
        enabled: true,
        priority: 500,
        retentionDays: 9,
        targets: [
          { type: 'GROUP', id: 'everybody' },
          { type: 'GROUP', id: 'own' },
        ],
      }),
    };
    for (let i = 0; i < 1000; i++) files[`p${i}.recpolicy.json`] = policy(i, i, 90);
    const [finding] = checkFiles(files)
      .get('z.recpolicy.json')!
      .findings.filter((f) => f.code === 'overlapping-targets');
    expect(finding!.message).toContain('“P0” (0) wins on group everybody, not this policy.');
    // 1000 others: one has the same priority, 40 are the winner and the neighbours.
    expect(finding!.message).toContain('959 others on this target were not compared.');
    expect(finding!.related.length).toBeLessThanOrEqual(5);
  });

  it('tell a change to everybody whom it concerns, and to nobody else', () => {
    const workspace = new Workspace([ROOT], testServices());
    workspace.put(`${ROOT}/a.recpolicy.json`, policy(0, 5, 90));
    workspace.put(
      `${ROOT}/b.recpolicy.json`,
      '{ "name": "elsewhere", "enabled": true, "priority": 5, "targets": [{ "type": "GROUP", "id": "x" }] }',
    );
    const put = workspace.put(`${ROOT}/c.recpolicy.json`, policy(1, 5, 30))!;
    expect([...put.affected]).toEqual([`${ROOT}/a.recpolicy.json`]);
    const after = workspace.put(`${ROOT}/c.recpolicy.json`, policy(1, 6, 30))!;
    expect([...after.affected]).toEqual([`${ROOT}/a.recpolicy.json`]);
    expect([...workspace.remove(`${ROOT}/c.recpolicy.json`)]).toEqual([`${ROOT}/a.recpolicy.json`]);
  });

  it('tell neighbours of a policy that is covered now, or is so no more', () => {
    const workspace = new Workspace([ROOT], testServices());
    const on = (name: string, priority: number, days: number, ...ids: string[]) =>
      JSON.stringify({
        name,
        enabled: true,
        priority,
        retentionDays: days,
        targets: ids.map((id) => ({ type: 'GROUP', id })),
      });
    const a = workspace.put(`${ROOT}/a.recpolicy.json`, on('A', 100, 30, 'one'))!.doc;
    workspace.put(`${ROOT}/b.recpolicy.json`, on('B', 200, 60, 'one', 'two'));
    const overlaps = () => workspace.check(a).filter((f) => f.code === 'overlapping-targets').length;
    expect(overlaps()).toBe(1);
    // It shares nothing with A, and B never applies with it.
    const put = workspace.put(`${ROOT}/c.recpolicy.json`, on('C', 150, 30, 'two'))!;
    expect([...put.affected].sort()).toEqual([`${ROOT}/a.recpolicy.json`, `${ROOT}/b.recpolicy.json`]);
    expect(overlaps()).toBe(0);
    expect([...workspace.remove(`${ROOT}/c.recpolicy.json`)].sort()).toEqual([
      `${ROOT}/a.recpolicy.json`,
      `${ROOT}/b.recpolicy.json`,
    ]);
    expect(overlaps()).toBe(1);
  });
});
