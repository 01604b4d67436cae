import { afterEach, expect, it } from 'vitest';
import { type ProgramMessage, runForParent } from './program';

/** The parts of a process that only a forked one has. */
const channel = process as unknown as Record<'send' | 'disconnect', unknown>;
const { send, disconnect } = channel;
const listeners = process.listeners('disconnect');

afterEach(() => {
  channel.send = send;
  channel.disconnect = disconnect;
  process.exitCode = 0;
  for (const listener of process.listeners('disconnect'))
    if (!listeners.includes(listener)) process.off('disconnect', listener as () => void);
});

it('tells the parent where the local orgs are, or why they are not', async () => {
  const told: ProgramMessage[] = [];
  channel.send = (message: ProgramMessage) => told.push(message) > 0;
  channel.disconnect = () => undefined;
  await runForParent(['0']);
  const [first] = told;
  const orgs = first !== undefined && 'orgs' in first ? first.orgs : [];
  expect(orgs.map((o) => [o.name, o.clientId])).toEqual([
    ['acme', 'acme-deployer'],
    ['acme-test', 'acme-test-deployer'],
  ]);
  expect((await fetch(`${orgs[1]!.url}/__emulator`)).status).toBe(200);
  await runForParent([new URL(orgs[0]!.url).port]);
  expect(told[1]).toMatchObject({ code: 'EADDRINUSE' });
});
