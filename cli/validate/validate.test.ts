import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policy, project, recpolicy, recpolicyWith } from '../testing/harness';

const WARNING = { targets: [{ type: 'USER', id: 'u' }] };
const ERROR = { retentionDays: 400 };
const codes = (out: string): string[] => JSON.parse(out).diagnostics.map((d: { code: string }) => d.code);

describe('what makes validate fail', () => {
  it.each([
    ['error', 0],
    ['warning', 1],
    ['hint', 1],
  ])('with --fail-on %s and a warning: exit code %i', async (level, exitCode) => {
    const cwd = project({ 'a.recpolicy.json': policy(WARNING) });
    expect((await recpolicy(cwd, 'validate', '--fail-on', level)).code).toBe(exitCode);
  });

  it('is no finding that was not selected, but always a file that does not parse', async () => {
    const cwd = project({ 'a.recpolicy.json': policy({ ...WARNING, ...ERROR }) });
    const selected = await recpolicy(cwd, 'validate', '--select', 'user-target', '--format', 'json');
    expect(selected.code).toBe(0);
    expect(codes(selected.out)).toEqual(['user-target']);
    const broken = project({ 'a.recpolicy.json': '{ "name" }' });
    const { code, out } = await recpolicy(broken, 'validate', '--select', 'user-target', '--format', 'json');
    expect(code).toBe(1);
    expect(codes(out)).toContain('json-syntax');
  });

  it('is no rule that does not exist: the command does not run', async () => {
    const cwd = project({ 'a.recpolicy.json': policy() });
    const { code, err } = await recpolicy(cwd, 'validate', '--select', 'user-targt');
    expect(code).toBe(2);
    expect(err).toContain('There is no rule user-targt. Did you mean user-target?');
  });
});

describe('where validate reads and writes', () => {
  it('writes the report to a file, and one line where it cannot', async () => {
    const cwd = project({ 'a.recpolicy.json': policy(ERROR) });
    const { code, out } = await recpolicy(cwd, 'validate', '--format', 'json', '--output', 'report.json');
    expect([code, out]).toEqual([1, '']);
    expect(codes(readFileSync(join(cwd, 'report.json'), 'utf8'))).toEqual(['retention-out-of-range']);
    const lost = await recpolicy(cwd, 'validate', '--output', 'no/such/folder/report.txt');
    expect(lost.code).toBe(2);
    expect(lost.err).toMatch(/^recpolicy: The output cannot be written to .* \(ENOENT\)[^\n]*\n$/);
  });

  it('checks one document of standard input among the files of its project', async () => {
    const cwd = project({
      'recpolicy.config.json': { environments: { prod: { minimumRetentionDays: 60 } } },
      'a.recpolicy.json': policy({ targets: [{ type: 'GROUP', id: 'x' }] }),
      'sub/b.recpolicy.json': policy({ name: 'B_B_Recording' }),
    });
    const input = `\ufeff${JSON.stringify(policy({ name: 'C_C_Recording', retentionDays: 30 }))}`;
    const run = (name: string) =>
      recpolicyWith({ input }, cwd, 'validate', '-', '--stdin-filename', name, '--format', 'json');
    const added = JSON.parse((await run('sub/new.recpolicy.json')).out);
    const found = added.diagnostics.map((d: { file: string; code: string }) => [d.file, d.code]);
    expect(found).toContainEqual(['sub/new.recpolicy.json', 'priority-collision']);
    expect(found).toContainEqual(['sub/new.recpolicy.json', 'retention-below-environment-minimum']);
    expect(added.files).toBe(1);
    expect(codes((await run('sub/b.recpolicy.json')).out)).toEqual(['retention-below-environment-minimum']);
  });

  it.each([
    [['-']],
    [['-', 'a.recpolicy.json', '--stdin-filename', 'a.recpolicy.json']],
    [['-', '--stdin-filename', 'a.json']],
    [['--stdin-filename', 'a.recpolicy.json']],
  ])('cannot run with %j', async (argv) => {
    const cwd = project({ 'a.recpolicy.json': policy() });
    const { code, out, err } = await recpolicy(cwd, 'validate', ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^recpolicy: .*\n$/);
  });

  it('says nothing of a clean project when it is quiet', async () => {
    const cwd = project({ 'a.recpolicy.json': policy() });
    expect(await recpolicy(cwd, 'validate', '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('the paths that code hosts take', () => {
  const found = async (env: Record<string, string>, cwd: string, format: string) =>
    (await recpolicyWith({ env }, cwd, 'validate', '--format', format)).out;

  it('are relative to the top of the repository', async () => {
    const top = project({ 'deep/policies/a.recpolicy.json': policy(ERROR) });
    const cwd = join(top, 'deep/policies');
    expect(await found({}, cwd, 'github')).toContain('::error file=a.recpolicy.json');
    expect(await found({ GITHUB_WORKSPACE: join(top, 'deep') }, cwd, 'github')).toContain(
      '::error file=policies/a.recpolicy.json',
    );
    expect(await found({ GITHUB_WORKSPACE: '/nowhere' }, cwd, 'github')).toContain('file=a.recpolicy.json');
    mkdirSync(join(top, '.git'));
    expect(await found({}, cwd, 'github')).toContain('::error file=deep/policies/a.recpolicy.json');
    const { results } = JSON.parse(await found({}, cwd, 'sarif')).runs[0];
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      'deep/policies/a.recpolicy.json',
    );
  });
});

describe('the report for GitHub', () => {
  it('has the worst annotations first, and all findings in the job summary', async () => {
    const warnings = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [
        `a${n}.recpolicy.json`,
        policy({ name: `A_N${n}_Recording`, targets: [{ type: 'USER', id: `u${n}` }] }),
      ]),
    );
    const cwd = project({ ...warnings, 'z.recpolicy.json': policy(ERROR), 'summary.md': '# Before\n' });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const { out } = await recpolicyWith({ env }, cwd, 'validate', '--format', 'github');
    expect(out.split('\n')[0]).toContain('::error file=z.recpolicy.json');
    const summary = readFileSync(join(cwd, 'summary.md'), 'utf8');
    expect(summary).toMatch(/^# Before\n## /);
    expect(summary.match(/^\| (error|warning) \|/gm)).toHaveLength(13);
    expect(summary).toMatch(/--- \|\n\| error \| `z\.recpolicy\.json:1`/);
  });
});

describe('the report for JUnit', () => {
  it.each([
    [[], 0, 0],
    [['--fail-on', 'warning'], 1, 1],
    [['--max-warnings', '0'], 1, 1],
  ])('has failures where the exit code says so: %j', async (argv, exitCode, failures) => {
    const cwd = project({
      'a.recpolicy.json': policy(WARNING),
      'b.recpolicy.json': policy({ name: 'B_B_Recording', priority: 1 }),
    });
    const { code, out } = await recpolicy(cwd, 'validate', '--format', 'junit', ...argv);
    expect(code).toBe(exitCode);
    expect(out.match(/<failure /g) ?? []).toHaveLength(failures);
    expect(out).toContain(`<testsuites name="recpolicy" tests="2" failures="${failures}">`);
    expect(out).toContain('USER target');
  });
});

describe('the report as SARIF', () => {
  const run = async (text: string) => {
    const cwd = project({ 'a.recpolicy.json': text });
    return JSON.parse((await recpolicy(cwd, 'validate', '--format', 'sarif')).out).runs[0];
  };
  const text = (more: object) => JSON.stringify(policy({ ...WARNING, ...more }), null, 2);
  const prints = (results: { ruleId: string; partialFingerprints: object }[]) =>
    results.map((r) => [r.ruleId, r.partialFingerprints]);

  it('knows a finding again when lines move and others come and go', async () => {
    const before = await run(text({ retentionDays: 400 }));
    const after = await run(`// A new line.\n\n${text({ retentionDays: 400, priority: 'x' })}`);
    expect(prints(before.results)).toHaveLength(2);
    expect(prints(after.results)).toEqual(expect.arrayContaining(prints(before.results)));
    const other = await run(text({ retentionDays: 500 }));
    expect(prints(other.results)).not.toEqual(prints(before.results));
  });

  it('holds fixes that mend the file', async () => {
    const { results } = await run(text({ id: 'x' }));
    const finding = results.find((r: { ruleId: string }) => r.ruleId === 'read-only-property');
    const starts = [0];
    for (const line of text({ id: 'x' }).split('\n')) starts.push(starts.at(-1)! + line.length + 1);
    const offset = (line: number, column: number) => starts[line - 1]! + column - 1;
    let mended = text({ id: 'x' });
    for (const {
      deletedRegion: r,
      insertedContent,
    } of finding.fixes[0].artifactChanges[0].replacements.reverse())
      mended =
        mended.slice(0, offset(r.startLine, r.startColumn)) +
        (insertedContent?.text ?? '') +
        mended.slice(offset(r.endLine, r.endColumn));
    expect(JSON.parse(mended)).toEqual(JSON.parse(text({})));
  });

  it('tells what a directive silenced, and why', async () => {
    const { results, invocations, tool } = await run(
      `// recpolicy-disable user-target -- agreed with audit\n${text({})}`,
    );
    expect(results).toHaveLength(1);
    expect(results[0].suppressions).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'agreed with audit' },
    ]);
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    const [rule] = tool.driver.rules;
    expect(rule.helpUri).toMatch(/^https:.*docs\/rules\/user-target\.md$/);
    expect(rule.properties.tags).toEqual(['policy']);
  });
});
