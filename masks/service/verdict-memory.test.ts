import { expect, it } from 'vitest';
import type { RegexVerdict } from '../redos/verdict';
import { VerdictMemory, verdictKey } from './verdict-memory';

const SAFE: RegexVerdict = { kind: 'safe', source: 'proof', stage: 'final' };
const long = (i: number) => `${i}${'x'.repeat(5000)}`;

it('is bounded in size too, and what is kept across restarts is less still', () => {
  const memory = new VerdictMemory(10_000);
  for (let i = 0; i < 5000; i++) memory.set(long(i), SAFE);
  expect(memory.get(long(0))).toBeUndefined();
  expect(memory.get(long(4999))).toEqual(SAFE);
  const saved = memory.export();
  expect(saved.reduce((sum, [key]) => sum + key.length, 0)).toBeLessThanOrEqual(500_000);
  expect(saved.at(-1)).toEqual([verdictKey(long(4999)), SAFE]);
});

it('counts long attacks as it counts long patterns', () => {
  const memory = new VerdictMemory(10_000);
  const attack = { prefix: 'x'.repeat(900_000), pump: 'a', suffix: '', repeat: 9 };
  for (let i = 0; i < 9; i++) memory.set(`p${i}`, { ...SAFE, kind: 'exponential', attack, hotspot: [0, 1] });
  expect(memory.get('p0')).toBeUndefined();
  expect(memory.get('p8')).toBeDefined();
  expect(memory.export()).toEqual([]);
});

it('hands on what was kept and never asked for, before what was', () => {
  const memory = new VerdictMemory(10);
  for (const pattern of ['a', 'b', 'c']) memory.set(pattern, SAFE);
  const next = new VerdictMemory(10);
  next.import(JSON.parse(JSON.stringify(memory.export())));
  expect(next.get('a')).toEqual(SAFE);
  next.set('d', SAFE);
  expect(next.export().map(([key]) => key)).toEqual(['b', 'c', 'a', 'd'].map((p) => verdictKey(p)));
});

it('takes nothing from what is damaged or of another version', () => {
  for (const entry of [
    ['0/a', SAFE],
    [verdictKey('a'), { ...SAFE, stage: 'first' }],
    [verdictKey('a'), { kind: 'exponential', stage: 'final' }],
    [verdictKey('a'), null],
    [7, SAFE],
    [],
  ]) {
    const memory = new VerdictMemory(10);
    memory.import([entry, [verdictKey('b'), SAFE]]);
    expect(memory.get('a')).toBeUndefined();
    expect(memory.get('b')).toEqual(SAFE);
    expect(memory.export()).toEqual([[verdictKey('b'), SAFE]]);
  }
  const memory = new VerdictMemory(10);
  memory.import([7]);
  memory.import({ a: SAFE });
  expect(memory.export()).toEqual([]);
});

it('keeps no verdict that was interrupted', () => {
  const memory = new VerdictMemory(10);
  memory.set('a', { kind: 'undecided', reason: 'interrupted', source: 'limits', stage: 'interrupted' });
  memory.set('b', { kind: 'undecided', reason: 'too-complex', source: 'automaton', stage: 'first' });
  expect(memory.isNew).toBe(false);
  expect(memory.export()).toEqual([]);
});
