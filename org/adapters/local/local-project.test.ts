import { describe, expect, it } from 'vitest';
import { MaskService } from '../../../masks/service/service';
import { LocalProject } from './local-project';
import { maskChecks } from './mask-checks';
import type { SourceDocument } from './source';

const GROUP = '11111111-aaaa-4bbb-8ccc-000000000001';
const POLICY = {
  name: 'Payments_Terminal_Recording',
  enabled: true,
  recordingType: 'SCREEN',
  targets: [{ type: 'GROUP', id: GROUP }],
  retentionDays: 90,
  priority: 200,
  evaluationMode: 'STRICT',
};
const CONFIG = {
  environments: {
    dev: { orgDomain: 'acme-test', include: ['policies/**', '*.json'], variables: { g: GROUP } },
    prod: { orgDomain: 'acme', protected: true, minimumRetentionDays: 60 },
  },
  pullFolder: 'pulled',
};

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

function source(files: Record<string, unknown>, unsaved: readonly string[] = []) {
  const documents = (): SourceDocument[] =>
    Object.entries(files).map(([path, value]) => ({
      path,
      text: text(value),
      ...(unsaved.includes(path) ? { unsaved: true } : {}),
    }));
  return { root: '/project', documents: async () => documents() };
}

const checks = maskChecks(new MaskService());

const open = (files: Record<string, unknown>, unsaved?: readonly string[]) =>
  LocalProject.open(source({ 'recpolicy.config.json': CONFIG, ...files }, unsaved), checks);

describe('a local project', () => {
  it('refuses environments that read the same variables', async () => {
    const environments = {
      'prod-eu': { orgDomain: 'a' },
      prod_eu: { orgDomain: 'b' },
      dev: { orgDomain: 'c' },
    };
    const project = await open({ 'recpolicy.config.json': { environments } });
    const reason = /read the same variables, RECPOLICY_PROD_EU_CLIENT_ID/;
    await expect(project.environment('prod-eu')).rejects.toThrow(reason);
    await expect(project.environment('prod_eu')).rejects.toThrow(reason);
    expect((await project.environment('dev')).orgDomain).toBe('c');
    await expect(project.environment('prod.eu')).rejects.toThrow(/There are: prod-eu, prod_eu, dev/);
  });

  it('gives environments as the engine takes them, and the folder for pulls', async () => {
    const project = await open({});
    expect(await project.environment('dev')).toEqual({
      name: 'dev',
      orgDomain: 'acme-test',
      variables: { g: GROUP },
    });
    expect(await project.environment('prod')).toEqual({
      name: 'prod',
      orgDomain: 'acme',
      protected: true,
      minimumRetentionDays: 60,
      variables: {},
    });
    expect(project.pullFolder).toBe('pulled');
    await expect(project.environment('toString')).rejects.toThrow(/There are: dev, prod/);
  });

  it('gives the policies and settings that an environment includes', async () => {
    const project = await open(
      {
        'policies/a.recpolicy.json': POLICY,
        'other/b.recpolicy.json': POLICY,
        'recording-settings.json': {},
        'admin.psr.json': {},
        'x.recpolicy-test.json': {},
      },
      ['policies/a.recpolicy.json'],
    );
    expect(await project.files('dev')).toEqual([
      { path: 'policies/a.recpolicy.json', kind: 'policy', text: text(POLICY), unsaved: true },
      { path: 'recording-settings.json', kind: 'recording-settings', text: '{}' },
    ]);
    expect((await project.files('prod')).map((f) => f.path)).toContain('other/b.recpolicy.json');
  });

  it('tells policies of a kind that no environment takes from those that another one takes', async () => {
    const environments = {
      live: { api: 'platform', region: 'mypurecloud.ie' },
      lab: { orgDomain: 'acme', include: ['lab/**'] },
    };
    const project = await open({
      'recpolicy.config.json': { environments },
      'lab/a.recpolicy.json': POLICY,
      'b.recpolicy.json': POLICY,
    });
    const files = async (environment: string) =>
      (await project.files(environment)).map((f) => [f.path, f.kind]);
    expect(await files('live')).toEqual([['b.recpolicy.json', 'foreign-policy']]);
    expect(await files('lab')).toEqual([['lab/a.recpolicy.json', 'policy']]);
  });

  it('sees what changed since the last question', async () => {
    const files: Record<string, unknown> = { 'recpolicy.config.json': CONFIG };
    const project = await LocalProject.open(source(files), checks);
    files['policies/a.recpolicy.json'] = POLICY;
    expect(await project.files('dev')).toHaveLength(1);
    files['recpolicy.config.json'] = { environments: {} };
    await expect(project.files('dev')).rejects.toThrow(/names no environment/);
  });

  it('gives the findings of one environment, with the line, for what a file would become too', async () => {
    const path = 'policies/a.recpolicy.json';
    const project = await open({ [path]: { ...POLICY, retentionDays: 45 } });
    const codes = async (env: string, overlay?: ReadonlyMap<string, string>) =>
      (await project.findings(env, [path], overlay === undefined ? {} : { overlay }))
        .filter((f) => f.severity === 'error')
        .map((f) => [f.path, f.code, f.line]);
    expect(await codes('dev')).toEqual([]);
    expect(await codes('prod')).toEqual([[path, 'retention-below-environment-minimum', 10]]);
    expect(await codes('dev', new Map([[path, text({ ...POLICY, targets: [] })]]))).toEqual([
      [path, 'no-targets', 4],
    ]);
  });

  it('counts the other files of the project, and reports only those asked about', async () => {
    const project = await open({
      'policies/a.recpolicy.json': POLICY,
      'policies/b.recpolicy.json': { ...POLICY, name: 'Other_Name_Recording' },
    });
    const found = await project.findings('dev', ['policies/b.recpolicy.json']);
    expect(found.map((f) => [f.path, f.code])).toContainEqual([
      'policies/b.recpolicy.json',
      'priority-collision',
    ]);
    expect(new Set(found.map((f) => f.path))).toEqual(new Set(['policies/b.recpolicy.json']));
  });

  it('lets no old knowledge of groups and policies speak against a deploy, only the limit of streams', async () => {
    const asOf = '2026-01-01T00:00:00Z';
    const dated = <T>(value: T) => ({ value, asOf, complete: true });
    const project = await open({
      'policies/a.recpolicy.json': POLICY,
      'recording-settings.json': { maxSimultaneousStreams: 50 },
    });
    const facts = {
      groups: dated(new Map()),
      minimumRetentionDays: dated(300),
      remoteOnly: dated([{ ...POLICY, id: 'x', name: 'Theirs_Only_Recording' }]),
      streamLimit: dated(20),
    };
    const paths = ['policies/a.recpolicy.json', 'recording-settings.json'];
    const errors = (await project.findings('dev', paths, { facts })).filter((f) => f.severity === 'error');
    expect(errors.map((f) => f.code)).toEqual(['concurrency-out-of-range']);
  });

  it.each([
    ['api', { api: 'wfm' }],
    ['orgDomain', { orgDomain: 4 }],
    ['apiBaseUrl', { orgDomain: 'acme', apiBaseUrl: ['http://127.0.0.1'] }],
    ['protected', { protected: 'true' }],
    ['include', { include: 'policies/**' }],
    ['minimumRetentionDays', { minimumRetentionDays: -1 }],
  ])('refuses an environment whose "%s" cannot be what was meant', async (key, entry) => {
    const project = await LocalProject.open(
      source({ 'recpolicy.config.json': { environments: { dev: entry } } }),
      checks,
    );
    await expect(project.environment('dev')).rejects.toThrow(new RegExp(`"${key}".*must be`));
  });
});
