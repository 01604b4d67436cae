import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { demoOrgs } from '../../../emulator/data';
import { group, policy, type Rig, rig } from '../cli-org/kit';
import { expectInertMarkdown, expectPlain, HOSTILE, HOSTILE_FILE, textsIn } from './names';

/** Members of a plan and of test results that hold what a policy says, line breaks and all. */
const VALUES = ['from', 'to', 'base', 'expected', 'actual'];

/** A project and an org in which every name, description, id, variable and path is hostile. */
async function hostileRig(): Promise<Rig> {
  const data = demoOrgs(Date.now());
  for (const org of data) {
    for (const stored of org.orphans) stored.orphan.name = HOSTILE;
    for (const g of org.groups) g.name = HOSTILE;
  }
  const r = await rig({ data });
  r.org.putGroup({ ...group, name: HOSTILE });
  r.org.createPolicy(policy({ name: `org ${HOSTILE}`, description: HOSTILE }));
  r.org.createPolicy(policy({ name: `both ${HOSTILE}`, priority: 201, description: 'from the org' }));
  const environment = { apiBaseUrl: r.org.url, variables: { [HOSTILE]: group.id, agents: HOSTILE } };
  await r.write('recpolicy.config.json', {
    environments: { dev: environment, [HOSTILE]: environment },
    rules: { [HOSTILE]: 'error' },
    [HOSTILE]: true,
  });
  const targets = [
    { type: 'GROUP', id: group.id },
    { type: 'GROUP', id: `{{${HOSTILE}}}` },
    { type: HOSTILE, id: HOSTILE },
  ];
  const file = policy({ name: HOSTILE, description: HOSTILE, retentionDays: 400 });
  await r.write(`${HOSTILE_FILE}.recpolicy.json`, { ...file, targets, [HOSTILE]: HOSTILE });
  await r.write(`policies/${HOSTILE_FILE} 2.recpolicy.json`, {
    ...policy({ name: HOSTILE, description: HOSTILE }),
    complianceSettings: { maskSensitiveData: true, allowedMaskPatterns: [HOSTILE, '(a+)+$'] },
  });
  await r.write(
    'both.recpolicy.json',
    policy({ name: `both ${HOSTILE}`, priority: 201, description: HOSTILE }),
  );
  await r.write(
    'created.recpolicy.json',
    policy({ name: `new ${HOSTILE}`, priority: 202, description: HOSTILE }),
  );
  await r.write('bare.recpolicy.json', `{ "name": ${HOSTILE.split('\n')[0]}\u001b[31m, }`);
  await r.write(`${HOSTILE_FILE}.recpolicy-test.json`, {
    tests: [{ name: HOSTILE, agent: { groups: [HOSTILE] }, expect: { policy: HOSTILE, masks: [HOSTILE] } }],
  });
  return r;
}

const isJson = (args: readonly string[]) => args.includes('json') || args.includes('sarif');

async function runPlain(r: Rig, args: readonly string[], ours?: RegExp): Promise<string> {
  const { out, err } = await r.run(args);
  expect(err).not.toContain('should not have happened');
  expectPlain(err);
  expectPlain(out, ours);
  if (isJson(args) && out !== '')
    for (const text of textsIn(JSON.parse(out), [...VALUES, 'help', 'fullDescription', 'insertedContent']))
      expect(text).not.toMatch(/[\n\r\u001b\u009b\u202e\u200b]/);
  return out;
}

describe('hostile names of files and orgs', () => {
  it.each(['pretty', 'json', 'sarif', 'github', 'junit'])(
    'stay text in validate --format %s',
    async (format) => {
      const r = await hostileRig();
      const ours = format === 'github' ? /^::(error|warning|notice) file=[^:]*::[^\n]*$/ : undefined;
      const out = await runPlain(r, ['validate', '--format', format], ours);
      expect(out).toContain('pwned');
      if (format === 'sarif') {
        const { results } = JSON.parse(out).runs[0];
        for (const text of textsIn(results.map((x: { message: object }) => x.message))) {
          expect(text).not.toMatch(/\]\(|@\w|#\d|:\/\/\S|www\.\S/);
        }
      }
      if (format === 'junit') expect(out).not.toMatch(/<img|\]\]>/);
    },
  );

  it.each([
    ['test'],
    ['test', '--format', 'json'],
    ['fix', '--dry-run'],
    ['explain', HOSTILE, '-e', 'dev'],
    ['explain', `GROUP:${group.id}`, '-e', HOSTILE],
    ['explain', `GROUP:${group.id}`, '-e', 'dev', '--format', 'json'],
    ['explain', `{{${HOSTILE}}}`, '-e', `no ${HOSTILE}`],
    ['validate', `no ${HOSTILE_FILE}`],
    ['status', '-e', 'dev'],
    ['status', '-e', HOSTILE],
    ['status', '-e', 'dev', '--format', 'json'],
    ['plan', '-e', 'dev'],
    ['plan', '-e', HOSTILE],
    ['plan', '-e', `no ${HOSTILE}`],
    ['plan', '-e', 'dev', '--format', 'json'],
    ['facts', '-e', 'dev'],
    ['orphans', 'list', '-e', 'dev'],
    ['orphans', 'list', '-e', 'dev', '--format', 'json'],
    ['orphans', 'download', HOSTILE, '-e', 'dev'],
    ['orphans', 'delete', HOSTILE, '-e', 'dev', '--yes'],
    ['orphans', 'attach', HOSTILE, '-e', 'dev', '--yes', '--conversation', HOSTILE],
    ['audit', 'export', '-e', 'dev', '--from', '2026-01-01', '--to', '2026-01-02', '--out', HOSTILE_FILE],
    ['audit', 'export', '-e', 'dev', '--from', HOSTILE, '--to', HOSTILE, '--out', 'x'],
    ['retire', HOSTILE, '-e', 'dev', '--yes'],
    ['retire', `org ${HOSTILE}`, '-e', 'dev', '--yes', '--poll', '0'],
    ['undo', '-e', 'dev', '--yes'],
  ])('stay text in %j', async (...args) => {
    const r = await hostileRig();
    await runPlain(r, ['facts', '-e', 'dev']);
    await runPlain(r, args);
  });

  it('stay text in a plan as Markdown, outside of code spans too', async () => {
    const r = await hostileRig();
    const out = await runPlain(r, ['plan', '-e', 'dev', '--format', 'markdown']);
    expect(out).toContain('pwned');
    expectInertMarkdown(out);
  });

  it('stay text in deploy, its question, pull and undo', async () => {
    const r = await hostileRig();
    for (const file of await readdir(r.root))
      if (file.includes('octocat') || file === 'bare.recpolicy.json') await r.write(file, '{}');
    await r.write('recpolicy.config.json', {
      environments: { [HOSTILE]: { apiBaseUrl: r.org.url, protected: true } },
      pullFolder: 'pulled',
    });
    const asked = await r.run(['deploy', '-e', HOSTILE], { answers: [HOSTILE] });
    expectPlain(asked.out + asked.err);
    await runPlain(r, ['pull', '-e', HOSTILE]);
    await runPlain(r, ['undo', '-e', HOSTILE, `--yes=${HOSTILE}`]);
  });
});
