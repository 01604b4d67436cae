import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARY, policy, type Rig, rig } from './kit';

let folder: string;
let cli: string;

// The command line as people start it: a process of its own, with pipes instead of a terminal.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recpolicy-bundle-'));
  cli = join(folder, 'cli.js');
  await build({
    entryPoints: ['cli/main.ts'],
    outfile: cli,
    bundle: true,
    platform: 'node',
    conditions: ['node', 'browser'],
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function start(r: Rig, args: string[], input?: string) {
  const { clientId } = r.org.credentials();
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: r.root,
    env: {
      PATH: process.env['PATH'],
      RECPOLICY_CLIENT_ID: clientId,
      RECPOLICY_CLIENT_SECRET: CANARY,
      XDG_STATE_HOME: r.stateHome,
    },
  });
  let text = '';
  child.stdout.on('data', (d) => {
    text += d;
  });
  child.stderr.on('data', (d) => {
    text += d;
  });
  child.stdin.end(input);
  const ended = new Promise<{ code: number | null; text: string }>((resolve) => {
    child.on('close', (code) => {
      expect(text).not.toContain(CANARY);
      resolve({ code, text });
    });
  });
  return { child, ended };
}

describe('the process', () => {
  it('takes no answer from a pipe', async () => {
    const r = await rig();
    await r.write('a.recpolicy.json', policy());
    const { code, text } = await start(r, ['deploy', '-e', 'dev'], 'y\n').ended;
    expect(code).toBe(1);
    expect(text).toMatch(/no terminal to confirm this on/);
    expect(text).not.toContain('\u001b');
    expect(r.org.writes).toEqual([]);
  });

  it('deploys, and ends a wait at the first Ctrl-C', async () => {
    const r = await rig();
    await r.write('a.recpolicy.json', policy());
    expect((await start(r, ['deploy', '-e', 'dev', '--yes']).ended).code).toBe(0);
    r.org.startSession('Payments_Terminal_Recording');
    const { child, ended } = start(r, ['retire', 'Payments_Terminal_Recording', '-e', 'dev', '--yes']);
    await r.org.untilLog((log) => log.some((q) => q.path.endsWith('/sessions')));
    child.kill('SIGINT');
    const { code, text } = await ended;
    expect(code).toBe(1);
    expect(text).toMatch(/Stopping after the request under way/);
    expect(text).toMatch(/cancelled/);
    expect(r.org.policies()).toHaveLength(1);
  });

  it('says that it tries again while the org cannot be reached, and ends at once at Ctrl-C', async () => {
    const r = await rig();
    await r.write('a.recpolicy.json', policy());
    await r.emulator.stop();
    const { child, ended } = start(r, ['plan', '-e', 'dev']);
    await new Promise<void>((resolve) =>
      child.stderr.on('data', (d) => {
        if (String(d).includes('no connection; trying again')) resolve();
      }),
    );
    const pressed = performance.now();
    child.kill('SIGINT');
    const { code, text } = await ended;
    expect(code).toBe(1);
    expect(text).toMatch(/dev \(127\.0\.0\.1:\d+\): cancelled/);
    expect(performance.now() - pressed).toBeLessThan(10_000);
  });

  it('stops only its own reading when the reader of its output goes away', async () => {
    const r = await rig();
    for (const n of ['1', '2', '3'])
      await r.write(
        `p${n}.recpolicy.json`,
        policy({ name: `P${n}_Some_Recording`, targets: [{ type: 'SKILL', id: n }] }),
      );
    const { child, ended } = start(r, ['deploy', '-e', 'dev', '--yes']);
    child.stdout.destroy();
    expect((await ended).code).toBe(0);
    expect(r.org.policies()).toHaveLength(3);
  });

  it('runs the local org until it is interrupted', async () => {
    const r = await rig();
    const { child, ended } = start(r, ['emulator', '--port', '0', '--empty']);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    const { code, text } = await ended;
    expect(code).toBe(0);
    expect(text).toContain('Local orgs are running');
  });
});
