import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CANARY, policy, rig } from './kit';

const FILE = 'policies/payments.recpolicy.json';

describe('what keeps a command from running ends with 1 and says what to do', () => {
  it.each([
    ['an unknown environment', 'plan -e nope', /no environment "nope".*There are: dev, prod/],
    ['no environment', 'deploy', /required option '-e, --env <name>'/],
    ['a wrong format', 'plan -e dev --format xml', /Allowed choices are pretty, json, markdown/],
    ['a wrong number', 'retire X -e dev --poll soon', /number of seconds/],
    [
      'a policy that is not there',
      'retire Nobody -e dev --yes',
      /no policy named "Nobody".*It was not deleted/,
    ],
    ['nothing to undo', 'undo -e dev --yes', /no deploy from this folder to undo/],
    ['which recordings', 'orphans download -e dev', /Say which recordings/],
    [
      'a mask that is misspelt',
      'audit export -e dev --from 2026-09-01 --to 2026-09-02 --out a.ndjson --mask ip',
      /"ip" is no field/,
    ],
    [
      'a date that is none',
      'audit export -e dev --from soon --to 2026-09-02 --out a.ndjson',
      /"soon" is no date/,
    ],
  ])('%s', async (_what, args, message) => {
    const r = await rig();
    const ran = await r.run(args);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(message);
    expect(ran.out).toBe('');
  });

  it('no project', async () => {
    const r = await rig();
    const ran = await r.run('plan -e dev', { cwd: '/' });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/no recpolicy\.config\.json/);
  });

  it.each([
    ['syntax', '{ "environments": { "dev": {', /not valid JSON \(line 1\)/],
    ['a key that stands twice', '{ "environments": {}, "environments": {} }', /not valid JSON/],
    [
      'protected as a text',
      { environments: { dev: { protected: 'yes' } } },
      /"protected".*must be true or false/,
    ],
    ['include as a text', { environments: { dev: { include: 'policies' } } }, /"include".*must be a list/],
    ['no org', { environments: { dev: {} } }, /names no org/],
    [
      'a foreign host',
      { environments: { dev: { apiBaseUrl: 'https://evil.example' } } },
      /credentials are sent nowhere/,
    ],
  ])('a configuration that cannot be relied on: %s', async (_what, config, message) => {
    const r = await rig();
    await r.write(FILE, policy());
    await r.write('recpolicy.config.json', config);
    const ran = await r.run('deploy -e dev --yes');
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(message);
    expect(r.org.log).toEqual([]);
  });

  it('missing credentials, under the names that would be looked at', async () => {
    const r = await rig();
    const none = { RECPOLICY_CLIENT_ID: undefined, RECPOLICY_CLIENT_SECRET: undefined };
    const ran = await r.run('plan -e dev', { env: none });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/RECPOLICY_DEV_CLIENT_ID and RECPOLICY_DEV_CLIENT_SECRET/);
    expect(r.org.log).toEqual([]);
  });

  it.each(['_SECRET', '_CLIENT_SECRET'])(
    'credentials of the environment come first, its name in capitals and underscores (%s)',
    async (suffix) => {
      const r = await rig();
      await r.write('recpolicy.config.json', { environments: { 'eu-west 1': { apiBaseUrl: r.org.url } } });
      const ran = await r.run(['plan', '-e', 'eu-west 1'], {
        env: {
          RECPOLICY_CLIENT_ID: 'nobody',
          RECPOLICY_EU_WEST_1_CLIENT_ID: r.org.credentials().clientId,
          [`RECPOLICY_EU_WEST_1${suffix}`]: CANARY,
        },
      });
      expect(ran.err).not.toContain('recpolicy:');
      expect(ran.code).toBe(0);
    },
  );

  it('wrong credentials, once', async () => {
    const r = await rig();
    const ran = await r.run('plan -e dev', { env: { RECPOLICY_CLIENT_SECRET: 'not-the-one' } });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/credentials/i);
    expect(ran.err).not.toContain('not-the-one');
    expect(r.org.log).toHaveLength(1);
  });

  it('a scope that is not granted, named before the first write', async () => {
    const r = await rig();
    const { clientId } = r.org.credentials();
    const scopes = r.org.dump().clients.find((c) => c.id === clientId)!.scopes;
    r.org.putClient({ id: clientId, scopes: scopes.filter((s) => s !== 'wem:policy:write') });
    await r.write(FILE, policy());
    const ran = await r.run('deploy -e dev --yes');
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/lacks the scope wem:policy:write/);
    expect(r.org.writes).toEqual([]);
  });

  it('a file that cannot be read is not taken for one that is gone', async () => {
    const r = await rig();
    await r.write(FILE, '{}');
    await writeFile(`${r.root}/${FILE}`, Buffer.from([0x7b, 0xff, 0x7d]));
    const ran = await r.run('plan -e dev');
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/payments\.recpolicy\.json cannot be read \(it is not UTF-8\)/);
  });
});

describe('credentials', () => {
  it('half a pair stops: with 2, and with 1 where 2 would mean changes', async () => {
    const r = await rig();
    const env = { RECPOLICY_DEV_CLIENT_ID: 'other' };
    for (const [command, code] of [
      ['plan -e dev', 1],
      ['status -e dev', 2],
      ['deploy -e dev --yes', 2],
    ] as const) {
      const ran = await r.run(command, { env });
      expect(ran).toMatchObject({ code, err: expect.stringContaining('RECPOLICY_DEV_CLIENT_SECRET is not') });
    }
    expect(r.org.log).toEqual([]);
  });

  it('RECPOLICY_PROTECTED protects what the configuration does not', async () => {
    const r = await rig();
    await r.write(FILE, policy());
    const env = { RECPOLICY_PROTECTED: 'dev' };
    const ran = await r.run('deploy -e dev --yes', { env });
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('dev') });
    expect(r.writes()).toEqual([]);
    expect((await r.run('deploy -e dev --yes=dev', { env })).code).toBe(0);
  });

  it('are not repeated where the org echoes them, in whatever form', async () => {
    const r = await rig();
    const id = r.org.credentials().clientId;
    const pair = Buffer.from(`${id}:${CANARY}`).toString('base64');
    const headers = { 'ININ-Correlation-Id': `${id}:${CANARY}` };
    const body = { message: `You sent Basic ${pair} and ${encodeURIComponent(CANARY)}`, code: CANARY };
    r.org.addFaults({
      match: { path: '/api/v2/oauth/token' },
      do: { kind: 'status', status: 403, body, headers },
    });
    const ran = await r.run('plan -e dev');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('[secret]');
    expect(ran.out + ran.err).not.toContain(pair);
  });
});
