import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policy, project, recpolicy, writeFiles } from '../testing/harness';

const faulty = (n: number, more: object = {}) =>
  JSON.stringify(
    policy({
      name: `Old_N${n}_Recording`,
      targets: [{ type: 'GROUP', id: `g${n}` }],
      retentionDays: 400 + n,
      ...more,
    }),
    null,
    2,
  );
const OPTIONS = ['--baseline', 'ci/baseline.json'];

describe('a baseline', () => {
  it('turns a repository of 300 faulty policies green, and a new fault turns it red', async () => {
    const old = Object.fromEntries(
      Array.from({ length: 300 }, (_, n) => [`p/${n}.recpolicy.json`, faulty(n)]),
    );
    const cwd = project({ ...old, 'ci/keep.txt': '' });
    expect((await recpolicy(cwd, 'validate')).code).toBe(1);
    expect((await recpolicy(cwd, 'validate', ...OPTIONS, '--update-baseline')).code).toBe(0);
    expect((await recpolicy(cwd, 'validate', ...OPTIONS)).code).toBe(0);
    // Lines move, and the format has paths from another folder.
    writeFiles(cwd, { 'p/7.recpolicy.json': `// Seen.\n\n${faulty(7)}`, '.git/HEAD': '' });
    for (const [folder, ...argv] of [
      ['.', 'sarif'],
      ['p', 'github'],
    ] as const) {
      const options = ['--baseline', folder === '.' ? 'ci/baseline.json' : '../ci/baseline.json'];
      expect((await recpolicy(join(cwd, folder), 'validate', ...options, '--format', ...argv)).code).toBe(0);
    }
    writeFiles(cwd, { 'p/7.recpolicy.json': faulty(7, { recordingType: 'VOICE' }) });
    const { code, out } = await recpolicy(cwd, 'validate', ...OPTIONS, '--format', 'json');
    expect(code).toBe(1);
    const found = JSON.parse(out).diagnostics as { file: string; code: string }[];
    expect(found.map((d) => [d.file, d.code])).toEqual([['p/7.recpolicy.json', 'invalid-value']]);
  });

  it('holds no file that does not parse', async () => {
    const cwd = project({ 'a.recpolicy.json': '{ "name" }' });
    const update = ['--baseline', 'b.json', '--update-baseline'];
    expect((await recpolicy(cwd, 'validate', ...update)).code).toBe(1);
    expect(JSON.parse(readFileSync(join(cwd, 'b.json'), 'utf8')).findings).not.toContainEqual(
      expect.objectContaining({ code: 'json-syntax' }),
    );
  });

  it('shows what it holds as suppressed in SARIF', async () => {
    const cwd = project({ 'a.recpolicy.json': faulty(1) });
    const update = ['--baseline', 'b.json', '--update-baseline', '--format', 'sarif'];
    const [run] = JSON.parse((await recpolicy(cwd, 'validate', ...update)).out).runs;
    expect(run.results[0].suppressions[0].kind).toBe('external');
  });

  it.each([
    [['--baseline', 'none.json'], 'cannot be read (ENOENT)'],
    [['--baseline', 'junk.json'], 'is not a baseline'],
    [['--update-baseline'], 'goes with --baseline'],
    [['--baseline', 'b.json', '--update-baseline', '--select', 'user-target'], 'does not go with --select'],
  ])('cannot run with %j', async (argv, message) => {
    const cwd = project({ 'a.recpolicy.json': policy(), 'junk.json': { version: 2 } });
    const { code, err } = await recpolicy(cwd, 'validate', ...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
