import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrgEngine } from '../../../org/engine';
import { OrgError } from '../../../org/transport/errors/org-error';
import { policy, type Rig, rig, YES } from './kit';

const FILE = 'policies/payments.recpolicy.json';
const STATE = '.recpolicy/state/test';
const NEVER = { confirm: async () => ({ approved: false }) };

async function deployed(): Promise<Rig> {
  const r = await rig();
  await r.project.write(FILE, policy());
  await r.engine.deploy('test', { approval: YES });
  r.org.clearLog();
  return r;
}

async function stateFile(r: Rig): Promise<string> {
  return join(r.root, STATE, (await readdir(join(r.root, STATE)))[0]!);
}

const COMMANDS: Readonly<Record<string, (engine: OrgEngine) => Promise<unknown>>> = {
  plan: (e) => e.plan('test'),
  status: (e) => e.status('test'),
  compare: (e) => e.compare('test', FILE),
  pull: (e) => e.pull('test'),
  deploy: (e) => e.deploy('test', { approval: YES }),
};

const DAMAGE: readonly [string, (text: string) => string, RegExp][] = [
  ['conflict marks', (t) => `<<<<<<< HEAD\n${t}=======\n${t}>>>>>>> other\n`, /has conflict marks of Git/],
  ['junk', () => '\u0000\u0001junk', /is not valid JSON/],
  ['half a file', (t) => t.slice(0, t.length / 2), /is not valid JSON/],
  ['nothing', () => '', /is not valid JSON/],
  ['a list', () => '[]', /is not a JSON object/],
  ['another version', (t) => t.replace('"version": 1', '"version": 2'), /has version 2/],
  ['no version', (t) => t.replace('"version": 1,', ''), /names no version/],
  ['a number for the id', (t) => t.replace(/"id": "[^"]*"/, '"id": 7'), /"id" that is not a text/],
  ['another id', (t) => t.replace(/"id": "[^"]*"/, '"id": "other"'), /whose file would be other\.json/],
  [
    'a text for the base',
    (t) => t.replace(/"base": \{[\s\S]*\n {2}\}/, '"base": "x"'),
    /"base" that is not a policy/,
  ],
  [
    'a text for days',
    (t) => t.replace('"retentionDays": 90', '"retentionDays": "90"'),
    /"retentionDays" is not/,
  ],
  ['a list for the file', (t) => t.replace(/"file": "[^"]*"/, '"file": []'), /"file" that is not a path/],
  [
    'depth',
    () => `{"version":1,"id":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    /nested deeper than 100/,
  ],
  ['5 MB', (t) => t + ' '.repeat(5_000_000), /is larger than 4 MB/],
];

describe('a state file that cannot be understood', () => {
  it.each(DAMAGE)('stops every command that rests on it and is named: %s', async (_, damage, why) => {
    const r = await deployed();
    const path = await stateFile(r);
    await writeFile(path, damage(await readFile(path, 'utf8')));
    const before = await readFile(path, 'utf8');
    r.org.updatePolicy('Payments_Terminal_Recording', { retentionDays: 200 });
    for (const [name, command] of Object.entries(COMMANDS)) {
      const error = await command(r.engine).then(
        () => undefined,
        (e: unknown) => e,
      );
      expect(error, name).toBeInstanceOf(OrgError);
      expect((error as Error).message, name).toMatch(why);
      expect((error as Error).message, name).toContain(path.slice(r.root.length + 1));
    }
    expect(r.writes()).toEqual([]);
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('may begin with a byte order mark', async () => {
    const r = await deployed();
    const path = await stateFile(r);
    await writeFile(path, `\ufeff${await readFile(path, 'utf8')}`);
    r.org.updatePolicy('Payments_Terminal_Recording', { retentionDays: 200 });
    expect((await r.engine.pull('test')).items).toMatchObject([{ outcome: 'updated' }]);
  });

  it('is one that is a link, a folder or a link to nothing', async () => {
    const r = await deployed();
    const path = await stateFile(r);
    for (const [make, why] of [
      [() => symlink('/dev/zero', path), /is a link/],
      [() => symlink('nowhere', path), /is a link/],
      [() => mkdir(path), /is not a file/],
    ] as const) {
      await rm(path, { recursive: true });
      await make();
      await expect(r.engine.deploy('test', { approval: YES })).rejects.toThrow(why);
    }
    expect(r.writes()).toEqual([]);
  });

  it('is also that of the settings, and the one that names the org', async () => {
    const r = await deployed();
    await r.project.write('recording-settings.json', { maxSimultaneousStreams: 5 });
    for (const [file, text, why] of [
      [`${STATE}/recording-settings.json`, '{"version":1,"base":[]}', /"base" that is not an object/],
      [`${STATE}/recording-settings.json`, '{"version":1}', /has no "base"/],
      ['.recpolicy/state/test.org.json', '{"version":1,"org":["x"]}', /"org" that is not a text/],
      ['.recpolicy/state/test.org.json', '{"org":"loopback"}', /names no version/],
    ] as const) {
      const kept = await readFile(join(r.root, file), 'utf8').catch(() => undefined);
      await r.project.write(file, text);
      await expect(r.engine.deploy('test', { approval: YES })).rejects.toThrow(why);
      if (kept === undefined) await rm(join(r.root, file));
      else await r.project.write(file, kept);
    }
  });

  it('of another org stops a deploy and a pull, though it says that it is a local one', async () => {
    const r = await deployed();
    for (const org of ['https://acme.mypurecloud.com', 'loopback ', 'organization 1']) {
      await r.project.write('.recpolicy/state/test.org.json', { version: 1, org });
      await r.project.write(FILE, policy({ retentionDays: 30 }));
      const deploy = await r.engine
        .deploy('test', { approval: YES })
        .catch((e: Error) => ({ items: [{ message: e.message }], exitCode: 1 }));
      expect(deploy.exitCode).toBe(1);
      expect(JSON.stringify(deploy.items)).toContain(`belong to ${org}`);
      await expect(r.engine.pull('test')).rejects.toThrow(`belong to ${org}`);
    }
    expect(r.writes()).toEqual([]);
  });
});

describe('whatever state and run files hold', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json({ maxDepth: 6 }),
    fc
      .record(
        { version: fc.constantFrom(1, 2, '1'), id: fc.anything(), base: fc.anything() },
        { requiredKeys: [] },
      )
      .map((v) => JSON.stringify(v) ?? ''),
  );

  it('no command dies of it, and nothing is written on the strength of it', {
    timeout: 120_000,
  }, async () => {
    const r = await deployed();
    const state = await stateFile(r);
    const run = await r.run();
    const good = await readFile(state, 'utf8');
    const last = await readFile(run.path('last-deploy.ndjson'), 'utf8');
    const files = [
      state,
      join(r.root, '.recpolicy/state/test.org.json'),
      ...['journal.json', 'last-deploy.ndjson', 'facts.json', 'retire-x.json', 'lock.json'].map((n) =>
        run.path(n),
      ),
    ];
    const org = await readFile(files[1]!, 'utf8');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        // A file of ours in which something was changed gets further than one that is all junk.
        fc.oneof(
          text,
          fc
            .tuple(fc.nat(good.length), fc.constantFrom('', '"', '{', '[', 'null', '7', '\ufeff'))
            .map(([at, put]) => good.slice(0, at) + put + good.slice(at + 1)),
        ),
        async (file, content) => {
          await writeFile(file, content);
          for (const command of [
            ...Object.values(COMMANDS),
            (e: OrgEngine) => e.undoLastDeploy('test', NEVER),
          ]) {
            await command(r.engine).catch((error: unknown) => {
              if (!(error instanceof OrgError)) throw error;
            });
          }
          for (const name of ['journal.json', 'facts.json', 'retire-x.json', 'lock.json'])
            await run.remove(name);
          await writeFile(run.path('last-deploy.ndjson'), last);
          await writeFile(state, good);
          await writeFile(files[1]!, org);
        },
      ),
      { numRuns: 60 },
    );
    expect(r.writes()).toEqual([]);
  });
});
