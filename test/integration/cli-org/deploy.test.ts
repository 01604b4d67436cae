import { describe, expect, it } from 'vitest';
import { group, otherGroup, policy, rig } from './kit';

const FILE = 'policies/payments.recpolicy.json';

describe('recpolicy deploy', () => {
  it('shows the plan, writes it, and leaves nothing to plan or to write', async () => {
    const r = await rig();
    await r.write(FILE, policy({ targets: [{ type: 'GROUP', id: '{{payments_group}}' }] }));
    const first = await r.run('deploy -e dev --yes');
    expect(first.code).toBe(0);
    expect(first.out).toMatch(
      /create {3}Payments_Terminal_Recording[\s\S]*done {7}Payments_Terminal_Recording/,
    );
    expect(first.err).toMatch(/Reading the policies of dev[\s\S]*Creating "Payments_Terminal_Recording"/);
    expect(r.org.policies()[0]!.targets).toEqual([{ type: 'GROUP', id: group.id }]);
    expect((await r.run('plan -e dev')).code).toBe(0);
    const second = await r.run('deploy -e dev --yes');
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('Nothing to do') });
    expect(r.writes()).toEqual(['create Payments_Terminal_Recording']);
    expect((await r.run('status -e dev')).code).toBe(0);
  });

  it.each([
    ['no terminal and no --yes', 'dev', '', undefined, /no terminal to confirm this on.*add --yes\./],
    ['the answer is no', 'dev', '', ['n'], /not confirmed/],
    ['the answer is empty', 'dev', '', [''], /not confirmed/],
    ['the input ends', 'dev', '', [], /not confirmed/],
    ['--yes names another environment', 'dev', '--yes=prod', undefined, /--yes=prod confirms another/],
    ['protected, and no terminal', 'prod', '', undefined, /add --yes=prod\./],
    ['protected, and a plain --yes', 'prod', '--yes', undefined, /protected and its name was not typed/],
    ['protected, and another name', 'prod', '--yes=dev', undefined, /--yes=dev confirms another/],
    ['protected, and a plain yes is typed', 'prod', '', ['y'], /protected and its name was not typed/],
    ['protected, and the input ends', 'prod', '', [], /not confirmed/],
  ])('writes nothing when %s', async (_what, env, yes, answers, message) => {
    const r = await rig();
    await r.write(FILE, policy());
    const ran = await r.run(`deploy -e ${env} ${yes}`.trim(), answers === undefined ? {} : { answers });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(message);
    expect(ran.out).toContain('create   Payments_Terminal_Recording');
    for (const org of r.emulator.orgs) expect(org.writes).toEqual([]);
  });

  it.each([
    ['a plain yes', 'dev', '', ['yes']],
    ['the name of a protected environment, typed', 'prod', '', ['prod']],
    ['the name of a protected environment, given', 'prod', '--yes=prod', undefined],
    ['the name of any environment, given', 'dev', '--yes=dev', undefined],
  ])('writes after %s', async (_what, env, yes, answers) => {
    const r = await rig();
    await r.write(FILE, policy());
    const ran = await r.run(
      `deploy ${yes} -e ${env}`.replace('  ', ' '),
      answers === undefined ? {} : { answers },
    );
    expect(ran.code).toBe(0);
    expect(r.emulator.orgs[env === 'dev' ? 0 : 1]!.policies()).toHaveLength(1);
    expect(r.emulator.orgs[env === 'dev' ? 1 : 0]!.writes).toEqual([]);
  });

  it('asks with the number of changes and the org', async () => {
    const r = await rig();
    await r.write(FILE, policy());
    const ran = await r.run('deploy -e prod', { answers: ['prod'] });
    expect(ran.err).toMatch(
      /Write 1 change to prod \(127\.0\.0\.1:\d+\)\? prod is protected: type its name to confirm: /,
    );
  });

  it.each(['file', 'org'] as const)('stops where the %s changes while the question stands', async (side) => {
    const r = await rig();
    await r.write(FILE, policy());
    await r.run('deploy -e dev --yes');
    await r.write(FILE, policy({ retentionDays: 120 }));
    const ran = await r.run('deploy -e dev', {
      answers: ['y'],
      whileAsked: async () => {
        if (side === 'file') await r.write(FILE, policy({ retentionDays: 60 }));
        else r.org.updatePolicy('Payments_Terminal_Recording', { description: 'theirs' });
      },
    });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/changed since the plan was shown.*Nothing was written/);
    expect(r.org.policies()[0]!.retentionDays).toBe(90);
  });

  it('ends with 3 where both sides changed one field, and leaves both as they are', async () => {
    const r = await rig();
    await r.write(FILE, policy());
    await r.run('deploy -e dev --yes');
    r.org.updatePolicy('Payments_Terminal_Recording', { retentionDays: 100 });
    await r.write(FILE, policy({ retentionDays: 120 }));
    const plan = await r.run('plan -e dev');
    expect(plan.code).toBe(2);
    expect(plan.out).toMatch(/conflict[\s\S]*retentionDays {2}org 100, file 120 {2}\(was 90\)/);
    for (const command of ['deploy -e dev --yes', 'status -e dev', 'pull -e dev'])
      expect([command, (await r.run(command)).code]).toEqual([command, 3]);
    expect(r.org.policies()[0]!.retentionDays).toBe(100);
    expect(JSON.parse(await r.read(FILE)).retentionDays).toBe(120);
  });

  it('ends with 1 after a part, says what was done and what was not, and goes on next time', async () => {
    const r = await rig();
    await r.write('a.recpolicy.json', policy({ name: 'A_First_Recording' }));
    await r.write(
      'b.recpolicy.json',
      policy({ name: 'B_Second_Recording', targets: [{ type: 'GROUP', id: otherGroup.id }] }),
    );
    r.org.addFaults({
      match: { operation: 'createPolicy', bodyIncludes: 'B_Second' },
      do: { kind: 'status', status: 400, body: { message: 'no', code: 'bad.request', status: 400 } },
    });
    const ran = await r.run('deploy -e dev --yes');
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/done {7}A_First_Recording[\s\S]*failed {5}B_Second_Recording/);
    expect((await r.run('deploy -e dev --yes')).code).toBe(0);
    expect(r.writes()).toEqual(['create A_First_Recording', 'create B_Second_Recording']);
  });

  it('waits for groups no longer than --group-wait says', async () => {
    const r = await rig();
    r.org.deleteGroup(group.id);
    await r.write(FILE, policy());
    const ran = await r.run('deploy -e dev --yes --group-wait 0');
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/does not exist in the org or is not synchronised yet/);
    expect(r.writes()).toEqual([]);
  });

  it('stops at Ctrl-C after the write under way, and the next run goes on', async () => {
    const r = await rig();
    for (const n of ['1', '2', '3'])
      await r.write(
        `p${n}.recpolicy.json`,
        policy({ name: `P${n}_Some_Recording`, targets: [{ type: 'SKILL', id: n }] }),
      );
    r.org.addFaults({
      match: { operation: 'createPolicy' },
      times: 'always',
      do: { kind: 'delay', ms: 300 },
    });
    const ran = await r.run('deploy -e dev --yes', {
      onStart: (interrupt) =>
        void r.org
          .untilLog((log) => log.some((q) => q.method === 'POST' && q.path.endsWith('/policies')))
          .then(interrupt),
    });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('Stopping after the request under way');
    expect(ran.out + ran.err).toMatch(/not tried/);
    r.org.clearFaults();
    expect((await r.run('deploy -e dev --yes')).code).toBe(0);
    expect(r.writes()).toHaveLength(3);
    expect((await r.run('plan -e dev')).code).toBe(0);
  });

  it('can be undone once', async () => {
    const r = await rig();
    await r.write(FILE, policy());
    await r.run('deploy -e dev --yes');
    await r.write(FILE, policy({ retentionDays: 120 }));
    await r.run('deploy -e dev --yes');
    expect((await r.run('undo -e dev')).code).toBe(1);
    expect(r.org.policies()[0]!.retentionDays).toBe(120);
    const undone = await r.run('undo -e dev', { answers: ['y'] });
    expect(undone.code).toBe(0);
    expect(undone.out).toMatch(/retentionDays {2}120 → 90/);
    expect(r.org.policies()[0]!.retentionDays).toBe(90);
    expect((await r.run('undo -e dev --yes')).code).toBe(1);
  });

  it('refuses an org that is not the one that was deployed to', async () => {
    const r = await rig();
    for (const n of ['1', '2'])
      await r.write(
        `p${n}.recpolicy.json`,
        policy({ name: `P${n}_Some_Recording`, targets: [{ type: 'SKILL', id: n }] }),
      );
    await r.run('deploy -e dev --yes');
    const other = r.emulator.orgs[1]!;
    await r.configure({}, { apiBaseUrl: other.url });
    const plan = await r.run('plan -e dev');
    expect(plan.code).toBe(1);
    expect(plan.out).toMatch(/None of the 2 policies that were deployed before is in this org/);
    expect((await r.run('deploy -e dev --yes')).code).toBe(1);
    expect(other.writes).toEqual([]);
  });
});

describe('recpolicy pull', () => {
  it('brings changes in, keeps comments and variables, and writes files for what has none', async () => {
    const r = await rig();
    const text = `{
  // why it exists
  ${JSON.stringify(policy({ targets: [{ type: 'GROUP', id: '{{payments_group}}' }] })).slice(1, -1)} // the end
}
`;
    await r.write(FILE, text);
    await r.run('deploy -e dev --yes');
    r.org.updatePolicy('Payments_Terminal_Recording', { retentionDays: 30 });
    r.org.createPolicy(policy({ name: '../../Evil', priority: 210 }));
    const dry = await r.run('pull -e dev --dry-run');
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was written') });
    expect(await r.read(FILE)).toBe(text);
    const ran = await r.run('pull -e dev');
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/updated {3}Payments_Terminal_Recording[\s\S]*retentionDays {2}file 90, org 30/);
    expect(await r.read(FILE)).toBe(text.replace('"retentionDays":90', '"retentionDays":30'));
    const created = /created {3}.*Evil {2}(policies\/\S+)/.exec(ran.out)![1]!;
    expect(await r.read(created)).toContain('{{payments_group}}');
    expect((await r.run('plan -e dev')).code).toBe(0);
  });
});
