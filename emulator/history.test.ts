import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OrgHandle } from './control/handle';
import type { WriteRecord } from './log/writes';
import { startEmulator } from './start';
import { connect, type OrgClient, payload, policiesPath } from './testing/raw-client';

// The write log is what other tests trust. So it must tell the whole truth, whatever happens.

const name = fc.constantFrom('A', 'b', 'B ', 'C');
const step = fc.oneof(
  fc.record({ do: fc.constant('create' as const), name }),
  fc.record({ do: fc.constant('put' as const), name, pick: fc.nat(9), current: fc.boolean() }),
  fc.record({ do: fc.constant('patch' as const), pick: fc.nat(9), current: fc.boolean() }),
  fc.record({ do: fc.constant('delete' as const), pick: fc.nat(9), current: fc.boolean() }),
  fc.record({ do: fc.constant('edit' as const), pick: fc.nat(9) }),
  fc.record({ do: fc.constant('lose' as const), when: fc.constantFrom('before' as const, 'after' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(org: OrgHandle, client: OrgClient, action: Step): Promise<void> {
  if (action.do === 'lose')
    return org.addFaults({ match: { method: 'write' }, do: { kind: 'reset', when: action.when } });
  const send = (method: string, path: string, options: object) =>
    client.send(method, path, options).catch(() => undefined);
  if (action.do === 'create') {
    await send('POST', policiesPath, { body: payload({ name: action.name }) });
    return;
  }
  const policies = org.policies();
  const policy = policies[action.pick % Math.max(1, policies.length)];
  if (!policy) return;
  if (action.do === 'edit') {
    org.updatePolicy(policy.id, { priority: policy.priority + 1 });
    return;
  }
  const headers = { 'If-Match': action.current ? policy.etag! : '"gone"' };
  const path = `${policiesPath}/${policy.id}`;
  if (action.do === 'put')
    await send('PUT', path, { headers, body: payload({ name: action.name, priority: 1 }) });
  if (action.do === 'patch') await send('PATCH', path, { headers, body: { enabled: !policy.enabled } });
  if (action.do === 'delete') await send('DELETE', path, { headers });
}

/** The policies that follow from the writes alone. */
function replay(writes: readonly WriteRecord[]): Map<string, unknown> {
  const state = new Map<string, unknown>();
  for (const write of writes) {
    expect(write.before).toEqual(state.get(write.id));
    if (write.action === 'delete') state.delete(write.id);
    else state.set(write.id, write.after);
  }
  return state;
}

it('the write log alone leads to the state, and each write of a client names the version it replaced', async () => {
  const complaints: string[] = [];
  const emulator = await startEmulator({
    data: 'empty',
    limits: 'none',
    complain: (line) => complaints.push(line),
  });
  const org = emulator.org();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        org.reset();
        const client = await connect(org);
        for (const action of steps) await play(org, client, action);
        const stored = org.dump().policies.map(({ id, payload }) => [id, payload] as const);
        expect(replay(org.writes)).toEqual(new Map(stored));
        const byClient = org.writes.filter(
          (write) => write.by === 'acme-deployer' && write.action !== 'create',
        );
        expect(byClient.map((write) => write.ifMatch)).toEqual(byClient.map((write) => write.etagBefore));
        const applied = org.log.filter((record) => record.applied).map((record) => record.n);
        expect(org.writes.flatMap((write) => write.request ?? [])).toEqual(applied);
        const names = stored.map(([, { name: stored }]) => stored.trim().toLowerCase());
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 60 },
    );
    expect(complaints).toEqual([]);
  } finally {
    await emulator.stop();
  }
});
