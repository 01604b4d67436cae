import { describe, expect, it } from 'vitest';
import type { OrgFacts } from '../../index/org-facts';
import { Workspace } from '../../index/workspace';
import { ROOT, testServices } from '../../testing/check';
import { effectiveReport } from './effective-report';
import { knownTargets } from './known-targets';
import type { Streams } from './streams';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const dated = <T>(value: T, complete = true) => ({ value, asOf: '2026-11-21T11:57:00Z', complete });

function project(files: Readonly<Record<string, object>>, config: object = {}) {
  const workspace = new Workspace([ROOT], testServices());
  workspace.put(`${ROOT}/recpolicy.config.json`, JSON.stringify(config));
  for (const [name, value] of Object.entries(files))
    workspace.put(`${ROOT}/${name}.recpolicy.json`, JSON.stringify(policy(name, value)));
  return workspace.projectOf(`${ROOT}/x.recpolicy.json`);
}

const policy = (name: string, members: object) => ({
  name,
  enabled: true,
  recordingType: 'SCREEN',
  targets: [{ type: 'GROUP', id: 'g1' }],
  retentionDays: 30,
  priority: 100,
  evaluationMode: 'STRICT',
  ...members,
});

const ask = (
  p: ReturnType<typeof project>,
  targets: { type: string; id: string }[],
  facts?: OrgFacts,
  streams?: Streams,
) => effectiveReport(p, p.environments[0]!, targets, { facts, now: NOW, streams });
const G1 = [{ type: 'GROUP', id: 'G1' }];

describe('effectiveReport', () => {
  it('tells the winner first, why, and what each keeps and masks', () => {
    const p = project(
      {
        Base: { retentionDays: 30 },
        Role: {
          priority: 300,
          retentionDays: 365,
          evaluationMode: 'BEST_EFFORT',
          complianceSettings: {
            maskSensitiveData: true,
            allowedMaskPatterns: ['\\d{16}'],
            requireAgentConsent: true,
          },
        },
      },
      { environments: { prod: { minimumRetentionDays: 90 } } },
    );
    const report = ask(p, G1);
    expect(report).toMatchObject({
      environment: 'prod',
      title: 'An agent in group G1',
      status: 'applies',
      summary: '“Base” applies: recordings are kept 90 days.',
    });
    expect(report.entries.map((e) => [e.label, e.outcome, e.summary])).toEqual([
      ['Base', 'wins', 'priority 100 · 90 days'],
      ['Role', 'loses', 'priority 300 · 365 days'],
    ]);
    expect(report.entries[0]!.details.map((d) => d.text)).toEqual([
      'Lowest priority number of all that match: 100.',
      "Keeps recordings 90 days: its own 30 are below the environment's minimum of 90.",
      'Masks nothing: masking is off.',
      'The agent is not asked for consent.',
      'STRICT: a session is not recorded unless every condition is met.',
      'Matches by group g1.',
      'File Base.recpolicy.json',
    ]);
    expect(report.entries[1]!.details.map((d) => d.text)).toContain('Masks what matches \\d{16}');
    expect(report.entries[1]!.uri).toBe(`${ROOT}/Role.recpolicy.json`);
    expect(report.notes).toEqual([
      'The environment keeps recordings for at least 90 days (recpolicy.config.json).',
      'Files only: it is not known which other policies the org has.',
      'It is not known how many screens the org records at one time; with 0, nothing is recorded.',
    ]);
  });

  it('tries the masks of what holds, kind by kind', () => {
    const complianceSettings = {
      maskSensitiveData: true,
      allowedMaskPatterns: ['\\b\\d{3}-\\d{2}-\\d{4}\\b'],
    };
    const lost = { priority: 200, complianceSettings };
    const report = ask(project({ A: { complianceSettings }, B: lost }), G1);
    const masks = report.entries.map((e) => e.details.filter((d) => d.kind === 'masks').map((d) => d.text));
    expect(masks[0]).toContainEqual(
      expect.stringMatching(/^Hidden in part only: US social security numbers/),
    );
    expect(masks[0]).toContainEqual(expect.stringMatching(/^Readable: Card numbers/));
    expect(masks[1]).toHaveLength(1);
  });

  it('says that nothing is recorded where the org records no screens', () => {
    const streams = { value: 0, file: 'recording-settings.json', asOf: undefined };
    const report = ask(project({ A: {} }), G1, undefined, streams);
    expect(report.status).toBe('none');
    expect(report.summary).toBe(
      'Nothing is recorded: the org records 0 screens at one time. Else “A” would apply.',
    );
    expect(report.notes).toContain(
      'The org records at most 0 screens at one time (recording-settings.json).',
    );
  });

  it('leaves out what was retired, and says so', () => {
    const facts: OrgFacts = {
      retired: [
        { id: 'a', name: 'A', file: 'A.recpolicy.json', stage: 'retired' },
        { id: 'b', name: ' b ', file: undefined, stage: 'retiring' },
      ],
    };
    const report = ask(project({ A: {}, B: { priority: 110 }, C: { priority: 120 } }), G1, facts);
    expect(report.summary).toBe('“C” applies: recordings are kept 30 days.');
    expect(report.entries.map((e) => [e.label, e.outcome, e.details[0]!.text])).toEqual([
      ['C', 'wins', 'The only policy that matches.'],
      ['A', 'retired', 'It was retired: the org has it no more, so it takes no part. Remove its file.'],
      ['B', 'retired', 'It is being retired: it is disabled in the org, so it takes no part.'],
    ]);
  });

  it('flags ties, and losers that would tie', () => {
    const p = project({ A: {}, B: {}, C: { priority: 200 }, D: { priority: 200 } });
    const report = ask(p, G1);
    expect(report.status).toBe('ties');
    expect(report.summary).toMatch(/^2 policies tie with priority 100/);
    expect(report.entries.map((e) => e.outcome)).toEqual(['ties', 'ties', 'loses', 'loses']);
    expect(report.entries[2]!.details.some((d) => d.kind === 'collision')).toBe(true);
  });

  it('mixes in policies that only the org has, with their age', () => {
    const facts: OrgFacts = {
      remoteOnly: dated(
        [
          {
            id: 'r',
            name: 'Old',
            enabled: true,
            priority: 1,
            retentionDays: 10,
            targets: [{ type: 'GROUP', id: 'g1' }],
          },
        ],
        false,
      ),
      minimumRetentionDays: dated(20),
      names: dated(new Map([['GROUP:g1', 'Payments']])),
    };
    const report = ask(project({ A: {} }), G1, facts);
    expect(report.title).toBe('An agent in group “Payments”');
    expect(report.entries[0]).toMatchObject({
      label: 'Old',
      outcome: 'wins',
      summary: 'priority 1 · 20 days · only in the org',
    });
    expect(report.entries[0]!.uri).toBeUndefined();
    expect(report.notes).toEqual([
      'The environment keeps recordings for at least 20 days (org data 3 min old).',
      'Files, and the policies that only the org has: 1 (org data 3 min old, incomplete).',
      'It is not known how many screens the org records at one time; with 0, nothing is recorded.',
    ]);
  });

  it('answers for an agent with several targets', () => {
    const p = project({ A: {}, B: { priority: 50, targets: [{ type: 'SKILL', id: 's' }] } });
    const report = ask(p, [...G1, { type: 'SKILL', id: 's' }]);
    expect(report.title).toBe('An agent with group G1 and skill s');
    expect(report.entries.map((e) => e.label)).toEqual(['B', 'A']);
  });

  it('names disabled policies last, and says when nothing is recorded', () => {
    const disabled = project({ A: { enabled: false } });
    expect(ask(disabled, G1).summary).toMatch(/Whether one that only the org has does is not known/);
    const report = ask(disabled, G1, { remoteOnly: dated([]) });
    expect(report.status).toBe('none');
    expect(report.summary).toMatch(/Nothing is recorded/);
    expect(report.entries).toMatchObject([{ label: 'A', outcome: 'disabled' }]);
  });

  it('says that a variable has no value', () => {
    const p = project({ A: {} }, { environments: { prod: {} } });
    expect(ask(p, [{ type: 'GROUP', id: '{{nope}}' }]).notes[0]).toMatch(/No value in prod for \{\{nope\}\}/);
  });
});

describe('knownTargets', () => {
  it('gathers files, variables and org facts, each once', () => {
    const p = project(
      {
        A: {
          targets: [
            { type: 'SKILL', id: '{{spanish}}' },
            { type: 'GROUP', id: 'x1' },
          ],
        },
      },
      { environments: { prod: { variables: { spanish: 'S1', desk: 'G9', unknown: 'G10' } } } },
    );
    const facts: OrgFacts = {
      groups: dated(
        new Map([
          ['g9', { id: 'g9', name: 'Desk', members: 3, activeMembers: 2 }],
          ['x1', { id: 'x1', name: 'Xylophones', members: 1, activeMembers: 1 }],
        ]),
      ),
      names: dated(new Map([['LOCATION:l1', 'Berlin']])),
      remoteOnly: dated([
        {
          id: 'r',
          name: 'R',
          enabled: true,
          priority: 1,
          retentionDays: 1,
          targets: [{ type: 'GROUP', id: 'g9' }],
        },
      ]),
    };
    expect(knownTargets(p, p.environments[0]!, facts)).toEqual([
      { type: 'GROUP', id: '{{desk}}', resolved: 'G9', name: 'Desk', policies: 1 },
      { type: 'GROUP', id: 'x1', resolved: 'x1', name: 'Xylophones', policies: 1 },
      { type: 'SKILL', id: '{{spanish}}', resolved: 'S1', name: undefined, policies: 1 },
      { type: 'LOCATION', id: 'l1', resolved: 'l1', name: 'Berlin', policies: 0 },
      { type: 'GROUP', id: '{{unknown}}', resolved: 'G10', name: undefined, policies: 0 },
    ]);
  });
});
