import { afterEach } from 'vitest';
import type { OrgHandle } from '../control/handle';
import { startEmulator } from '../start';
import type { Emulator, EmulatorOptions } from '../types';
import { connect, type OrgClient } from './raw-client';

const running: Emulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
});

/** An emulator that is stopped after the test. Its own faults are collected in `complaints`. */
export async function emulator(options: EmulatorOptions = {}): Promise<Emulator & { complaints: string[] }> {
  const complaints: string[] = [];
  const started = await startEmulator({
    data: 'empty',
    limits: 'none',
    complain: (line) => complaints.push(line),
    ...options,
  });
  running.push(started);
  return { ...started, complaints };
}

/** One empty org and a client with every scope. */
export async function orgAndClient(
  options: EmulatorOptions = {},
): Promise<{ org: OrgHandle; client: OrgClient }> {
  const org = (await emulator(options)).org();
  return { org, client: await connect(org) };
}
