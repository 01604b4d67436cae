import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect } from 'vitest';
import type { OrgTerminal } from '../../../cli/org/terminal';
import { runProgram } from '../../../cli/program';
import { type Emulator, type EmulatorOptions, type OrgHandle, startEmulator } from '../../../emulator';
import type { PolicyBody } from '../../../schemas/org-api';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Stands for the secret in every run; no output may hold it. */
export const CANARY = 'c4n4ry-s3cret-3c1d0f';

export const group = {
  id: '11111111-aaaa-4bbb-8ccc-000000000001',
  name: 'Payments',
  members: [{ id: 'u1', name: 'Ann', state: 'active' as const }],
};
export const otherGroup = { ...group, id: '11111111-aaaa-4bbb-8ccc-000000000002', name: 'Claims' };

export function policy(change: Partial<PolicyBody> = {}): PolicyBody {
  return {
    name: 'Payments_Terminal_Recording',
    enabled: true,
    recordingType: 'SCREEN',
    targets: [{ type: 'GROUP', id: group.id }],
    retentionDays: 90,
    priority: 200,
    evaluationMode: 'STRICT',
    ...change,
  };
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Answers typed on a terminal; without, there is none. An absent answer is the end of the input. */
  readonly answers?: readonly string[];
  /** Happens while the question stands. */
  readonly whileAsked?: () => Promise<unknown>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Given the means to press Ctrl-C. */
  readonly onStart?: (interrupt: () => void) => void;
}

export interface Rig {
  readonly emulator: Emulator;
  readonly org: OrgHandle;
  readonly root: string;
  /** Where this machine keeps what it alone knows. */
  readonly stateHome: string;
  /** Arguments as one text where none holds a space. */
  run(args: string | readonly string[], options?: RunOptions): Promise<Ran>;
  write(path: string, content: unknown): Promise<void>;
  read(path: string): Promise<string>;
  /** What the org applied for the command line. */
  writes(): readonly string[];
  /** Writes the configuration: the environments `dev` and `prod` (protected), each an org. */
  configure(more?: object, environment?: object): Promise<void>;
}

/**
 * Two local orgs and an empty project, with the command line at hand. All its output is searched for the
 * secret.
 */
export async function rig(options: EmulatorOptions = {}): Promise<Rig> {
  const emulator = await startEmulator({
    data: 'empty',
    limits: 'none',
    complain: () => undefined,
    ...options,
  });
  cleanups.push(() => emulator.stop());
  const [org, second] = emulator.orgs as [OrgHandle, OrgHandle];
  const clientId = org.credentials().clientId;
  for (const each of [org, second]) {
    each.putClient({ id: clientId, secret: CANARY, scopes: scopesOf(each) });
    if (options.data === undefined) for (const g of [group, otherGroup]) each.putGroup(g);
  }
  const root = await mkdtemp(join(tmpdir(), 'recpolicy-cli-'));
  cleanups.push(() => rm(root, { recursive: true, force: true }));
  const write = async (path: string, content: unknown) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(
      join(root, path),
      typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`,
    );
  };
  const configure = (more: object = {}, environment: object = {}) =>
    write('recpolicy.config.json', {
      environments: {
        dev: { apiBaseUrl: org.url, variables: { payments_group: group.id }, ...environment },
        prod: { apiBaseUrl: second.url, protected: true, variables: { payments_group: group.id } },
      },
      ...more,
    });
  await configure();
  const stateHome = await mkdtemp(join(tmpdir(), 'recpolicy-state-'));
  cleanups.push(() => rm(stateHome, { recursive: true, force: true }));
  const credentials = {
    RECPOLICY_CLIENT_ID: clientId,
    RECPOLICY_CLIENT_SECRET: CANARY,
    XDG_STATE_HOME: stateHome,
  };
  return {
    emulator,
    org,
    root,
    stateHome,
    write,
    configure,
    read: (path) => readFile(join(root, path), 'utf8'),
    writes: () => org.writes.filter((w) => w.by === clientId).map((w) => `${w.action} ${w.name}`),
    run: (args, o = {}) =>
      run(typeof args === 'string' ? args.split(' ') : args, o.cwd ?? root, { ...credentials, ...o.env }, o),
  };
}

async function run(
  argv: readonly string[],
  cwd: string,
  env: RunOptions['env'] & object,
  o: RunOptions,
): Promise<Ran> {
  let out = '';
  let err = '';
  let interrupt: () => void = () => undefined;
  const answers = [...(o.answers ?? [])];
  const terminal: OrgTerminal = {
    cwd,
    env,
    stdout: {},
    stderr: {},
    version: '0',
    interactive: o.answers !== undefined,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readInput: () => '',
    ask: async (question) => {
      err += question;
      await o.whileAsked?.();
      return answers.shift();
    },
    onInterrupt: (handler) => {
      interrupt = handler;
      o.onStart?.(() => interrupt());
      return () => {
        interrupt = () => undefined;
      };
    },
    end: (code, afterMs) => {
      if (afterMs === undefined) throw new Error(`ended with ${code}`);
    },
  };
  const code = await runProgram(argv, terminal);
  expect(out + err).not.toContain(CANARY);
  expect(out + err).not.toContain(Buffer.from(`:${CANARY}`).toString('base64').slice(2, -2));
  expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  return { code, out, err };
}

function scopesOf(org: OrgHandle): string[] {
  const { clientId } = org.credentials();
  return [...org.dump().clients.find((c) => c.id === clientId)!.scopes];
}
