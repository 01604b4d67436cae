import { describe, expect, it } from 'vitest';
import type { Plan, PlannedChange } from '../../../org/commands/plan/plan';
import { fieldText, planLines } from './fields';

const update = (name: string, fields: PlannedChange['fields']): PlannedChange => ({
  action: 'update',
  kind: 'policy',
  name,
  fields,
  reason: '',
  pin: { id: undefined, etag: undefined, fileHash: undefined },
  blockers: [],
});
const plan = (changes: readonly PlannedChange[]): Plan => ({
  version: 1,
  environment: 'dev',
  org: 'dev (host)',
  identity: '',
  protected: false,
  changes,
  steps: [],
  lowered: [],
  notes: [],
  blockers: [],
});

describe('a confirmation, field by field', () => {
  it('shows both values', () => {
    expect(fieldText({ path: '/retentionDays', from: 30, to: 90 })).toBe('retentionDays: 30 → 90');
    expect(fieldText({ path: '/complianceSettings/maskSensitiveData', to: true })).toBe(
      'complianceSettings.maskSensitiveData: true',
    );
    expect(fieldText({ path: '/description', from: 'a' })).toBe('description: "a" → –');
  });

  it('shows targets by name where the org told it, else by id', () => {
    const targets = [{ type: 'GROUP', id: 'g1' }];
    expect(fieldText({ path: '/targets', to: targets }, () => 'Support Agents')).toBe(
      'targets: GROUP Support Agents',
    );
    expect(fieldText({ path: '/targets', to: targets })).toBe('targets: GROUP g1');
  });

  it('leaves out what is not written, and says how much does not fit', () => {
    const none: PlannedChange = { ...update('Same', []), action: 'none' };
    const many = Array.from({ length: 10 }, (_, i) =>
      update(`P${i}`, [{ path: '/priority', from: 1, to: 2 }]),
    );
    const { lines, more } = planLines(plan([none, ...many]));
    expect(lines[0]).toBe('~ P0');
    expect(lines.length + more).toBe(20);
    expect(more).toBeGreaterThan(0);
  });
});
