import { readFileSync } from 'node:fs';
import { parse as parseJsonc } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { renderMedia } from '../media/render';
import { parseOrgState } from '../state/parse';
import { demoOrgs } from './';

const now = Date.parse('2026-11-01T00:00:00Z');
const [acme, test] = demoOrgs(now) as [ReturnType<typeof demoOrgs>[0], ReturnType<typeof demoOrgs>[0]];

interface SampleEnvironment {
  orgDomain: string;
  variables: Record<string, string>;
}

describe('the data set', () => {
  it('has two orgs of a realistic size', () => {
    const sizes = [acme, test].map((o) => [
      o.groups.length,
      o.policies.length,
      o.orphans.length,
      o.audit.length,
    ]);
    expect(sizes).toEqual([
      [40, 30, 12, 1200],
      [40, 25, 4, 200],
    ]);
    expect(acme.sessions.filter((session) => session.status === 'ACTIVE').length).toBeGreaterThan(8);
  });

  it('is the same in every run and fits the API', () => {
    expect(demoOrgs(now)).toEqual([acme, test]);
    for (const org of [acme, test]) expect(parseOrgState(structuredClone(org), org.name)).toEqual(org);
  });

  // People write these ids into their own configuration, and so do the sample projects: they must never
  // change.
  it.each(['clean', 'tour'])(
    'has the groups that the sample project %s names, under the same ids',
    (sample) => {
      const file = new URL(`../../samples/${sample}/recpolicy.config.json`, import.meta.url);
      const { environments } = parseJsonc(readFileSync(file, 'utf8')) as {
        environments: Record<string, SampleEnvironment>;
      };
      for (const { orgDomain, variables } of Object.values(environments)) {
        const org = [acme, test].find((candidate) => candidate.name === orgDomain)!;
        const names = Object.values(variables).map((id) => org.groups.find((group) => group.id === id)?.name);
        expect(names).toEqual(Object.keys(variables).map(() => expect.any(String)));
      }
      expect(acme.groups[0]).toMatchObject({
        name: 'Support Agents',
        id: '832dbea6-8515-4468-a927-e3ba444e0429',
      });
    },
  );

  it('has other ids in each org', () => {
    const ids = (org: typeof acme) => [...org.groups, ...org.policies].map(({ id }) => id);
    expect(ids(test).filter((id) => ids(acme).includes(id))).toEqual([]);
    expect(new Set(ids(acme)).size).toBe(70);
  });

  it('holds the problems that people ask about', () => {
    const group = (name: string) => acme.groups.find((candidate) => candidate.name === name)!;
    expect(acme.groups.filter((g) => g.members.length === 0)).toHaveLength(2);
    expect(group('Collections Vendors').members.map((m) => m.state)).toEqual(Array(5).fill('inactive'));
    const active = group('TechSupport Agents').members.filter((m) => m.state === 'active').length;
    expect(active).toBeGreaterThan(acme.settings.maxSimultaneousStreams!);
    const onSupport = acme.policies.filter(({ payload }) =>
      payload.targets.some((t) => t.id === group('Support Agents').id),
    );
    expect(onSupport.map(({ payload }) => payload.priority)).toEqual([200, 200]);
    const known = new Set(acme.groups.map(({ id }) => id));
    const targets = acme.policies.flatMap(({ payload }) => payload.targets);
    expect(targets.filter((t) => t.type === 'GROUP' && !known.has(t.id))).toHaveLength(1);
    expect(acme.policies.some(({ payload }) => payload.retentionDays < acme.minimumRetentionDays)).toBe(true);
  });

  it('shares some instants in the audit trail, so that paging by time alone would lose records', () => {
    const times = acme.audit.map((record) => record.eventTimestamp);
    expect(new Set(times).size).toBeLessThan(times.length - 20);
    expect([...times].sort()).toEqual(times);
  });
});

describe('media', () => {
  it('is what the recording says it is', () => {
    for (const { orphan, media } of acme.orphans)
      expect(renderMedia(media).data.length).toBe(orphan.mediaSizeBytes);
  });

  it('of a call is a WAV file whose header agrees with its length', () => {
    const { data } = renderMedia({ kind: 'wav', seconds: 3 });
    expect([data.toString('latin1', 0, 4), data.toString('latin1', 8, 12)]).toEqual(['RIFF', 'WAVE']);
    expect([data.readUInt32LE(4), data.readUInt32LE(40)]).toEqual([data.length - 8, 24_000]);
    const samples = data.subarray(44);
    expect(Math.max(...samples.subarray(0, 8000))).toBeGreaterThan(170);
    expect(new Set(samples.subarray(8000, 16_000))).toEqual(new Set([128]));
  });

  it('of a screen is WebM with a VP8 key frame a second', () => {
    const { data } = renderMedia({ kind: 'webm', seconds: 4 });
    expect(data.readUInt32BE(0)).toBe(0x1a45dfa3);
    const keyFrames = data.toString('latin1').split('\x9d\x01\x2a').length - 1;
    expect(keyFrames).toBe(4);
  });

  it('of a chat is text', () => {
    expect(renderMedia({ kind: 'text', seconds: 10 }).data.toString()).toMatch(
      /^00:00:00 Agent: .+\n00:00:05 Customer: .+\n$/,
    );
  });
});
