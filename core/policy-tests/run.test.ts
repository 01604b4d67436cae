import { describe, expect, it } from 'vitest';
import type { MaskTester } from '../../masks/tester';
import { Workspace } from '../index/workspace';
import { ROOT, testServices } from '../testing/check';
import { runPolicyTests } from './run';

/** Takes each pattern as plain text: what is tested here is the runner. */
const literal: MaskTester = {
  covers: (patterns, text) =>
    patterns.includes('*undecided*')
      ? undefined
      : patterns.includes(text)
        ? { state: 'whole' }
        : patterns.some((p) => text.includes(p))
          ? { state: 'part' }
          : { state: 'none' },
};

function run(tests: unknown, files: Record<string, unknown> = {}, org = {}) {
  const services = testServices(org);
  const workspace = new Workspace([ROOT], services);
  for (const [path, value] of Object.entries(files)) workspace.put(`${ROOT}/${path}`, JSON.stringify(value));
  const text = typeof tests === 'string' ? tests : JSON.stringify(tests);
  const { doc } = workspace.put(`${ROOT}/x.recpolicy-test.json`, text)!;
  const results = runPolicyTests(doc, workspace.projectOf(doc.uri), { org: services.org, masks: literal });
  return results.map((r) => ({
    ...r,
    at: doc.text.slice(r.start, r.end),
    messages: r.messages.map((m) => ({ ...m, at: doc.text.slice(m.start, m.end) })),
  }));
}

const policy = (name: string, priority: number, id: string, more = {}) => ({
  name,
  enabled: true,
  priority,
  retentionDays: 90,
  targets: [{ type: 'GROUP', id }],
  complianceSettings: { maskSensitiveData: true, allowedMaskPatterns: ['4111 1111', 'a\nb'] },
  ...more,
});
const files = {
  'pay.recpolicy.json': policy('Pay', 200, 'pay'),
  'base.recpolicy.json': policy('Base', 100, 'all', { retentionDays: 30 }),
  'off.recpolicy.json': policy('Off', 1, 'pay', { enabled: false }),
};
const one = (groups: string[], expect: unknown) => ({ tests: [{ name: 'T', agent: { groups }, expect }] });
const only = (groups: string[], expect: unknown, more = {}) =>
  run(one(groups, expect), { ...files, ...more })[0]!;

describe('policy tests', () => {
  it('pass where everything holds', () => {
    const expected = {
      policy: ' pay ',
      retentionDays: 90,
      masks: ['4111 1111', 'a\nb'],
      leaves: ['order 1'],
    };
    expect(only(['pay'], expected)).toMatchObject({ name: 'T', at: '"T"', outcome: 'passed', messages: [] });
    expect(only(['nobody'], { policy: null }).outcome).toBe('passed');
  });

  it.each([
    ['expects nothing', {}, '{}'],
    ['misspells what it expects', { polcy: 'Pay' }, '"Pay"'],
    ['expects a value of the wrong type', { retentionDays: '90' }, '"90"'],
    ['expects a list with something else in it', { masks: ['a', 5] }, '["a",5]'],
  ])('are not run where a test %s: it would pass whatever happens', (_, expected, at) => {
    expect(only(['pay'], expected)).toMatchObject({ outcome: 'errored', messages: [{ at }] });
  });

  it.each([{ group: ['pay'] }, { groups: 'pay' }, { groups: [5] }, { location: 1 }])(
    'are not run for an agent like %j',
    (agent) => {
      const [result] = run({ tests: [{ name: 'T', agent, expect: { policy: null } }] }, files);
      expect(result!.outcome).toBe('errored');
    },
  );

  it('say which policy applies instead, and why', () => {
    expect(only(['pay', 'all'], { policy: 'Pay' })).toMatchObject({
      outcome: 'failed',
      messages: [
        {
          at: '"Pay"',
          expected: 'Pay',
          actual: 'Base',
          message:
            '“Base” applies to this agent. “Pay” matches too, but loses: Priority 200 is above the 100 of “Base”.',
        },
      ],
    });
    expect(only(['pay'], { policy: 'Off' }).messages[0]!.message).toContain('“Off” is disabled.');
    expect(only(['pay'], { policy: 'Base' }).messages[0]!.message).toContain(
      'None of the targets of “Base” matches.',
    );
    expect(only(['pay'], { policy: 'Bse' }).messages[0]!.message).toContain('There is no policy “Bse”');
    expect(only(['pay'], { policy: null })).toMatchObject({
      outcome: 'failed',
      messages: [{ at: 'null', actual: 'Pay' }],
    });
  });

  it('report retention with the minimum of the environment', () => {
    const config = {
      'recpolicy.config.json': { environments: { prod: { minimumRetentionDays: 60 }, dev: {} } },
    };
    const results = run(one(['all'], { retentionDays: 60 }), { ...files, ...config });
    expect(results.map((r) => [r.environment, r.outcome])).toEqual([
      ['prod', 'passed'],
      ['dev', 'failed'],
    ]);
    expect(results[1]!.messages).toMatchObject([{ at: '60', expected: '60', actual: '30' }]);
    const short = run(one(['all'], { retentionDays: 30 }), { ...files, ...config })[0]!;
    expect(short.messages[0]!.message).toContain("the environment's minimum overrides");
    expect(only(['nobody'], { retentionDays: 90 }).outcome).toBe('failed');
  });

  it('point at each text that is masked wrongly', () => {
    const result = only(['pay'], {
      masks: ['4111 1111', 'card 4111 1111', 'ssn'],
      leaves: ['fine', '4111 1111', 'order 4111 1111'],
    });
    expect(result.messages.map((m) => [m.at, m.expected, m.actual])).toEqual([
      ['"card 4111 1111"', 'hidden', 'hidden in part'],
      ['"ssn"', 'hidden', 'readable'],
      ['"4111 1111"', 'readable', 'hidden'],
      ['"order 4111 1111"', 'readable', 'hidden in part'],
    ]);
    expect(only(['nobody'], { masks: ['x'] }).outcome).toBe('failed');
  });

  it('know nothing of masks that cannot be run, and hide nothing where masking is off', () => {
    const settings = (maskSensitiveData: boolean, pattern: string) => ({
      'x.recpolicy.json': policy('X', 1, 'x', {
        complianceSettings: { maskSensitiveData, allowedMaskPatterns: [pattern] },
      }),
    });
    expect(only(['x'], { masks: ['a'] }, settings(true, '*undecided*')).outcome).toBe('errored');
    expect(only(['x'], { masks: ['a'] }, settings(false, 'a'))).toMatchObject({
      outcome: 'failed',
      messages: [{ message: '“X” does not hide “a”. Masking is off, or there is no pattern.' }],
    });
  });

  it('judge the evaluation mode and consent of the policy that applies', () => {
    const strict = { 'x.recpolicy.json': policy('X', 1, 'x', { evaluationMode: 'STRICT' }) };
    expect(only(['x'], { evaluationMode: 'STRICT', consent: false }, strict).outcome).toBe('passed');
    const asked = {
      'x.recpolicy.json': policy('X', 1, 'x', {
        evaluationMode: 'BEST_EFFORT',
        complianceSettings: { requireAgentConsent: true },
      }),
    };
    expect(only(['x'], { evaluationMode: 'STRICT', consent: false }, asked)).toMatchObject({
      outcome: 'failed',
      messages: [
        { at: '"STRICT"', expected: 'STRICT', actual: 'BEST_EFFORT' },
        { at: 'false', message: '“X” asks for the consent of the agent.' },
      ],
    });
    expect(only(['nobody'], { consent: false }).outcome).toBe('failed');
    expect(only(['x'], { evaluationMode: 'strict' }, strict).outcome).toBe('errored');
    expect(only(['x'], { consent: 'yes' }, strict).outcome).toBe('errored');
  });

  it('fail once where two policies tie', () => {
    const rival = { 'rival.recpolicy.json': policy('Rival', 200, 'PAY', { retentionDays: 1 }) };
    expect(only(['pay'], { policy: 'Pay', retentionDays: 90, masks: ['zzz'] }, rival)).toMatchObject({
      outcome: 'failed',
      messages: [
        { at: '"Pay"', message: expect.stringContaining('“Pay” and “Rival” all match with priority 200') },
      ],
    });
  });

  it('count in what only the org has', () => {
    const remote = { id: 'r', name: 'Old', enabled: true, priority: 1, retentionDays: 7 };
    const targets = [{ type: 'GROUP', id: 'pay' }];
    const remoteOnly = { value: [{ ...remote, targets }], asOf: '2026-01-05T08:00:00Z', complete: true };
    const [result] = run(one(['pay'], { policy: 'Old', retentionDays: 7, masks: ['a'] }), files, {
      '': { remoteOnly },
    });
    expect(result).toMatchObject({ outcome: 'errored', messages: [{ at: '"a"' }] });
    const [consent] = run(one(['pay'], { consent: false }), files, { '': { remoteOnly } });
    expect(consent).toMatchObject({ outcome: 'errored', messages: [{ at: 'false' }] });
    const complianceSettings = { maskSensitiveData: true, allowedMaskPatterns: ['a'] };
    const known = { ...remoteOnly, value: [{ ...remoteOnly.value[0]!, complianceSettings }] };
    const [judged] = run(one(['pay'], { consent: false, masks: ['a'] }), files, {
      '': { remoteOnly: known },
    });
    expect(judged!.outcome).toBe('passed');
  });

  it('are not run in an environment that is not there, without a variable, or without what they need', () => {
    const tests = [{ name: 'T', agent: { groups: ['{{g}}'] }, expect: { policy: null } }];
    const config = { 'recpolicy.config.json': { environments: { prod: {} } } };
    expect(run({ environment: 'prd', tests }, config)[0]).toMatchObject({
      outcome: 'errored',
      messages: [{ at: '"prd"', message: expect.stringContaining('only prod') }],
    });
    expect(run({ environment: 'prod', tests }, config)).toMatchObject([
      {
        outcome: 'errored',
        messages: [{ at: '{"groups":["{{g}}"]}', message: expect.stringContaining('{{g}}') }],
      },
    ]);
    expect(run({ tests: [5, {}] }).map((r) => [r.name, r.outcome])).toEqual([
      ['test 1', 'errored'],
      ['test 2', 'errored'],
    ]);
  });

  it.each(['', '{', '[]', '{ "tests": 5 }', '{ "tests": [', '{ "tests": [{ "name": "x", "agent": {'])(
    'survive %j',
    (text) => {
      for (const r of run(text)) expect(r.outcome).toBe('errored');
    },
  );
});
