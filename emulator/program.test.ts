import { describe, expect, it, vi } from 'vitest';
import { type ProgramMessage, runForParent } from './program';

describe('the local orgs as a program of their own', () => {
  it('tells their parent where they are, or why they are not', async () => {
    const told: ProgramMessage[] = [];
    const send = process.send;
    const before = process.listeners('disconnect');
    process.send = ((message: ProgramMessage) => told.push(message) > 0) as typeof process.send;
    const disconnect = vi.spyOn(process, 'disconnect' as never).mockImplementation(() => undefined as never);
    try {
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
    } finally {
      process.send = send;
      process.exitCode = 0;
      disconnect.mockRestore();
      for (const listener of process.listeners('disconnect'))
        if (!before.includes(listener)) process.off('disconnect', listener as () => void);
    }
  });
});
