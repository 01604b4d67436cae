import { expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock';
import { TokenPool } from './token-pool';
import type { TokenSourceOptions } from './token-source';

function rig() {
  const clock = new FakeClock();
  let signIns = 0;
  const options: TokenSourceOptions = {
    org: 'dev',
    tokenUrl: 'http://127.0.0.1:9/t',
    credentials: { clientId: 'a', clientSecret: 'secret-of-a' },
    scopes: ['wem:policy:read'],
    clock,
    random: () => 0,
    fetch: async () =>
      Response.json({ access_token: `token-${++signIns}`, token_type: 'bearer', expires_in: 600 }),
  };
  return { clock, options, pool: new TokenPool(), signIns: () => signIns };
}

it('signs in once for all that ask for the same', async () => {
  const { pool, options, signIns } = rig();
  const tokens = await Promise.all([1, 2, 3].map(() => pool.source(options).token()));
  expect(new Set(tokens)).toEqual(new Set(['token-1']));
  expect(signIns()).toBe(1);
});

it('keeps orgs, clients, secrets and scopes apart', async () => {
  const { pool, options, signIns } = rig();
  for (const other of [
    {},
    { tokenUrl: 'http://127.0.0.1:8/t' },
    { credentials: { clientId: 'b', clientSecret: 'secret-of-a' } },
    { credentials: { clientId: 'a', clientSecret: 'a-new-secret' } },
    { scopes: [] },
  ])
    await pool.source({ ...options, ...other }).token();
  expect(signIns()).toBe(5);
  pool.clear();
  await pool.source(options).token();
  expect(signIns()).toBe(6);
});

it('tells whoever works with it now of each renewal, 30 seconds before the end', async () => {
  const { pool, options, clock } = rig();
  const told: string[] = [];
  const tokens = pool.source(options);
  tokens.follow({ onRenewed: () => told.push('first') });
  await tokens.token();
  pool.source(options).follow({ onRenewed: () => told.push('second') });
  clock.pass(569_000);
  expect(await tokens.token()).toBe('token-1');
  expect(told).toEqual([]);
  clock.pass(1_000);
  expect(await tokens.token()).toBe('token-2');
  expect(told).toEqual(['second']);
});
