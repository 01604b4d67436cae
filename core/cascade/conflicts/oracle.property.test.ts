import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../findings/finding';
import { Workspace } from '../../index/workspace';
import { checkFiles, ROOT, testServices } from '../../testing/check';
import { effectivePolicy } from '../effective';

/** What a policy file says, and the same worked out in the plainest way: every pair, every target. */
interface Model {
  readonly name: string;
  readonly enabled: boolean;
  readonly priority: number;
  readonly retentionDays: number;
  readonly mask: boolean;
  readonly targets: readonly { readonly type: string; readonly id: string }[];
}

const ENVIRONMENTS = {
  prod: { variables: { v: 'one', w: 'TWO' }, minimumRetentionDays: 20 },
  dev: { variables: { v: 'two' } },
} as const;
type Name = keyof typeof ENVIRONMENTS;
const NAMES = Object.keys(ENVIRONMENTS) as Name[];

const model = fc.record({
  enabled: fc.constantFrom(true, true, true, false),
  priority: fc.integer({ min: 1, max: 4 }),
  retentionDays: fc.constantFrom(10, 15, 30),
  mask: fc.boolean(),
  targets: fc.array(
    fc.record({
      type: fc.constantFrom('GROUP', 'SKILL'),
      id: fc.constantFrom('one', 'One', 'two', '{{v}}', '{{w}}'),
    }),
    { maxLength: 4 },
  ),
});
const project = fc
  .array(model, { minLength: 1, maxLength: 8 })
  .map((models): Model[] => models.map((m, i) => ({ ...m, name: `P${i}` })));

const fileOf = (m: Model) => `${m.name}.recpolicy.json`;
const textOf = (m: Model) =>
  JSON.stringify({
    ...m,
    complianceSettings: { maskSensitiveData: m.mask, allowedMaskPatterns: ['x'] },
  });
const filesOf = (models: readonly Model[]) => ({
  'recpolicy.config.json': JSON.stringify({ environments: ENVIRONMENTS }),
  ...Object.fromEntries(models.map((m) => [fileOf(m), textOf(m)])),
});

function keyOf(target: { type: string; id: string }, name: Name): string | undefined {
  const variables: Record<string, string> = ENVIRONMENTS[name].variables;
  const use = /^\{\{(\w)\}\}$/.exec(target.id)?.[1];
  const id = use === undefined ? target.id : variables[use];
  return id === undefined ? undefined : `${target.type}:${id.toLowerCase()}`;
}
const keysOf = (m: Model, name: Name) => m.targets.map((t) => keyOf(t, name));
const has = (m: Model, key: string | undefined, name: Name) =>
  key !== undefined && m.enabled && keysOf(m, name).includes(key);
const lasting = (m: Model, name: Name) =>
  Math.max(m.retentionDays, name === 'prod' ? ENVIRONMENTS.prod.minimumRetentionDays : 0);

const collidesIn = (a: Model, b: Model, name: Name) =>
  a !== b && a.enabled && a.priority === b.priority && keysOf(a, name).some((k) => has(b, k, name));
const shadowedIn = (a: Model, all: readonly Model[], name: Name) =>
  a.enabled &&
  a.targets.length > 0 &&
  keysOf(a, name).every((k) => all.some((b) => b.priority < a.priority && has(b, k, name)));

function overlapsOn(a: Model, all: readonly Model[], index: number): boolean {
  return NAMES.some((name) => {
    const key = keysOf(a, name)[index];
    // A target named twice is one target: the first.
    if (!has(a, key, name) || keysOf(a, name).indexOf(key) !== index || shadowedIn(a, all, name))
      return false;
    const on = all.filter((b) => has(b, key, name));
    const top = Math.min(...on.map((b) => b.priority));
    if (a.priority === top && on.some((b) => b !== a && b.priority === top)) return false;
    return on.some(
      (b) =>
        b.priority !== a.priority &&
        (lasting(b, name) !== lasting(a, name) || b.mask !== a.mask) &&
        !shadowedIn(b, all, name),
    );
  });
}

const of = (findings: readonly Finding[], code: string) => findings.filter((f) => f.code === code);

describe('conflict rules, against every pair worked out by hand', () => {
  it('find each collision, shadow and overlap, and no other', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(project, (models) => {
        const checked = checkFiles(filesOf(models));
        for (const m of models) {
          const { doc, findings } = checked.get(fileOf(m))!;
          const rivals = models.filter((b) => NAMES.some((n) => collidesIn(m, b, n)));
          const collisions = of(findings, 'priority-collision');
          expect(collisions.length, `${m.name} collides`).toBe(rivals.length > 0 ? 1 : 0);
          if (rivals.length > 0) {
            const related = collisions[0]!.related.map((r) => r.uri).sort();
            expect(related).toEqual(rivals.map((b) => `${ROOT}/${fileOf(b)}`).sort());
            for (const n of NAMES)
              expect(new RegExp(`\\b${n}\\b`).test(collisions[0]!.message)).toBe(
                models.some((b) => collidesIn(m, b, n)),
              );
          }
          const shadowed = NAMES.filter((n) => shadowedIn(m, models, n));
          expect(of(findings, 'shadowed-policy').length, `${m.name} is shadowed`).toBe(
            shadowed.length > 0 ? 1 : 0,
          );
          const items = doc.property('targets')!.items!;
          const overlaps = of(findings, 'overlapping-targets').map((f) =>
            items.findIndex((i) => f.start > i.start && f.end < i.end),
          );
          expect([...new Set(overlaps)].sort(), `${m.name} overlaps`).toEqual(
            m.targets.flatMap((_, i) => (overlapsOn(m, models, i) ? [i] : [])),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('agree with the cascade of every agent', { timeout: 60_000 }, () => {
    const agent = fc.record({
      groups: fc.subarray(['one', 'TWO', 'nobody']),
      skills: fc.subarray(['one', 'two']),
    });
    fc.assert(
      fc.property(project, agent, fc.constantFrom(...NAMES), (models, who, name) => {
        const workspace = new Workspace([ROOT], testServices());
        for (const [path, text] of Object.entries(filesOf(models))) workspace.put(`${ROOT}/${path}`, text);
        const index = [...workspace.allProjects()][0]!.environment(name)!;
        const effective = effectivePolicy(index, who);
        const keys = [
          ...who.groups.map((id) => `GROUP:${id.toLowerCase()}`),
          ...who.skills.map((id) => `SKILL:${id}`),
        ];
        const matching = models
          .filter((m) => keys.some((k) => has(m, k, name)))
          .sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1));
        expect(effective.entries.map((e) => e.policy.label)).toEqual(matching.map((m) => m.name));
        const best = matching.filter((m) => m.priority === matching[0]?.priority);
        expect(effective.winner?.policy.label).toBe(best.length === 1 ? best[0]!.name : undefined);
        expect(effective.ties.map((e) => e.policy.label)).toEqual(
          best.length > 1 ? best.map((m) => m.name) : [],
        );
        const kept = new Set(best.map((m) => lasting(m, name)));
        expect(effective.retentionDays).toBe(kept.size === 1 ? [...kept][0] : undefined);
        // A shadowed policy wins for nobody.
        if (best.length === 1) expect(shadowedIn(best[0]!, models, name)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
