import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readConfig } from '../config/config';
import { CoreDocument } from '../document/document';
import { EnvironmentIndex } from './environment-index';
import { PolicyFacts, targetKey } from './policy-facts';

/** Many, and few enough to be shared. */
const IDS = [
  ...Array.from({ length: 300 }, (_, n) => `${n.toString(16).padStart(8, '0')}-5a77-4f0b-9d55-0c8f3f1f7a10`),
  'no-uuid',
  'as-long-as-a-uuid-when-x-is-before',

  'DE5B4A3C-5A77-4F0B-9D55-0C8F3F1F7A10',
  'de5b4a3c-5a77-4f0b-9d55-0c8f3f1f7a10',
];
const TYPES = ['GROUP', 'USER', 'LOCATION', 'SKILL', 'GROUP:x', 'else'];

const target = fc.record({
  type: fc.oneof({ weight: 30, arbitrary: fc.constant('GROUP') }, fc.constantFrom(...TYPES)),
  id: fc.constantFrom(...IDS),
});
const step = fc.record({
  file: fc.integer({ min: 0, max: 9 }),
  priority: fc.integer({ min: 1, max: 3 }),
  targets: fc.option(fc.array(target, { maxLength: 200, size: 'max' }), { freq: 5, nil: undefined }),
});

function factsOf(file: number, priority: number, targets: readonly unknown[]): PolicyFacts {
  const path = `${file}.recpolicy.json`;
  const text = JSON.stringify({ name: `p${file}`, enabled: true, priority, targets });
  return new PolicyFacts(new CoreDocument(path, path, 'policy', text)).dropText(() => text);
}

it('holds the same as lists that are made from the policies each time', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const index = new EnvironmentIndex(readConfig(undefined).environments[0]!);
      const policies = new Map<number, PolicyFacts>();
      for (const { file, priority, targets } of steps) {
        const before = policies.get(file);
        if (before !== undefined) {
          index.remove(before);
          policies.delete(file);
        }
        if (targets === undefined) continue;
        const facts = factsOf(file, priority, targets);
        policies.set(file, facts);
        index.add(facts);
      }
      const expected = new Map<string, Map<string, number>>();
      for (const facts of [...policies.values()].sort(
        (a, b) => a.priority! - b.priority! || (a.uri < b.uri ? -1 : 1),
      ))
        for (const { type, id, index } of facts.targets) {
          const key = targetKey(type, id);
          const entries = expected.get(key) ?? new Map<string, number>();
          if (!entries.has(facts.uri)) entries.set(facts.uri, index);
          expected.set(key, entries);
        }
      expect([...index.targets.keys()].sort()).toEqual([...expected.keys()].sort());
      for (const [key, entries] of expected) {
        const found = index.targets
          .entriesOn(key)
          .map((e): [string, number] => [e.policy.uri, e.targetIndex]);
        expect(found, key).toEqual([...entries]);
        expect(index.targets.shared(key)?.length ?? 1, key).toBe(entries.size);
      }
      for (const facts of policies.values()) {
        const shares = facts.targets.some(({ type, id }) => expected.get(targetKey(type, id))!.size > 1);
        expect(index.isShared(facts), facts.uri).toBe(shares);
      }
      expect(index.targets.entriesOn(targetKey('GROUP', 'ffffffff-5a77-4f0b-9d55-0c8f3f1f7a10'))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
