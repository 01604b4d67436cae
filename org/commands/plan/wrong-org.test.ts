import { expect, it } from 'vitest';
import type { PlannedChange } from './plan';
import { wrongOrgBlockers } from './wrong-org';

const create = { action: 'create', kind: 'policy', blockers: [] } as unknown as PlannedChange;
const stops = (remembered: string | undefined, identity: string) =>
  wrongOrgBlockers(remembered, identity, new Map(), [], [create]).map((b) => b.code);

it('a state file that names a local org does not switch the check of the org off', () => {
  expect(stops('loopback', 'https://acme.mypurecloud.com')).toEqual(['wrong-org']);
  expect(stops('https://other.mypurecloud.com', 'https://acme.mypurecloud.com')).toEqual(['wrong-org']);
  expect(stops(undefined, 'https://acme.mypurecloud.com')).toEqual([]);
});
