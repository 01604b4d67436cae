import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { otherGroup, policy, type Rig, rig, YES } from './kit';

let folder: string;
let worker: string;
const output: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recpolicy-worker-'));
  worker = join(folder, 'worker.mjs');
  await build({
    entryPoints: [join(__dirname, 'worker.ts')],
    outfile: worker,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * Runs a command in a process that kills itself at a moment; `killed` is false once there is no such moment.
 */
function runUntil(
  r: Rig,
  command: string,
  killAt: number,
): Promise<{ killed: boolean; code: number | null }> {
  const { clientId, clientSecret } = r.org.credentials();
  const orders = JSON.stringify({ root: r.root, url: r.org.url, clientId, command, killAt });
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [worker, orders], {
      env: { CANARY: clientSecret, XDG_STATE_HOME: dirname(r.state.folder) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (d) => output.push(String(d)));
    child.stderr.on('data', (d) => output.push(String(d)));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ killed: signal === 'SIGKILL', code }));
  });
}

/** So many worlds exist at once: a process that starts leaves a core idle now and then. */
const AT_ONCE = 4;

/**
 * Kills at every moment until the command gets through, each time in a world of its own. @returns the first
 * moment that there is not
 */
async function atEveryMoment(
  command: string,
  prepare: () => Promise<Rig>,
  after: (r: Rig, moment: number) => Promise<void>,
  step = 1,
): Promise<number> {
  let next = 1;
  let end = Number.POSITIVE_INFINITY;
  const runner = async () => {
    while (next < end) {
      const moment = next;
      next += step;
      const r = await prepare();
      const { killed, code } = await runUntil(r, command, moment);
      if (killed) await after(r, moment);
      else {
        expect(code, output.at(-1)).toBe(0);
        end = Math.min(end, moment);
      }
      await r.emulator.stop();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runner));
  return end;
}

async function allFiles(root: string): Promise<string[]> {
  return (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath ?? e.path, e.name));
}

async function assertWhole(r: Rig): Promise<void> {
  const files = [...(await allFiles(r.root)), ...(await allFiles(r.state.folder))];
  for (const file of files) {
    if (!file.endsWith('.json')) continue;
    const text = await readFile(file, 'utf8');
    expect(() => JSON.parse(text.replace(/^\s*\/\/.*$/gm, '')), file).not.toThrow();
    expect(text).not.toContain(r.org.credentials().clientSecret);
  }
  expect(files.filter((f) => f.endsWith('.tmp') || f.endsWith('lock.json'))).toEqual([]);
}

describe('kill -9 at every request and every write of a file', () => {
  it('deploy: the next run converges, nothing is created twice, no edit is lost', {
    timeout: 240_000,
  }, async () => {
    const moments = await atEveryMoment(
      'deploy',
      async () => {
        const r = await rig();
        await r.project.write('a.recpolicy.json', policy({ name: 'A' }));
        await r.engine.deploy('test', { approval: YES });
        r.org.updatePolicy('A', { description: 'theirs' });
        await r.project.write(
          'a.recpolicy.json',
          `{\n  // kept\n  ${JSON.stringify(policy({ name: 'A', retentionDays: 100 })).slice(1)}`,
        );
        await r.project.write(
          'b.recpolicy.json',
          policy({ name: 'B', targets: [{ type: 'GROUP', id: otherGroup.id }] }),
        );
        r.org.clearLog();
        return r;
      },
      async (r, moment) => {
        const result = await r.engine.deploy('test', { approval: YES });
        expect(result.exitCode, `moment ${moment}: ${JSON.stringify(result.items)}`).toBe(0);
        expect(r.org.policies()).toHaveLength(2);
        expect(r.org.policy('A')).toMatchObject({ description: 'theirs', retentionDays: 100 });
        expect(r.writes().filter((w) => w.action === 'create')).toHaveLength(1);
        const file = await r.project.read('a.recpolicy.json');
        expect(file).toContain('// kept');
        expect(file).toContain('theirs');
        const writes = r.writes().length;
        expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
        expect(r.writes()).toHaveLength(writes);
        await assertWhole(r);
      },
    );
    expect(moments).toBeGreaterThan(40);
  });

  it('retire: goes on at its stage, deletes once', { timeout: 240_000 }, async () => {
    await atEveryMoment(
      'retire',
      async () => {
        const r = await rig();
        r.org.createPolicy(policy());
        return r;
      },
      async (r) => {
        const gone = r.org.policies().length === 0;
        const rerun = r.engine.retire('test', { name: 'Payments_Terminal_Recording', approval: YES });
        if (gone) await rerun.catch((e: Error) => expect(e.message).toContain('there is no policy named'));
        else expect(await rerun).toMatchObject({ outcome: 'deleted' });
        expect(r.org.policies()).toEqual([]);
        expect(r.writes().filter((w) => w.action === 'delete')).toHaveLength(1);
        await assertWhole(r);
      },
    );
  });

  it('audit export: no record is lost or doubled', { timeout: 240_000 }, async () => {
    const record = (i: number) => ({
      id: `r-${i}`,
      sessionId: 's',
      eventTimestamp: new Date(Date.parse('2026-09-01T00:00:00Z') + i * 1000).toISOString(),
      userId: 'u',
      action: 'A',
      resourceType: 'R',
      ipAddress: '10.0.0.1',
      userAgent: 'a',
      correlationId: `c-${i}`,
    });
    await atEveryMoment(
      'audit',
      async () => {
        const r = await rig();
        r.org.appendAudit(...Array.from({ length: 210 }, (_, i) => record(i)));
        return r;
      },
      async (r) => {
        await r.engine.exportAudit('test', {
          from: '2026-09-01T00:00:00Z',
          to: '2026-10-01T00:00:00Z',
          file: join(r.root, 'audit.ndjson'),
        });
        const lines = (await readFile(join(r.root, 'audit.ndjson'), 'utf8')).trimEnd().split('\n');
        expect(lines.map((l) => JSON.parse(l).id)).toEqual(Array.from({ length: 210 }, (_, i) => `r-${i}`));
      },
    );
  });

  it('pull: files are whole, and the next pull finishes', { timeout: 240_000 }, async () => {
    await atEveryMoment(
      'pull',
      async () => {
        const r = await rig();
        await r.project.write('a.recpolicy.json', policy({ name: 'A' }));
        await r.engine.deploy('test', { approval: YES });
        r.org.updatePolicy('A', { description: 'theirs' });
        r.org.createPolicy(policy({ name: 'New', targets: [{ type: 'SKILL', id: 's' }] }));
        return r;
      },
      async (r) => {
        expect((await r.engine.pull('test')).exitCode).toBe(0);
        expect((await r.engine.plan('test')).changes.map((c) => c.action)).toEqual(['none', 'none']);
        expect(await r.project.read('a.recpolicy.json')).toContain('theirs');
        await assertWhole(r);
      },
      2,
    );
  });

  it('shows the secret nowhere', () => {
    expect(output.join('')).not.toContain('local-acme-deployer');
  });
});
