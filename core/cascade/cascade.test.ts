import { describe, expect, it } from 'vitest';
import type { OrgFacts } from '../index/org-facts';
import { Workspace } from '../index/workspace';
import { ROOT, testServices } from '../testing/check';
import { cascadeFor, effectivePolicy } from './effective';

const group = (id: string) => ({ type: 'GROUP', id });
const policy = (name: string, priority: number, targets: unknown[], retentionDays = 90, enabled = true) =>
  JSON.stringify({ name, priority, targets, retentionDays, enabled });

function indexOf(files: Record<string, unknown>, environment = '') {
  const workspace = new Workspace([ROOT], testServices());
  for (const [path, value] of Object.entries(files))
    workspace.put(`${ROOT}/${path}`, typeof value === 'string' ? value : JSON.stringify(value));
  return [...workspace.allProjects()][0]!.environment(environment)!;
}

describe('the cascade of a target', () => {
  const files = {
    'a.recpolicy.json': policy('Role', 300, [group('G'), group('h')], 10),
    'b.recpolicy.json': policy('Baseline', 100, [group('g')], 30),
    'c.recpolicy.json': policy('Department', 200, [group('g')], 60),
    'd.recpolicy.json': policy('Off', 1, [group('g')], 60, false),
    'e.recpolicy.json': policy('Elsewhere', 1, [group('x')]),
  };

  it('puts the lowest number first and says why each wins or loses', () => {
    const cascade = cascadeFor(indexOf(files), group('g'));
    expect(cascade.entries.map((e) => [e.policy.label, e.outcome, e.retentionInForce])).toEqual([
      ['Baseline', 'wins', 30],
      ['Department', 'loses', 60],
      ['Role', 'loses', 10],
    ]);
    expect(cascade.winner?.reason).toBe('Lowest priority number of all that match: 100.');
    expect(cascade.entries[2]!.reason).toBe('Priority 300 is above the 100 of “Baseline”.');
    expect(cascade.retentionDays).toBe(30);
    expect(cascade.ties).toEqual([]);
    expect(cascade.entries[0]!.target?.id).toBe('g');
  });

  it('is empty for a target that nobody has', () => {
    expect(cascadeFor(indexOf(files), group('nobody'))).toMatchObject({
      entries: [],
      winner: undefined,
      retentionDays: undefined,
    });
  });

  it('applies the minimum of the environment, the configuration before the org', () => {
    const facts: OrgFacts = {
      minimumRetentionDays: { value: 45, asOf: '2026-01-05T08:00:00Z', complete: true },
    };
    const config = (minimumRetentionDays?: number) => ({
      ...files,
      'recpolicy.config.json': { environments: { prod: { minimumRetentionDays } } },
    });
    expect(cascadeFor(indexOf(config(40), 'prod'), group('g'), { facts }).retentionDays).toBe(40);
    expect(cascadeFor(indexOf(config(), 'prod'), group('g'), { facts })).toMatchObject({
      retentionDays: 45,
      minimum: { days: 45, asOf: '2026-01-05T08:00:00Z' },
    });
  });

  it('names no winner where the lowest number is shared', () => {
    const cascade = cascadeFor(
      indexOf({ ...files, 'f.recpolicy.json': policy('Rival', 100, [group('g')], 31) }),
      group('g'),
    );
    expect(cascade.winner).toBeUndefined();
    expect(cascade.ties.map((e) => e.policy.label)).toEqual(['Baseline', 'Rival']);
    expect(cascade.collisions).toEqual([100]);
    expect(cascade.retentionDays).toBeUndefined();
    expect(cascade.entries[2]!.reason).toBe('Priority 200 is above 100, which “Baseline” and another have.');
  });

  it('shows a collision below the winner, which decides it', () => {
    const cascade = cascadeFor(
      indexOf({ ...files, 'f.recpolicy.json': policy('Rival', 300, [group('g')]) }),
      group('g'),
    );
    expect(cascade.winner?.policy.label).toBe('Baseline');
    expect(cascade.collisions).toEqual([300]);
  });

  it('counts in policies that only the org has', () => {
    const facts: OrgFacts = {
      remoteOnly: {
        value: [
          { id: 'r', name: 'Old', enabled: true, priority: 50, retentionDays: 7, targets: [group('G')] },
          { id: 's', name: 'Off', enabled: false, priority: 1, retentionDays: 7, targets: [group('g')] },
        ],
        asOf: '2026-01-05T08:00:00Z',
        complete: true,
      },
    };
    const cascade = cascadeFor(indexOf(files), group('g'), { facts });
    expect(cascade.winner?.policy).toMatchObject({ label: 'Old', facts: undefined });
    expect(cascade.entries.map((e) => e.policy.label)).toEqual(['Old', 'Baseline', 'Department', 'Role']);
  });

  it("has none of the guides' policies on the live platform, which does not take them", () => {
    const live = { ...files, 'recpolicy.config.json': { environments: { live: { api: 'platform' } } } };
    expect(cascadeFor(indexOf(live, 'live'), group('g')).entries).toEqual([]);
  });
});

describe('the effective policy of an agent', () => {
  const files = {
    'recpolicy.config.json': { environments: { prod: { variables: { pay: 'P-1' } } } },
    'a.recpolicy.json': policy('Pay', 200, [group('{{pay}}')]),
    'b.recpolicy.json': policy('Cork', 150, [{ type: 'LOCATION', id: 'cork' }], 30),
    'c.recpolicy.json': policy('German', 300, [{ type: 'SKILL', id: 'de' }, group('p-1')]),
    'd.recpolicy.json': policy('Ann', 400, [{ type: 'USER', id: 'ann' }]),
  };

  it('matches by groups, location, skills and user', () => {
    const effective = effectivePolicy(indexOf(files, 'prod'), {
      groups: ['p-1'],
      location: 'CORK',
      skills: ['de'],
      user: 'ann',
    });
    expect(effective.entries.map((e) => [e.policy.label, e.matched])).toEqual([
      ['Cork', ['LOCATION:cork']],
      ['Pay', ['GROUP:p-1']],
      ['German', ['GROUP:p-1', 'SKILL:de']],
      ['Ann', ['USER:ann']],
    ]);
    expect(effective.winner?.policy.label).toBe('Cork');
  });

  it('resolves variables and tells which have no value', () => {
    const effective = effectivePolicy(indexOf(files, 'prod'), { groups: ['{{pay}}', '{{nobody}}'] });
    expect(effective.winner?.policy.label).toBe('Pay');
    expect(effective.unresolved).toEqual(['{{nobody}}']);
  });

  it('is none for an agent without anything', () => {
    expect(effectivePolicy(indexOf(files, 'prod'), {}).winner).toBeUndefined();
  });
});
