import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policy, project, recpolicy } from './testing/harness';

describe('recpolicy validate', () => {
  it.each([[[]], [['.']], [['sub']]])('cannot run where there is no document: %j', async (paths) => {
    const cwd = project({ 'readme.txt': 'x', 'sub/package.json': '{}' });
    const { code, out, err } = await recpolicy(cwd, 'validate', ...paths, '--format', 'json');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('No recording document');
  });

  it('finds an error behind thousands of warnings, and says that not all are shown', async () => {
    const targets = Array.from({ length: 3000 }, () => ({ type: 'GROUP', id: 'x' }));
    const cwd = project({ 'a.recpolicy.json': policy({ targets, retentionDays: 400 }) });
    const { code, out, err } = await recpolicy(cwd, 'validate', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out).summary.error).toBe(1);
    expect(err).toContain('a.recpolicy.json: only the 1000 gravest');
  });

  it('takes patterns that no shell has expanded', async () => {
    const cwd = project({
      'a[1] (x)/policies/b.recpolicy.json': policy({ retentionDays: 400 }),
      'a[1] (x)/policies/deep/c.recpolicy.json': policy({ name: 'C_C_Recording', retentionDays: 0 }),
      'a[1] (x)/policies/notes.json': {},
    });
    const here = join(cwd, 'a[1] (x)');
    const files = async (...paths: string[]) => {
      const { out } = await recpolicy(here, 'validate', '--format', 'json', ...paths);
      return (JSON.parse(out).diagnostics as { file: string; code: string }[])
        .filter((d) => d.code === 'retention-out-of-range')
        .map((d) => d.file);
    };
    expect(await files('policies/*.json')).toEqual(['policies/b.recpolicy.json']);
    expect(await files('**/*.recpolicy.json')).toEqual([
      'policies/b.recpolicy.json',
      'policies/deep/c.recpolicy.json',
    ]);
    expect(await files('./policies/{deep,other}/?.*')).toEqual(['policies/deep/c.recpolicy.json']);
    const { code, err } = await recpolicy(here, 'validate', 'policies/*.psr.json');
    expect(code).toBe(2);
    expect(err).toContain('No recording document matches policies/*.psr.json');
  });

  it('prints nothing of a name or a message that moves a terminal', async () => {
    const cwd = project({ 'a\n\u001b[2J.recpolicy.json': policy({ name: '\u001b[31m\u0007' }) });
    for (const format of ['pretty', 'github', 'junit']) {
      const { out } = await recpolicy(cwd, 'validate', '--format', format);
      expect(out).toContain('[2J.recpolicy.json');
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
      expect(out).not.toContain('a\n');
    }
  });

  it('says what is wrong with a link', async () => {
    const cwd = project({ 'a.recpolicy.json': policy() });
    symlinkSync('b.recpolicy.json', join(cwd, 'b.recpolicy.json'));
    symlinkSync('nowhere', join(cwd, 'c.recpolicy.json'));
    const { out } = await recpolicy(cwd, 'validate', '--format', 'json');
    const messages = JSON.parse(out).diagnostics.map((d: { file: string; message: string }) => d.message);
    expect(messages).toEqual([
      expect.stringContaining('leads back to itself'),
      expect.stringContaining('link to nothing'),
    ]);
  });

  it.skipIf(process.platform === 'win32')('reads no pipe, which might never end', async () => {
    const folder = project({ 'a.recpolicy.json': policy() });
    execFileSync('mkfifo', [join(folder, 'b.recpolicy.json')]);
    symlinkSync(join(folder, 'b.recpolicy.json'), join(folder, 'c.recpolicy.json'));
    const { code, out } = await recpolicy(folder, 'validate', '--format', 'json');
    expect(code).toBe(1);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { file: string; message: string }[] };
    expect(diagnostics.map((d) => d.file)).toEqual(['b.recpolicy.json', 'c.recpolicy.json']);
    expect(diagnostics[0]!.message).toContain('pipe');
  });

  it('calls no directive unused for an environment that was not looked at', async () => {
    const cwd = project({
      'recpolicy.config.json': {
        environments: { prod: { minimumRetentionDays: 90 }, dev: { orgDomain: 'acme' } },
      },
      'a.recpolicy.json': `// recpolicy-disable retention-below-environment-minimum -- agreed\n${JSON.stringify(policy({ retentionDays: 30 }))}`,
    });
    const { out } = await recpolicy(cwd, 'validate', '--env', 'dev', '--format', 'json');
    expect(JSON.parse(out).diagnostics).toEqual([]);
  });

  it('counts no byte order mark among the columns, as editors do', async () => {
    const text = JSON.stringify(policy({ retentionDays: 400 }));
    const found = async (file: string) => {
      const { out } = await recpolicy(project({ 'a.recpolicy.json': file }), 'validate', '--format', 'json');
      return JSON.parse(out).diagnostics;
    };
    expect(await found(`\ufeff${text}`)).toEqual(await found(text));
    expect((await found(text))[0].code).toBe('retention-out-of-range');
  });

  it('says that the configuration cannot be read, where it might name the environment', async () => {
    const cwd = project({
      'recpolicy.config.json': '{\n  "environments": { "dev": {}, "pr',
      'policies/a.recpolicy.json': policy(),
    });
    for (const paths of [[], ['policies']]) {
      const { code, err } = await recpolicy(cwd, 'validate', ...paths, '--env', 'prod');
      expect(code).toBe(2);
      expect(err).toMatch(/recpolicy\.config\.json is not valid JSON \(line 2\)/);
    }
    const { err } = await recpolicy(cwd, 'explain', 'group:sales', '--env', 'prod');
    expect(err).toContain('is not valid JSON');
  });
});

describe('recpolicy fix', () => {
  it('leaves a file alone that is not UTF-8', async () => {
    const bytes = Buffer.from(JSON.stringify(policy({ description: 'Caf\u00e9', id: 'x' })), 'latin1');
    const cwd = project({ 'a.recpolicy.json': bytes });
    const { code, err } = await recpolicy(cwd, 'fix');
    expect(code).toBe(1);
    expect(err).toContain('not UTF-8');
    expect(readFileSync(join(cwd, 'a.recpolicy.json'))).toEqual(bytes);
  });

  it('writes through no link, in the project or out of it', async () => {
    const text = JSON.stringify(policy({ id: 'x' }));
    const outside = project({ 'package.json': text });
    const cwd = project({ 'real/package.json': text });
    symlinkSync(join(outside, 'package.json'), join(cwd, 'a.recpolicy.json'));
    symlinkSync(join(cwd, 'real/package.json'), join(cwd, 'b.recpolicy.json'));
    symlinkSync(outside, join(cwd, 'shared'));
    writeFileSync(join(outside, 'c.recpolicy.json'), text);
    expect((await recpolicy(cwd, 'fix')).err).toMatch(
      /(a\.recpolicy.*is a link[\s\S]*b\.recpolicy.*is a link)/,
    );
    for (const path of ['.', 'shared/c.recpolicy.json'])
      expect((await recpolicy(cwd, 'fix', path)).out).toContain('0 fixes applied');
    for (const file of [
      join(outside, 'package.json'),
      join(outside, 'c.recpolicy.json'),
      join(cwd, 'real/package.json'),
    ])
      expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('keeps a byte order mark', async () => {
    const text = JSON.stringify(policy({ id: 'x' }));
    const cwd = project({ 'a.recpolicy.json': `\ufeff${text}` });
    expect((await recpolicy(cwd, 'fix')).out).toContain('1 fix applied');
    const fixed = readFileSync(join(cwd, 'a.recpolicy.json'), 'utf8');
    expect(fixed.startsWith('\ufeff{')).toBe(true);
    expect(JSON.parse(fixed.slice(1))).toEqual(policy());
  });

  it('counts in words people use', async () => {
    const cwd = project({ 'a.recpolicy.json': policy({ id: 'x', retentionDays: 400 }) });
    const { out } = await recpolicy(cwd, 'fix');
    expect(out).toContain('1 fix applied in 1 file. 1 error is left');
  });

  it('tells in a dry run what would be left, and changes nothing', async () => {
    const text = JSON.stringify(policy({ recordingType: 'screen', retentionDays: 400 }));
    const cwd = project({ 'a.recpolicy.json': text });
    const { code, out } = await recpolicy(cwd, 'fix', '--dry-run');
    expect(out).toContain('1 fix would be applied in 1 file. 1 error would be left');
    expect(code).toBe(1);
    expect(readFileSync(join(cwd, 'a.recpolicy.json'), 'utf8')).toBe(text);
  });
});

describe('recpolicy test', () => {
  const tests = (...list: object[]) => ({ tests: list });
  const good = { name: 'good', agent: { groups: ['sales'] }, expect: { policy: 'Sales_Calls_Recording' } };

  it.each([
    ['broken', '{ nope', 'not valid JSON, so its tests were not run'],
    ['cut off', `{ "tests": [${JSON.stringify(good)}, { "name": `, 'not all of its tests may have been run'],
  ])('fails for a %s file', async (_, text, message) => {
    const cwd = project({ 'a.recpolicy.json': policy(), 't.recpolicy-test.json': text });
    const { code, err } = await recpolicy(cwd, 'test');
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  it('leaves tests of another environment alone, and so does validate', async () => {
    const cwd = project({
      'recpolicy.config.json': { environments: { prod: {}, dev: {} } },
      'a.recpolicy.json': policy(),
      'p.recpolicy-test.json': { environment: 'prod', ...tests({ ...good, expect: { retentionDays: 1 } }) },
      't.recpolicy-test.json': tests(good),
    });
    const dev = await recpolicy(cwd, 'test', '--env', 'dev');
    expect(dev).toMatchObject({ code: 0, err: 'p.recpolicy-test.json holds no tests of dev.\n' });
    expect(dev.out).toContain('1 passed, 0 failed');
    expect(dev.out).not.toContain('p.recpolicy-test.json');
    expect((await recpolicy(cwd, 'test', '--env', 'prod')).out).toContain('1 passed, 1 failed');
    const checked = await recpolicy(cwd, 'validate', '--env', 'dev');
    expect(checked.out).not.toContain('p.recpolicy-test.json');
  });

  it('fails for a test that checks nothing', async () => {
    const cwd = project({
      'a.recpolicy.json': policy(),
      't.recpolicy-test.json': tests(good, { ...good, name: 'typo', expect: { polcy: null } }),
    });
    const { code, out } = await recpolicy(cwd, 'test');
    expect(code).toBe(1);
    expect(out).toContain('1 passed, 0 failed, 1 not run');
  });

  it('could not run where the configuration cannot be read: what it says is unknown', async () => {
    const cwd = project({
      'recpolicy.config.json': '{ "environments": { ',
      'a.recpolicy.json': policy(),
      't.recpolicy-test.json': tests(good),
    });
    const { code, out, err } = await recpolicy(cwd, 'test');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('is not valid JSON (line 1)');
  });

  const mixed = () =>
    project({
      'a.recpolicy.json': policy(),
      'b.recpolicy.json': policy({
        name: 'Support_Calls_Recording',
        targets: [{ type: 'GROUP', id: 'support' }],
      }),
      't.recpolicy-test.json': tests(
        good,
        { ...good, name: 'bad <&>', expect: { retentionDays: 1 } },
        { ...good, name: 'typo', expect: { polcy: null } },
      ),
    });

  it('counts what failed and what was not run apart, as JSON and as JUnit', async () => {
    const cwd = mixed();
    const json = JSON.parse((await recpolicy(cwd, 'test', '--format', 'json')).out);
    expect(json.summary).toEqual({ passed: 1, failed: 1, notRun: 1 });
    const { code, out } = await recpolicy(cwd, 'test', '--format', 'junit');
    expect(code).toBe(1);
    expect(out).toContain('<testsuites name="recpolicy test" tests="3" failures="1" errors="1">');
    expect(out).toMatch(/name="good" file="t\.recpolicy-test\.json" line="1"\/>/);
    expect(out).toMatch(/name="bad &lt;&amp;&gt;"[^>]*>\n\s*<failure message="Recordings are kept/);
    expect(out).toMatch(/name="typo"[^>]*>\n\s*<error message="There is no &quot;polcy&quot;/);
  });

  it('is no green JUnit report where a file cannot be parsed', async () => {
    const cwd = project({ 'a.recpolicy.json': policy(), 't.recpolicy-test.json': '{ nope' });
    const { code, out } = await recpolicy(cwd, 'test', '--format', 'junit');
    expect(code).toBe(1);
    expect(out).toContain('tests="1" failures="0" errors="1"');
  });

  it('runs the tests whose name holds a text, and says where none does', async () => {
    const cwd = mixed();
    const { code, out } = await recpolicy(cwd, 'test', '--filter', 'GOOD');
    expect(code).toBe(0);
    expect(out).toContain('1 passed, 0 failed');
    const none = await recpolicy(cwd, 'test', '--filter', 'nothing');
    expect(none.code).toBe(2);
    expect(none.err).toContain('No test has "nothing" in its name');
  });

  it('names targets and policies that no test speaks of', async () => {
    const cwd = mixed();
    const { out } = await recpolicy(cwd, 'test', '--coverage');
    expect(out).toContain('Coverage: tests speak of 1 of 2 targets and 1 of 2 policies');
    expect(out).toContain('no test has GROUP support');
    expect(out).toContain('no test reaches Support_Calls_Recording (b.recpolicy.json)');
    const json = JSON.parse((await recpolicy(cwd, 'test', '--coverage', '--format', 'json')).out);
    expect(json.coverage).toEqual([
      {
        environment: '',
        targets: { total: 2, untested: [{ type: 'GROUP', id: 'support' }] },
        policies: {
          total: 2,
          untested: [{ name: 'Support_Calls_Recording', file: 'b.recpolicy.json' }],
        },
      },
    ]);
  });

  it('passes what holds, and does not know an environment nobody named', async () => {
    const cwd = project({
      'recpolicy.config.json': { environments: { prod: {} } },
      'a.recpolicy.json': policy(),
      't.recpolicy-test.json': tests(good),
    });
    expect((await recpolicy(cwd, 'test')).code).toBe(0);
    const { code, err } = await recpolicy(cwd, 'test', '--env', 'nope');
    expect(code).toBe(2);
    expect(err).toContain('There is no environment "nope"');
  });
});

describe('recpolicy explain', () => {
  const files = {
    'recpolicy.config.json': {
      environments: { prod: { minimumRetentionDays: 100, variables: { payments_agents: 'P-1' } } },
    },
    'a.recpolicy.json': policy({
      complianceSettings: {
        maskSensitiveData: true,
        allowedMaskPatterns: ['[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+'],
        requireAgentConsent: true,
      },
    }),
    'b.recpolicy.json': policy({
      name: 'Dublin_Desk_Recording',
      priority: 50,
      evaluationMode: 'BEST_EFFORT',
      targets: [{ type: 'LOCATION', id: 'dublin' }],
    }),
    'c.recpolicy.json': policy({ name: 'Off_Desk_Recording', enabled: false, priority: 1 }),
  };
  const explain = (cwd: string, ...targets: string[]) => recpolicy(cwd, 'explain', ...targets, '-e', 'prod');
  const json = async (cwd: string, ...targets: string[]) =>
    JSON.parse((await explain(cwd, ...targets, '--format', 'json')).out);

  it.each(['', ' ', 'GROUP:'])('does not take %j for a target', async (target) => {
    const { code, err } = await explain(project(files), target);
    expect(code).toBe(2);
    expect(err).toContain('names no target');
  });

  it.each([
    ['payment_agents', 'Did you mean "payments_agents"?'],
    ['{{payment_agents}}', 'Did you mean {{payments_agents}}?'],
    ['GROUP:slaes', 'Did you mean "sales"?'],
    ['typo-group', 'the groups of the org are not known'],
  ])('does not say of %s, which nobody knows, that nothing is recorded', async (target, message) => {
    const { code, out, err } = await explain(project(files), target);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });

  it('takes several targets for one agent', async () => {
    const cwd = project(files);
    const answer = await json(cwd, 'GROUP:sales', 'LOCATION:dublin');
    expect(answer.agent).toMatchObject({
      targets: [{ id: 'sales' }, { id: 'dublin' }],
      winner: 'Dublin_Desk_Recording',
      retentionDays: 100,
      evaluationMode: 'BEST_EFFORT',
    });
    expect(answer.targets.map((t: { winner: string }) => t.winner)).toEqual([
      'Sales_Calls_Recording',
      'Dublin_Desk_Recording',
    ]);
    const { code, out } = await explain(cwd, 'GROUP:sales', 'LOCATION:dublin', 'SKILL:nobody');
    expect(code).toBe(0);
    expect(out).toContain('Dublin_Desk_Recording applies: recordings are kept 100 days.');
    expect(out).toContain('SKILL nobody: no file and no variable names it');
  });

  it('says masks by kind, consent, mode, disabled policies, minimum and streams', async () => {
    const cwd = project({ ...files, 'recording-settings.json': { maxSimultaneousStreams: 20 } });
    const answer = await json(cwd, 'sales');
    expect(answer).toMatchObject({
      minimumRetentionDays: { days: 100, source: 'configuration' },
      streams: { value: 20, file: 'recording-settings.json' },
      policiesOnlyInOrg: null,
      targets: [
        {
          type: 'GROUP',
          winner: 'Sales_Calls_Recording',
          ambiguous: false,
          masks: { on: true },
          consent: true,
          evaluationMode: 'STRICT',
          disabled: [{ policy: 'Off_Desk_Recording', state: 'disabled', file: 'c.recpolicy.json' }],
        },
      ],
    });
    const kinds = answer.targets[0].masks.kinds as { kind: string; state: string }[];
    expect(kinds.find((k) => k.kind === 'email')!.state).not.toBe('readable');
    expect(kinds.find((k) => k.kind === 'card')!.state).toBe('readable');
    const { out } = await explain(cwd, 'sales');
    expect(out).toContain('Readable: Card numbers');
    expect(out).toContain('The agent must consent before a recording begins.');
    expect(out).toContain('STRICT: a session is not recorded unless every condition is met.');
    expect(out).toContain('Off_Desk_Recording  disabled, so it takes no part (c.recpolicy.json)');
    expect(out).toContain('The environment keeps recordings at least 100 days (recpolicy.config.json).');
  });

  it('says that nothing is recorded with 0 streams', async () => {
    const cwd = project({ ...files, 'recording-settings.json': { maxSimultaneousStreams: 0 } });
    const { out } = await explain(cwd, 'sales');
    expect(out).toContain('Nothing is recorded: the org records 0 screens at one time.');
    expect(out).toContain('Sales_Calls_Recording would apply');
  });

  it('leaves out a policy that was retired, though its file is still there', async () => {
    const state = { version: 1, id: 'x', name: 'n', file: 'a.recpolicy.json', etag: null, base: {} };
    const cwd = project({ ...files, '.recpolicy/state/prod/x.json': { ...state, retired: true } });
    const [target] = (await json(cwd, 'sales')).targets;
    expect(target.winner).toBeNull();
    expect(target.disabled).toMatchObject([
      { policy: 'Sales_Calls_Recording', state: 'retired' },
      { policy: 'Off_Desk_Recording', state: 'disabled' },
    ]);
  });

  it('explains every target, or says how to ask', async () => {
    const cwd = project(files);
    const answer = await json(cwd, '--all');
    expect(answer.agent).toBeUndefined();
    expect(answer.targets.map((t: { id: string }) => t.id).sort()).toEqual(['P-1', 'dublin', 'sales']);
    expect((await explain(cwd)).code).toBe(2);
    expect((await explain(cwd, 'sales', '--all')).code).toBe(2);
  });

  it('could not run where the configuration cannot be read', async () => {
    const cwd = project({ ...files, 'recpolicy.config.json': '{ "environments": { "prod": {' });
    expect(await explain(cwd, 'sales')).toMatchObject({ code: 2, out: '' });
  });
});
