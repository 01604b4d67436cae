import { expect, it } from 'vitest';
import { scoreHidesNothing } from '../../../bench/masks/hides-nothing';
import { ALIVE, DEAD } from '../../../bench/masks/labelled-masks';

it('the labelled masks compile, and each stands there once', () => {
  const all = [...Object.values(DEAD).flat(), ...ALIVE];
  for (const pattern of all) expect(() => new RegExp(pattern), pattern).not.toThrow();
  expect(new Set(all).size).toBe(all.length);
  expect(Object.keys(DEAD).length).toBeGreaterThanOrEqual(20);
  expect(all.length - ALIVE.length).toBeGreaterThanOrEqual(60);
  expect(ALIVE.length).toBeGreaterThanOrEqual(90);
});

it('no alive mask is called dead, and no dead one is missed', () => {
  expect(scoreHidesNothing()).toMatchObject({ missed: [], falseAlarms: [] });
});
