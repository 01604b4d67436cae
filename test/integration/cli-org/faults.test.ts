import { describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../emulator';
import { policy, rig } from './kit';

const FILE = 'policies/payments.recpolicy.json';

// Each of these stays, so that no repeat can get past it. Waiting is cut short by Ctrl-C.
const FAULTS: readonly [string, FaultAction][] = [
  ['an error of the server', { kind: 'status', status: 400 }],
  ['no permission', { kind: 'status', status: 403 }],
  ['a page of a proxy', { kind: 'html', status: 200 }],
  ['a redirect', { kind: 'redirect', status: 307, location: 'http://127.0.0.1:1/' }],
  ['revoked tokens', { kind: 'revoke-tokens' }],
];

describe.each(FAULTS)('under %s', (_name, action) => {
  it.each([
    'plan -e dev',
    'status -e dev',
    'pull -e dev',
    'deploy -e dev --yes',
    'retire X -e dev --yes',
    'orphans list -e dev',
    'facts -e dev',
  ])('recpolicy %s ends with 1, names the org, and writes nothing', async (command) => {
    const r = await rig();
    await r.write(FILE, policy());
    r.org.addFaults({ match: { method: 'GET' }, times: 'always', do: action });
    const ran = await r.run(command);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/recpolicy: dev \(127\.0\.0\.1:\d+\): /);
    expect(ran.err).not.toContain('should not have happened');
    expect(r.org.writes).toEqual([]);
    expect(await r.read(FILE)).toBe(`${JSON.stringify(policy(), null, 2)}\n`);
  });
});

describe('reading commands', () => {
  it('send no write, whatever there is to do', async () => {
    const r = await rig({ data: 'demo' });
    await r.write(FILE, policy());
    for (const command of ['plan', 'status', 'pull --dry-run', 'facts', 'orphans list'])
      await r.run(`${command} -e dev`);
    expect(r.org.log.filter((q) => q.method !== 'GET' && !q.path.endsWith('/oauth/token'))).toEqual([]);
    expect(r.org.writes).toEqual([]);
  });
});
