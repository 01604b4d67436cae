import { expect, it } from 'vitest';
import { VerdictMemory, verdictKey } from './memory';
import type { Verdict } from './verdict';

const SAFE: Verdict = { kind: 'safe', source: 'proof', stage: 'final' };
const long = (i: number) => `${i}${'x'.repeat(5000)}`;

it('is bounded in size too, and what is kept across restarts is less still', () => {
  const memory = new VerdictMemory(10_000);
  for (let i = 0; i < 5000; i++) memory.set(long(i), '', SAFE);
  expect(memory.get(long(0), '')).toBeUndefined();
  expect(memory.get(long(4999), '')).toEqual(SAFE);
  const saved = memory.export();
  expect(saved.reduce((sum, [key]) => sum + key.length, 0)).toBeLessThanOrEqual(500_000);
  expect(saved.at(-1)).toEqual([verdictKey(long(4999), ''), SAFE]);
});

it('counts long attacks as it counts long patterns', () => {
  const memory = new VerdictMemory(10_000);
  const attack = { prefix: 'x'.repeat(900_000), pump: 'a', suffix: '', repeat: 9 };
  for (let i = 0; i < 9; i++)
    memory.set(`p${i}`, '', { ...SAFE, kind: 'exponential', attack, hotspot: [0, 1] });
  expect(memory.get('p0', '')).toBeUndefined();
  expect(memory.get('p8', '')).toBeDefined();
  expect(memory.export()).toEqual([]);
});

it('keeps patterns with slashes and flags apart', () => {
  const memory = new VerdictMemory(10);
  memory.set('a/b', 'i', SAFE);
  const next = new VerdictMemory(10);
  next.import(JSON.parse(JSON.stringify(memory.export())));
  expect(next.get('a/b', 'i')).toEqual(SAFE);
  expect(next.get('i/a/b', '')).toBeUndefined();
});
