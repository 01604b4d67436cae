import { expect, it } from 'vitest';
import { BoundedMap } from './bounded-map';

it('keeps what was used last, up to a number of entries', () => {
  const map = new BoundedMap<number>(2, 100);
  map.set('a', 1);
  map.set('b', 2);
  map.get('a');
  map.set('c', 3);
  expect([...map]).toEqual([
    ['a', 1],
    ['c', 3],
  ]);
});

it('keeps no more than a weight in all, save for the newest', () => {
  const map = new BoundedMap<string>(100, 10, (value) => value.length);
  map.set('a', '1234');
  map.set('b', '1234');
  expect(map.size).toBe(2);
  map.set('b', '12345');
  expect([...map]).toEqual([['b', '12345']]);
  map.set('large', 'x'.repeat(50));
  expect([...map].map(([key]) => key)).toEqual(['large']);
  map.set('c', '1');
  expect([...map].map(([key]) => key)).toEqual(['c']);
  map.clear();
  map.set('d', '123456789');
  expect(map.size).toBe(1);
});
