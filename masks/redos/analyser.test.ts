import { describe, expect, it } from 'vitest';
import type { Job, MaskWorker, WorkerMessage } from '../worker/protocol';
import { createMaskAnalyser } from './analyser';
import { verdictKey } from './memory';
import type { Verdict } from './verdict';

const EXPONENTIAL = '(a+)+$';
/** The quick analysis cannot decide these: their features or its limits. */
const OPEN = ['(?<=^([^q]|q[^q]*q)*),\\s', '[A-Z][a-z]\\w+(?=[A-Z])', '(\\d)\\d*\\1\\d*\\1'] as const;
const SAFE: Verdict = { kind: 'safe', source: 'recheck', stage: 'final' };
const LATER: Verdict = { kind: 'undecided', reason: 'time-limit', source: 'limits', stage: 'first' };

/** A worker that answers when told, and timers that run when told. */
function setUp(options: { remembered?: unknown; capacity?: number } = {}) {
  const jobs: Job[] = [];
  const timers = new Set<{ run: () => void; ms: number }>();
  let listener: (message: WorkerMessage) => void = () => undefined;
  let exit: () => void = () => undefined;
  const counts = { spawned: 0, terminated: 0 };
  const spawnWorker = (): MaskWorker => {
    counts.spawned++;
    return {
      post: (job) => jobs.push(job),
      onMessage: (added) => {
        listener = added;
      },
      onExit: (added) => {
        exit = added;
      },
      terminate: () => {
        counts.terminated++;
      },
    };
  };
  const analyser = createMaskAnalyser({
    ...options,
    spawnWorker,
    clock: { now: () => 0 },
    schedule: (run, ms) => {
      const timer = { run, ms };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  return {
    analyser,
    jobs,
    counts,
    ready: () => listener({ type: 'ready' }),
    answer: (verdict: Verdict, done = true) =>
      listener({ type: 'verdict', id: jobs.at(-1)!.id, verdict, done }),
    crash: () => exit(),
    fire: () => {
      const [timer] = timers;
      timers.delete(timer!);
      timer!.run();
      return timer!.ms;
    },
  };
}

describe('peek', () => {
  it('answers at once: proofs are final, the rest is open to better', () => {
    const { analyser } = setUp();
    expect(analyser.peek('\\d{16}')).toMatchObject({ kind: 'safe', stage: 'final' });
    expect(analyser.peek(EXPONENTIAL)).toMatchObject({ kind: 'exponential', stage: 'first' });
    expect(analyser.peek(OPEN[0])).toMatchObject({ kind: 'undecided', stage: 'first' });
  });

  it('without a worker, is the last word', () => {
    const analyser = createMaskAnalyser({ clock: { now: () => 0 } });
    expect(analyser.peek(OPEN[0])).toMatchObject({ kind: 'undecided', stage: 'final' });
  });
});

describe('request', () => {
  it('starts no worker for what is final', () => {
    const { analyser, counts } = setUp();
    analyser.request('\\d{16}', '', () => expect.unreachable());
    expect(counts.spawned).toBe(0);
  });

  it('tells better verdicts as they come and remembers the last', () => {
    const { analyser, ready, answer, jobs } = setUp();
    const told: string[] = [];
    analyser.request(OPEN[0], '', (verdict) => told.push(`${verdict.kind} ${verdict.stage}`));
    expect(jobs).toEqual([]);
    ready();
    expect(jobs).toMatchObject([{ pattern: OPEN[0], effort: 'normal' }]);
    answer(LATER, false);
    answer(SAFE);
    expect(told).toEqual(['undecided first', 'safe final']);
    expect(analyser.peek(OPEN[0])).toEqual(SAFE);
  });

  it('takes the newest first, and drops what nobody waits for', () => {
    const { analyser, ready, answer, jobs } = setUp();
    const cancel = OPEN.map((pattern) => analyser.request(pattern, '', () => undefined));
    analyser.request(EXPONENTIAL, '', () => undefined);
    cancel[1]!();
    ready();
    for (let i = 0; i < 3; i++) answer(SAFE);
    expect(jobs.map((job) => job.pattern)).toEqual([OPEN[0], EXPONENTIAL, OPEN[2]]);
  });

  it('gives the undecided a longer second look when nothing else waits, and interrupts it for newer work', () => {
    const { analyser, ready, answer, jobs, counts } = setUp();
    analyser.request(OPEN[0], '', () => undefined);
    ready();
    answer(LATER);
    expect(jobs.at(-1)).toMatchObject({ pattern: OPEN[0], effort: 'idle' });
    analyser.request(OPEN[1], '', () => undefined);
    expect(counts).toEqual({ spawned: 2, terminated: 1 });
    ready();
    expect(jobs.at(-1)).toMatchObject({ pattern: OPEN[1], effort: 'normal' });
    answer(SAFE);
    expect(jobs.at(-1)).toMatchObject({ pattern: OPEN[0], effort: 'idle' });
  });

  it('kills a worker that overruns, and says so in the end', () => {
    const { analyser, ready, fire, counts, jobs } = setUp();
    const told: Verdict[] = [];
    analyser.request(OPEN[0], '', (verdict) => told.push(verdict));
    ready();
    expect(fire()).toBe(1500);
    expect(counts.terminated).toBe(1);
    expect(told.at(-1)).toMatchObject({ kind: 'undecided', reason: 'time-limit', stage: 'first' });
    ready();
    expect(jobs.at(-1)!.effort).toBe('idle');
    expect(fire()).toBe(12_000);
    expect(told.at(-1)).toMatchObject({ kind: 'undecided', reason: 'time-limit', stage: 'final' });
    expect(counts).toEqual({ spawned: 2, terminated: 2 });
  });

  it('keeps a fault found on the main thread when the worker dies', () => {
    const { analyser, ready, crash } = setUp();
    const told: Verdict[] = [];
    analyser.request(EXPONENTIAL, '', (verdict) => told.push(verdict));
    ready();
    crash();
    expect(told.at(-1)).toMatchObject({ kind: 'exponential', stage: 'final' });
  });

  it('does not finish what nobody waits for any more while somebody waits for another', () => {
    const { analyser, ready, fire, counts, jobs, answer } = setUp();
    const told: string[] = [];
    const cancel = analyser.request(OPEN[0], '', () => expect.unreachable());
    ready();
    cancel();
    analyser.request(OPEN[1], '', (verdict) => told.push(verdict.kind));
    // It has a little time left, as starting a worker costs more than most runs.
    expect(counts.terminated).toBe(0);
    expect(fire()).toBe(300);
    expect(counts).toEqual({ spawned: 2, terminated: 1 });
    ready();
    expect(jobs.at(-1)!.pattern).toBe(OPEN[1]);
    answer(SAFE);
    expect(told).toEqual(['safe']);
  });

  it('gives a run its full time where it was wanted again', () => {
    const { analyser, ready, fire, counts, answer } = setUp();
    const cancel = analyser.request(OPEN[0], '', () => expect.unreachable());
    ready();
    cancel();
    const told: string[] = [];
    analyser.request(OPEN[0], '', (verdict) => told.push(verdict.kind));
    expect(fire()).toBe(300);
    expect(counts.terminated).toBe(0);
    expect(fire()).toBe(1500);
    expect(counts.terminated).toBe(1);
    ready();
    answer(SAFE);
    expect(told).toEqual(['undecided', 'safe']);
  });

  it('begins nothing that was given up while the worker started', () => {
    const { analyser, ready, jobs } = setUp();
    analyser.request(OPEN[0], '', () => expect.unreachable())();
    analyser.request(OPEN[1], '', () => undefined);
    ready();
    expect(jobs.map((job) => job.pattern)).toEqual([OPEN[1]]);
  });

  it('stops its worker when disposed, and ends an idle one after a while', () => {
    const first = setUp();
    first.analyser.request(OPEN[0], '', () => expect.unreachable());
    first.analyser.dispose();
    expect(first.counts.terminated).toBe(1);
    const second = setUp();
    second.analyser.request(OPEN[0], '', () => undefined);
    second.ready();
    second.answer(SAFE);
    expect(second.fire()).toBe(30_000);
    expect(second.counts.terminated).toBe(1);
  });
});

describe('memory', () => {
  it('comes back after a restart, final verdicts only', () => {
    const { analyser, ready, answer } = setUp();
    analyser.request(OPEN[0], '', () => undefined);
    ready();
    answer(SAFE);
    analyser.peek(OPEN[1]);
    const saved: unknown = JSON.parse(JSON.stringify(analyser.export()));
    const next = setUp({ remembered: saved });
    expect(next.analyser.peek(OPEN[0])).toEqual(SAFE);
    expect(next.analyser.peek(OPEN[1]).stage).toBe('first');
  });

  it('is not misled by a damaged file or by another version', () => {
    const key = verdictKey(OPEN[0], '');
    const bad: unknown[] = [
      'x',
      [null],
      [[key, { kind: 'safe', stage: 'first' }]],
      [[key, { kind: 'exponential', stage: 'final' }]],
      [[key.replace(/^\d+/, '0'), SAFE]],
      [
        [
          key,
          {
            kind: 'polynomial',
            stage: 'final',
            attack: { prefix: '', pump: 'a', suffix: '', repeat: 3 },
            hotspot: [0, 1],
          },
        ],
      ],
    ];
    for (const remembered of bad) expect(setUp({ remembered }).analyser.peek(OPEN[0]).kind).toBe('undecided');
  });

  it('is bounded', () => {
    const { analyser } = setUp({ capacity: 10 });
    for (let i = 0; i < 50; i++) analyser.peek(`\\d{${i}}x`);
    expect(analyser.export()).toHaveLength(10);
  });

  it('holds no pattern that is too long to be analysed', () => {
    const { analyser, counts } = setUp();
    const pattern = `(a+)+${'x'.repeat(10_000)}`;
    expect(analyser.peek(pattern)).toMatchObject({ kind: 'undecided', reason: 'too-long', stage: 'final' });
    analyser.request(pattern, '', () => expect.unreachable());
    expect(counts.spawned).toBe(0);
    expect(analyser.export()).toEqual([]);
  });
});

describe('analyseToEnd', () => {
  it('waits for the final verdict of each', async () => {
    const { analyser, ready, answer } = setUp();
    const end = analyser.analyseToEnd(['\\d{16}', OPEN[0], OPEN[0]]);
    ready();
    answer(LATER);
    answer(SAFE);
    expect([...(await end)].map(([pattern, verdict]) => [pattern, verdict.kind])).toEqual([
      ['\\d{16}', 'safe'],
      [OPEN[0], 'safe'],
    ]);
  });
});
