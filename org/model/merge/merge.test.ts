import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf, type PayloadFields, payloadOf } from '../policy/payload';
import { keyOfTarget, samePayload } from '../policy/same';
import { merge } from './merge';

const target = fc.record({
  type: fc.constantFrom('GROUP', 'SKILL'),
  id: fc.constantFrom('a', 'A', 'b', 'c'),
});
const payload = fc
  .record(
    {
      name: fc.constantFrom('x', 'y'),
      description: fc.constantFrom('', 'd', 'e'),
      enabled: fc.boolean(),
      targets: fc.uniqueArray(target, { selector: keyOfTarget, maxLength: 4 }),
      retentionDays: fc.integer({ min: 1, max: 3 }),
      complianceSettings: fc.record(
        {
          maskSensitiveData: fc.boolean(),
          allowedMaskPatterns: fc.array(fc.constantFrom('p', 'q'), { maxLength: 2 }),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['targets'] },
  )
  .map(fieldsOf);

const keys = (f: PayloadFields) => new Set((f.get('/targets') as unknown[]).map(keyOfTarget));

describe('merge', () => {
  it('takes the side that changed', () => {
    fc.assert(
      fc.property(payload, payload, (b, t) => {
        for (const r of [merge(b, b, t), merge(b, t, b), merge(b, t, t)]) {
          expect(r.clashes).toEqual([]);
          expect(samePayload(r.merged, t)).toBe(true);
        }
      }),
    );
  });

  it('clashes alike whichever side is ours, and never on targets', () => {
    fc.assert(
      fc.property(payload, payload, payload, (b, o, t) => {
        const one = merge(b, o, t);
        const two = merge(b, t, o);
        expect(one.clashes.map((c) => c.path)).toEqual(two.clashes.map((c) => c.path));
        expect(one.clashes.map((c) => c.path)).not.toContain('/targets');
        expect(one.clashes.map((c) => [c.ours, c.theirs])).toEqual(
          two.clashes.map((c) => [c.theirs, c.ours]),
        );
        if (one.clashes.length === 0) expect(samePayload(one.merged, two.merged)).toBe(true);
      }),
    );
  });

  it('keeps every addition and every removal of a target', () => {
    fc.assert(
      fc.property(payload, payload, payload, (b, o, t) => {
        const [base, ours, theirs, merged] = [keys(b), keys(o), keys(t), keys(merge(b, o, t).merged)];
        for (const k of new Set([...base, ...ours, ...theirs])) {
          const expected = base.has(k) ? ours.has(k) && theirs.has(k) : ours.has(k) || theirs.has(k);
          expect(merged.has(k)).toBe(expected);
        }
      }),
    );
  });

  it('names path, base, ours and theirs of a clash', () => {
    const of = (retentionDays: number) => fieldsOf({ targets: [], retentionDays });
    expect(merge(of(1), of(2), of(3)).clashes).toEqual([
      { path: '/retentionDays', base: 1, ours: 2, theirs: 3 },
    ]);
  });

  it('compares by meaning', () => {
    const a = fieldsOf({
      $schema: 'x',
      id: '1',
      version: 3,
      name: 'n',
      targets: [
        { type: 'GROUP', id: 'A' },
        { type: 'SKILL', id: 'b' },
      ],
    });
    const b = fieldsOf({
      targets: [
        { id: 'b', type: 'SKILL', name: 'extra' },
        { type: 'GROUP', id: 'a' },
      ],
      name: 'n',
      description: '',
      complianceSettings: { maskSensitiveData: false, allowedMaskPatterns: [] },
    });
    expect(samePayload(a, b)).toBe(true);
    expect(JSON.stringify(payloadOf(a))).not.toMatch(/schema|version/);
  });
});
