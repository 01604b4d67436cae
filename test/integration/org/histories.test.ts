import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../core/json/parse';
import type { FaultAction } from '../../../emulator';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { OrgEngine } from '../../../org/engine';
import type { PolicyBody } from '../../../schemas/org-api';
import { CrashPoints } from './crash';
import { policy, type Rig, rig, YES } from './kit';

const FIELDS = ['retentionDays', 'description', 'priority'] as const;
type Field = (typeof FIELDS)[number];
const NAMES = ['A', 'B'];

interface Edit {
  kind: 'edit-file' | 'edit-org';
  policy: number;
  field: Field;
}
interface Run {
  kind: 'deploy' | 'pull';
  fault: { action: FaultAction; nth: number; write: boolean; field: Field } | undefined;
  crashAt: number;
}
type Step = Edit | Run;

const faults: FaultAction[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'close', when: 'after' },
  { kind: 'truncate', how: 'content' },
  { kind: 'truncate', how: 'wire' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503, when: 'after' },
  { kind: 'html', status: 502, when: 'after' },
  { kind: 'html', status: 200 },
  { kind: 'retry-after', value: 'soon', status: 429 },
  { kind: 'second-editor' },
  { kind: 'second-editor' },
  { kind: 'second-editor' },
  { kind: 'expire-tokens' },
  { kind: 'stale', requests: 2 },
  { kind: 'redirect', status: 307, location: 'https://elsewhere.example/' },
  { kind: 'shape', change: 'body-null' },
];

const edit = fc.record({
  kind: fc.constantFrom('edit-file' as const, 'edit-org' as const),
  policy: fc.nat(1),
  field: fc.constantFrom(...FIELDS),
});
const run = fc.record({
  kind: fc.constantFrom('deploy' as const, 'deploy' as const, 'pull' as const),
  fault: fc.option(
    fc.record({
      action: fc.constantFrom(...faults),
      nth: fc.integer({ min: 1, max: 2 }),
      write: fc.boolean(),
      field: fc.constantFrom(...FIELDS),
    }),
    { nil: undefined },
  ),
  crashAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 45 })),
});
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: edit }, { weight: 2, arbitrary: run }),
  { minLength: 3, maxLength: 12 },
);

/** A world of two editors (file and org) and an engine that meets faults and dies. */
class World {
  private counter = 0;
  private dead = new Set<number>();
  private pid = 1000;
  /**
   * By policy and field: values that were in the file at some time, and values that only somebody in the org
   * has set.
   */
  readonly inFile = new Map<string, Set<unknown>>();
  private checkedWrites = 0;

  constructor(readonly r: Rig) {}

  static async make(): Promise<World> {
    const r = await rig();
    for (const [i, name] of NAMES.entries()) {
      await r.project.write(
        `${name}.recpolicy.json`,
        `{\n  // note of ${name}\n${JSON.stringify(policy({ name, priority: 100, targets: [{ type: 'SKILL', id: `s${i}` }] }), null, 2).slice(2)}\n`,
      );
    }
    await r.engine.deploy('test', { approval: YES });
    const w = new World(r);
    await w.look();
    return w;
  }

  fresh(field: Field): number | string {
    const n = ++this.counter;
    return field === 'retentionDays' ? 100 + n : field === 'priority' ? 1000 + n : `text ${n}`;
  }

  async valueInFile(name: string): Promise<PolicyBody> {
    return parseJson(await this.r.project.read(`${name}.recpolicy.json`)).root!.value as PolicyBody;
  }

  async look(): Promise<void> {
    for (const name of NAMES) {
      const value = await this.valueInFile(name);
      for (const f of [...FIELDS, 'evaluationMode'] as const) {
        const key = `${name}/${f}`;
        this.inFile.set(key, (this.inFile.get(key) ?? new Set()).add(value[f]));
      }
    }
  }

  async do(step: Step): Promise<void> {
    const { r } = this;
    if ('policy' in step && step.kind === 'edit-org') {
      r.org.updatePolicy(NAMES[step.policy]!, { [step.field]: this.fresh(step.field) });
      return;
    }
    if ('policy' in step) {
      const name = NAMES[step.policy]!;
      const text = await r.project.read(`${name}.recpolicy.json`);
      await r.project.write(
        `${name}.recpolicy.json`,
        text.replace(
          new RegExp(`"${step.field}": ("[^"]*"|\\d+)`),
          `"${step.field}": ${JSON.stringify(this.fresh(step.field))}`,
        ),
      );
      await this.look();
      return;
    }
    const before = await Promise.all(NAMES.map((n) => this.valueInFile(n)));
    if (step.fault !== undefined) {
      const { action, nth, write, field } = step.fault;
      // Another editor gets in between: with a value of its own, so that its loss would show.
      const between = action.kind === 'second-editor';
      const act = between ? { ...action, set: { [field]: this.fresh(field) } } : action;
      r.org.addFaults({ match: { method: write || between ? 'write' : 'GET' }, nth, do: act });
    }
    await this.engineRuns(step);
    r.org.clearFaults();
    await this.look();
    await this.assertNothingLost(before);
  }

  /** Resolves when the engine is done or dead. */
  private async engineRuns(step: Run): Promise<void> {
    const { r } = this;
    const pid = ++this.pid;
    let die: () => void = () => undefined;
    const died = new Promise<void>((resolve) => {
      die = resolve;
    });
    const points = new CrashPoints(step.crashAt, () => {
      this.dead.add(pid);
      die();
      return new Promise<never>(() => undefined);
    });
    const engine = new OrgEngine({
      project: r.project,
      fs: points.fs(new NodeFileSystem()),
      state: { ...r.state, fs: points.fs(r.state.fs) },
      fetch: points.fetch((u, i) => fetch(u, i)),
      credentials: { credentials: async () => r.org.credentials() },
      processInfo: {
        pid,
        host: 'h',
        user: 'u',
        born: undefined,
        alive: (p) => !this.dead.has(p) && p <= this.pid,
      },
      allowedHosts: undefined,
      clock: r.clock,
    });
    const work: Promise<unknown> =
      step.kind === 'deploy' ? engine.deploy('test', { approval: YES }) : engine.pull('test');
    await Promise.race([died, work.catch((e: Error) => expect(e.name, e.stack).toMatch(/Error$/))]);
    this.dead.add(pid);
  }

  private async assertNothingLost(before: readonly PolicyBody[]): Promise<void> {
    const { r } = this;
    const names = r.org.policies().map((p) => p.name);
    expect([...names].sort(), 'no duplicate, none deleted').toEqual(NAMES);
    const me = r.org.credentials().clientId;
    for (const w of r.org.writes.slice(this.checkedWrites)) {
      if (w.by !== me || w.action !== 'update') continue;
      expect(w.ifMatch, 'every write is conditional').toBe(w.etagBefore);
      const [was, is] = [w.before as PolicyBody, w.after as PolicyBody];
      for (const f of [...FIELDS, 'evaluationMode'] as const) {
        if (was[f] === is[f]) continue;
        expect(
          this.inFile.get(`${w.name}/${f}`)!.has(was[f]),
          `${w.name}.${f}: ${was[f]} was overwritten by ${is[f]} without ever having been seen`,
        ).toBe(true);
      }
    }
    this.checkedWrites = r.org.writes.length;
    for (const [i, name] of NAMES.entries()) {
      const after = await this.valueInFile(name);
      expect(await r.project.read(`${name}.recpolicy.json`)).toContain(`// note of ${name}`);
      for (const f of FIELDS) {
        if (after[f] === before[i]![f]) continue;
        const known = r.org.writes.some(
          (w) => w.name === name && (w.after as PolicyBody)[f] === before[i]![f],
        );
        expect(
          known,
          `${name}.${f}: the local edit ${before[i]![f]} was replaced by ${after[f]} and is nowhere in the org`,
        ).toBe(true);
      }
    }
  }

  /**
   * Without faults everything settles: conflicts are solved by a person, and then a deploy has nothing to do.
   */
  async settle(): Promise<void> {
    const { r } = this;
    await this.do({ kind: 'pull', fault: undefined, crashAt: 0 });
    for (const c of (await r.engine.plan('test')).changes) {
      if (c.action !== 'conflict') continue;
      const sides = await r.engine.compare('test', c.file!);
      await r.engine.markMerged('test', c.file!, { id: sides.id!, etag: sides.etag });
      await this.look();
      for (const f of FIELDS) this.inFile.get(`${c.name}/${f}`)!.add(r.org.policy(c.name)[f]);
      this.inFile.get(`${c.name}/evaluationMode`)!.add(r.org.policy(c.name).evaluationMode);
    }
    await this.do({ kind: 'deploy', fault: undefined, crashAt: 0 });
    const plan = await r.engine.plan('test');
    expect(plan.changes.map((c) => [c.action, c.reason])).toEqual(NAMES.map(() => ['none', 'In sync.']));
    const writes = r.writes().length;
    await this.do({ kind: 'deploy', fault: undefined, crashAt: 0 });
    expect(r.writes()).toHaveLength(writes);
  }
}

describe('random histories of two editors and an engine that meets faults and dies', () => {
  it('lose no edit, overwrite nothing unseen, create no duplicate, and settle', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const world = await World.make();
        for (const step of history) await world.do(step);
        await world.settle();
        await world.r.emulator.stop();
      }),
      { numRuns: Number(process.env['HISTORIES'] ?? 40), interruptAfterTimeLimit: 240_000 },
    );
  });
});
