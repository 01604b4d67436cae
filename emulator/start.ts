import { createClock } from './clock';
import { OrgHandle } from './control/handle';
import { demoOrgs, emptyOrgs } from './data';
import type { Fault } from './faults/types';
import { type Listener, listen } from './http/listen';
import { noLimits, platformLimits } from './limits';
import { EmulatedOrg } from './org';
import { demoPlatformOrgs, emptyPlatformOrgs } from './platform/data';
import { seededRandom } from './random';
import type { OrgState } from './state/model';
import { DataStore } from './state/store';
import type { Emulator, EmulatorOptions } from './types';

/**
 * Starts a local server for each org. They share a clock and know each other's tokens only to refuse them.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const clock = createClock(options.now);
  const complain = options.complain ?? ((line: string) => process.stderr.write(`${line}\n`));
  const store = options.dataFile === undefined ? undefined : new DataStore(options.dataFile, complain);
  const states = (await store?.load()) ?? initialStates(options, clock.now());
  const orgs: EmulatedOrg[] = [];
  for (const [i, state] of states.entries()) {
    const org: EmulatedOrg = new EmulatedOrg(state, {
      clock,
      random: seededRandom((options.seed ?? 1) + i),
      limits: options.limits === 'none' ? noLimits : { ...platformLimits, ...options.limits },
      latencyMs: options.latencyMs ?? 0,
      tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3600,
      complain,
      isTokenOfOtherOrg: (token) => orgs.some((other) => other !== org && other.tokens.knows(token)),
      onChange: () => store?.save(orgs.map((each) => each.state)),
    });
    org.faults.add(...faultsFor(options.faults, state.name, i));
    orgs.push(org);
  }
  const handles = orgs.map((org) => new OrgHandle(org));
  const listeners = await listenAll(orgs, handles, options.port ?? 0);
  return {
    url: orgs[0]!.url,
    port: listeners[0]!.port,
    orgs: handles,
    org: (name) => find(handles, name),
    async stop() {
      await Promise.all(listeners.map((listener) => listener.stop()));
      await store?.flush(orgs.map((org) => org.state));
    },
  };
}

function initialStates({ api, data }: EmulatorOptions, now: number): OrgState[] {
  if (Array.isArray(data)) return structuredClone(data);
  if (api === 'platform') return data === 'empty' ? emptyPlatformOrgs() : demoPlatformOrgs();
  return data === 'empty' ? emptyOrgs() : demoOrgs(now);
}

function faultsFor(faults: EmulatorOptions['faults'], name: string, index: number): Fault[] {
  if (Array.isArray(faults)) return index === 0 ? faults : [];
  return faults?.[name] ?? [];
}

async function listenAll(
  orgs: readonly EmulatedOrg[],
  handles: readonly OrgHandle[],
  port: number,
): Promise<Listener[]> {
  const listeners: Listener[] = [];
  try {
    for (const [i, org] of orgs.entries()) {
      const wanted = port === 0 ? 0 : port + i;
      // Only the first port was asked for by its number; what stands behind it may be in use by anybody.
      const listening = listen(org, handles[i]!, wanted).catch((error: NodeJS.ErrnoException) => {
        if (i === 0 || error.code !== 'EADDRINUSE') throw error;
        return listen(org, handles[i]!, 0);
      });
      listeners.push(await listening);
    }
  } catch (error) {
    await Promise.all(listeners.map((listener) => listener.stop()));
    throw error;
  }
  return listeners;
}

function find(handles: readonly OrgHandle[], name: string | undefined): OrgHandle {
  const handle = name === undefined ? handles[0] : handles.find((candidate) => candidate.name === name);
  if (!handle)
    throw new Error(`There is no local org '${name}'. There are: ${handles.map((h) => h.name).join(', ')}.`);
  return handle;
}
