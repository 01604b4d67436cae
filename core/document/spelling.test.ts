import { expect, it } from 'vitest';
import { respell } from './spelling';

const DISK: Readonly<Record<string, readonly string[]>> = {
  '': ['Users', 'Windows'],
  Users: ['Zoë', 'Public'],
  'Users/Zoë': ['policies', 'Policies.md', 'a.recpolicy.json'],
};
const list = (above: readonly string[]) => DISK[above.join('/')];

it.each([
  [
    ['users', 'ZOË', 'A.RecPolicy.json'],
    ['Users', 'Zoë', 'a.recpolicy.json'],
  ],
  // As macOS writes it: the letter and its dots apart.
  [
    ['Users', 'Zoe\u0308', 'POLICIES'],
    ['Users', 'Zoë', 'policies'],
  ],
  [
    ['Users', 'Zoë', 'new.json'],
    ['Users', 'Zoë', 'new.json'],
  ],
  [
    ['users', 'nobody', 'Deep', 'File'],
    ['Users', 'nobody', 'Deep', 'File'],
  ],
  [[], []],
])('%j is spelled %j', (written, spelled) => {
  expect(respell(written, list)).toEqual(spelled);
});

it('an exact name comes before one that differs in case', () => {
  expect(respell(['A'], () => ['a', 'A'])).toEqual(['A']);
});
