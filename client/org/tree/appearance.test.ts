import { describe, expect, it } from 'vitest';
import type { StatusItem, SyncState } from '../../../org/commands/status/status';
import { appearanceOf, countsOf, filtered, isChanged } from './appearance';

const item = (state: SyncState, more: Partial<StatusItem> = {}): StatusItem => ({
  name: `Policy ${state}`,
  kind: 'policy',
  state,
  disabled: false,
  conflict: false,
  fields: [],
  message: '',
  ...more,
});
const ALL: SyncState[] = [
  'in-sync',
  'changed-here',
  'changed-in-org',
  'changed-both',
  'only-here',
  'removed',
  'only-in-org',
  'deleted-in-org',
  'retired',
  'retiring',
  'unreadable',
];

describe('the look of a policy', () => {
  it('has an icon of its own for each state', () => {
    const icons = ALL.map((s) => appearanceOf(item(s)).icon);
    expect(new Set(icons).size).toBe(ALL.length);
  });

  it('puts a conflict before a change, and a change before being switched off', () => {
    expect(appearanceOf(item('changed-both', { conflict: true })).state).toBe('conflict');
    expect(appearanceOf(item('changed-here', { disabled: true })).state).toBe('changed-here');
    expect(appearanceOf(item('in-sync', { disabled: true })).state).toBe('disabled');
  });

  it('shows what was never deployed from here as a conflict', () => {
    expect(appearanceOf(item('never-deployed', { conflict: true })).state).toBe('conflict');
  });

  it('counts each side once, a conflict by itself', () => {
    const items = [
      item('changed-here'),
      item('only-here'),
      item('only-in-org'),
      item('changed-both'),
      item('changed-both', { conflict: true }),
      item('in-sync'),
    ];
    expect(countsOf(items)).toEqual({ here: 3, org: 2, conflicts: 1 });
  });

  it('filters by what is changed, by name and by file', () => {
    const items = [
      item('in-sync', { name: 'Sales', file: 'a/sales.recpolicy.json' }),
      item('changed-here', { name: 'Support' }),
    ];
    expect(filtered(items, { text: '', changedOnly: true }).map((i) => i.name)).toEqual(['Support']);
    expect(filtered(items, { text: 'A/SALES', changedOnly: false }).map((i) => i.name)).toEqual(['Sales']);
    expect(isChanged(items[0]!)).toBe(false);
  });

  it('filters 2,000 policies at once', () => {
    const many = Array.from({ length: 2_000 }, (_, i) => item('in-sync', { name: `Policy ${i}` }));
    expect(filtered(many, { text: '1999', changedOnly: false })).toHaveLength(1);
  });
});
