import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EffectiveReport } from '../core/cascade/report/effective-report';
import {
  type MarkdownResult,
  Methods,
  type PolicyTestRun,
  type PolicyTestsResult,
  type ProjectsResult,
} from './protocol';
import { FOLDER, TestClient } from './testing/client';
import { MemoryFiles } from './testing/files';
import { policy } from './testing/policies';

const A = `${FOLDER}/a.recpolicy.json`;
const TESTS = `${FOLDER}/t.recpolicy-test.json`;
const PSR = `${FOLDER}/x.psr.json`;
const PROD = { folder: FOLDER, environment: 'prod' };
const desk = { type: 'GROUP', id: '{{desk}}' };

let client: TestClient;
let files: MemoryFiles;
beforeEach(async () => {
  files = new MemoryFiles({
    [`${FOLDER}/recpolicy.config.json`]: JSON.stringify({
      environments: {
        prod: { orgDomain: 'acme', variables: { desk: 'g1' } },
        test: { orgDomain: 'acme-test' },
      },
    }),
    [A]: policy({ targets: [desk] }),
    [TESTS]: JSON.stringify({
      environment: 'prod',
      tests: [
        { name: 'kept', agent: { groups: ['{{desk}}'] }, expect: { retentionDays: 90 } },
        { name: 'masked', agent: { groups: ['{{desk}}'] }, expect: { masks: ['4111111111111111'] } },
      ],
    }),
    [PSR]: '{ "enabled": true, "retention": { "sessionVideoDays": 30 } }',
  });
  client = await TestClient.start({ files, initializationOptions: { views: true } });
});
afterEach(() => client.dispose());

const effective = () =>
  client.request<EffectiveReport | null>(Methods.effectivePolicy, { ...PROD, targets: [desk] });

describe('views', () => {
  it('tells projects and their environments', async () => {
    const { projects, current } = await client.request<ProjectsResult>(Methods.projects, { uri: A });
    expect(projects).toEqual([{ folder: FOLDER, environments: ['prod', 'test'], policies: 1 }]);
    expect(current).toBe(FOLDER);
  });

  it('answers for a target from files nobody opened, then from the text being typed', async () => {
    expect((await effective())?.summary).toBe(
      '“Payments_Calls_Recording” applies: recordings are kept 90 days.',
    );
    await client.open(A, policy({ targets: [desk], retentionDays: 180 }));
    expect((await effective())?.summary).toContain('kept 180 days');
  });

  it('counts what only the org has', async () => {
    const remote = {
      id: 'r',
      name: 'Old',
      enabled: true,
      priority: 1,
      retentionDays: 5,
      targets: [{ type: 'GROUP', id: 'G1' }],
    };
    const remoteOnly = { value: [remote], asOf: new Date().toISOString(), complete: true };
    await client.notify(Methods.orgFacts, { environments: { prod: { remoteOnly } } });
    expect((await effective())?.entries.map((e) => e.label)).toEqual(['Old', 'Payments_Calls_Recording']);
  });

  it('tells environments of one name in two projects apart', async () => {
    const inner = `${FOLDER}/inner`;
    files.texts.set(
      `${inner}/recpolicy.config.json`,
      JSON.stringify({ environments: { prod: { orgDomain: 'other', variables: { desk: 'g1' } } } }),
    );
    files.texts.set(`${inner}/b.recpolicy.json`, policy({ targets: [desk] }));
    await client.dispose();
    client = await TestClient.start({ files, initializationOptions: { views: true } });
    const old = { id: 'r', name: 'Old', enabled: true, priority: 1, retentionDays: 5 };
    const remote = { ...old, targets: [{ type: 'GROUP', id: 'G1' }] };
    const remoteOnly = { value: [remote], asOf: new Date().toISOString(), complete: true };
    await client.notify(Methods.orgFacts, { folder: inner, environments: { prod: { remoteOnly } } });
    const winner = async (folder: string) => {
      const asked = { folder, environment: 'prod', targets: [desk] };
      return (await client.request<EffectiveReport | null>(Methods.effectivePolicy, asked))?.entries[0]
        ?.label;
    };
    expect(await winner(FOLDER)).toBe('Payments_Calls_Recording');
    expect(await winner(inner)).toBe('Old');
    await client.notify(Methods.orgFacts, { folder: inner, environments: { prod: null } });
    expect(await winner(inner)).toBe('Payments_Calls_Recording');
  });

  it('finds the target at a place: the one there, else the first of the policy', async () => {
    const text = policy({ targets: [{ type: 'SKILL', id: 's' }, desk] });
    await client.open(A, text);
    const at = (needle: string) => {
      const lines = text.slice(0, text.indexOf(needle)).split('\n');
      const position = { line: lines.length - 1, character: lines.at(-1)!.length };
      return client.request(Methods.targetAt, { uri: A, position });
    };
    expect(await at('{{desk}}')).toEqual({ folder: FOLDER, target: desk });
    expect(await at('"retentionDays"')).toEqual({ folder: FOLDER, target: { type: 'SKILL', id: 's' } });
  });

  it('knows the targets one can ask about', async () => {
    const known = await client.request(Methods.knownTargets, PROD);
    expect(known).toEqual([{ type: 'GROUP', id: '{{desk}}', resolved: 'g1', policies: 1 }]);
  });

  it('draws a map and makes a checklist', async () => {
    const map = await client.request<MarkdownResult>(Methods.policyMap, PROD);
    expect(map.markdown).toContain('# Policy map of prod');
    const list = await client.request<MarkdownResult>(Methods.consoleChecklist, { uri: PSR });
    expect(list.markdown).toContain('The retention period is **30 days**.');
    expect(list.markdown).toContain('(errors: 3, warnings: 2)');
    expect(await client.request(Methods.consoleChecklist, { uri: A })).toBeNull();
  });

  it('lists and runs tests with ranges and what differs', async () => {
    const listed = await client.request<PolicyTestsResult>(Methods.policyTests, { uri: TESTS });
    expect(listed.environments).toEqual(['prod']);
    expect(listed.tests.map((t) => t.name)).toEqual(['kept', 'masked']);
    const runs = await client.request<PolicyTestRun[]>(Methods.runTests, { uri: TESTS });
    expect(runs.map((r) => [r.index, r.environment, r.outcome])).toEqual([
      [0, 'prod', 'passed'],
      [1, 'prod', 'failed'],
    ]);
    expect(runs[1]!.messages[0]).toMatchObject({ expected: 'hidden', actual: 'readable' });
  });

  it('answers nothing for a project or environment that is not there', async () => {
    const nowhere = { folder: `${FOLDER}/other`, environment: 'prod', targets: [desk] };
    expect(await client.request(Methods.effectivePolicy, nowhere)).toBeNull();
    expect(await client.request(Methods.policyMap, { ...PROD, environment: 'nope' })).toBeNull();
  });

  it('tells of changes those who asked for it', async () => {
    let told = 0;
    client.connection.onNotification(Methods.changed, () => {
      told++;
    });
    await effective();
    const before = told;
    await client.open(A, policy({ targets: [desk], retentionDays: 181 }));
    await expect.poll(() => told).toBeGreaterThan(before);
  });
});
