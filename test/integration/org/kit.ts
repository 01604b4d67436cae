import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type Emulator, type EmulatorOptions, type OrgHandle, startEmulator } from '../../../emulator';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { nodeUserState } from '../../../org/adapters/node/user-state';
import type { EngineEvent } from '../../../org/commands/events';
import type { ApprovalRequest } from '../../../org/commands/session';
import { OrgEngine } from '../../../org/engine';
import type { EnvironmentConfig } from '../../../org/model/project';
import type { RunFiles } from '../../../org/state/run-files';
import type { UserState } from '../../../org/state/user-state';
import { workplaceOf } from '../../../org/state/workplace';
import type { Clock } from '../../../org/transport/http/clock';
import type { ExchangeLimits } from '../../../org/transport/http/exchange';
import type { PolicyBody } from '../../../schemas/org-api';
import { FolderProject } from './folder-project';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Time that does not pass by waiting: what would sleep goes on at once, and the clock says that it slept. */
export function quickClock(): Clock & { slept: number[] } {
  let ahead = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => performance.now() + ahead,
    wall: () => Date.now() + ahead,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      ahead += ms;
      slept.push(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}

export const group = {
  id: '11111111-aaaa-4bbb-8ccc-000000000001',
  name: 'Payments',
  members: [{ id: 'u1', name: 'Ann', state: 'active' as const }],
};
export const otherGroup = {
  id: '11111111-aaaa-4bbb-8ccc-000000000002',
  name: 'Claims',
  members: [{ id: 'u2', name: 'Ben', state: 'active' as const }],
};

export function policy(change: Partial<PolicyBody> = {}): PolicyBody {
  return {
    name: 'Payments_Terminal_Recording',
    description: 'Payment terminals',
    enabled: true,
    recordingType: 'SCREEN',
    targets: [{ type: 'GROUP', id: group.id }],
    retentionDays: 90,
    complianceSettings: {
      maskSensitiveData: true,
      allowedMaskPatterns: ['\\b\\d{4}\\b'],
      requireAgentConsent: false,
    },
    priority: 200,
    evaluationMode: 'STRICT',
    ...change,
  };
}

export const YES: ApprovalRequest = {
  inAdvance: true,
  confirm: async () => ({ approved: true, typedName: 'test' }),
};

/** A folder for what a machine alone knows, as `XDG_STATE_HOME` names it. */
export async function stateHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'recpolicy-state-'));
  cleanups.push(() => rm(home, { recursive: true, force: true }));
  return home;
}

export interface Rig {
  emulator: Emulator;
  org: OrgHandle;
  project: FolderProject;
  engine: OrgEngine;
  clock: ReturnType<typeof quickClock>;
  events: EngineEvent[];
  root: string;
  /** What this machine keeps of the project. */
  state: UserState;
  /** The same for the environment `test`. */
  run(): Promise<RunFiles>;
  /** Another engine on the same folder, as another process would make it. */
  again(): OrgEngine;
  /** Writes the org applied for the engine's client. */
  writes(): { action: string; name: string | undefined; ifMatch: string | undefined }[];
  /** Requests other than for a token, as `METHOD path`. */
  requests(): string[];
}

export interface RigOptions extends EmulatorOptions {
  environment?: Partial<EnvironmentConfig>;
  clientId?: string;
  engineLimits?: ExchangeLimits;
}

export async function rig(options: RigOptions = {}): Promise<Rig> {
  const { environment, clientId, engineLimits, ...rest } = options;
  const emulator = await startEmulator({ data: 'empty', limits: 'none', complain: () => undefined, ...rest });
  cleanups.push(() => emulator.stop());
  const root = await mkdtemp(join(tmpdir(), 'recpolicy-'));
  cleanups.push(() => rm(root, { recursive: true, force: true }));
  const org = emulator.org();
  if (rest.data === undefined) for (const g of [group, otherGroup]) org.putGroup(g);
  const project = new FolderProject(root, [{ name: 'test', apiBaseUrl: org.url, ...environment }]);
  const clock = quickClock();
  const events: EngineEvent[] = [];
  const state = nodeUserState({ XDG_STATE_HOME: await stateHome() });
  const fs = new NodeFileSystem();
  const make = () =>
    new OrgEngine({
      project,
      fs,
      state,
      credentials: { credentials: async () => org.credentials(clientId) },
      processInfo: nodeProcessInfo(),
      allowedHosts: undefined,
      clock,
      ...(engineLimits === undefined ? {} : { limits: engineLimits }),
    });
  const me = () => org.credentials(clientId).clientId;
  return {
    emulator,
    org,
    project,
    engine: make(),
    again: make,
    clock,
    events,
    root,
    state,
    run: async () => (await workplaceOf({ fs, state, project, environment: project.environments[0]! })).run,
    writes: () =>
      org.writes
        .filter((w) => w.by === me())
        .map((w) => ({ action: w.action, name: w.name, ifMatch: w.ifMatch })),
    requests: () =>
      org.log.filter((r) => !r.path.endsWith('/oauth/token')).map((r) => `${r.method} ${r.path}`),
  };
}
