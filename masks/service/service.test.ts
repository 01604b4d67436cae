import { describe, expect, it } from 'vitest';
import type { RegexVerdict } from '../redos/verdict';
import type { Job, MaskWorker, WorkerMessage } from '../worker/protocol';
import { MaskService, type MaskServiceOptions } from './service';

const NONE = { sensitive: [], ordinary: [] };
const SAFE: RegexVerdict = { kind: 'safe', source: 'proof', stage: 'final' };
/** Too large for the quick look. */
const open = (name: string) => `${name}(?:ab?){1,40}`.repeat(20);

class FakeWorker implements MaskWorker {
  readonly jobs: Job[] = [];
  terminated = false;
  private tell: (message: WorkerMessage) => void = () => undefined;
  exit: () => void = () => undefined;

  post(job: Job): void {
    this.jobs.push(job);
  }
  onMessage(listener: (message: WorkerMessage) => void): void {
    this.tell = listener;
    listener({ type: 'ready' });
  }
  onExit(listener: () => void): void {
    this.exit = listener;
  }
  terminate(): void {
    this.terminated = true;
  }
  answer(verdict: RegexVerdict): void {
    this.tell({ type: 'verdict', id: this.jobs.at(-1)!.id, verdict });
  }
}

/**
 * A service of an editor whose time goes on by a step at each look at the clock, and whose timers run when
 * the test says so.
 */
function editor({ step = 0, ...options }: { step?: number } & Partial<MaskServiceOptions> = {}) {
  const workers: FakeWorker[] = [];
  const changes: string[][] = [];
  const due = new Map<number, { run: () => void; at: number }>();
  let time = 0;
  let timer = 0;
  const service = new MaskService({
    startWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    now: () => {
      time += step;
      return time;
    },
    schedule: (run, milliseconds) => {
      const id = timer++;
      due.set(id, { run, at: time + milliseconds });
      return () => due.delete(id);
    },
    interactive: { onChange: (uris) => changes.push([...uris].sort()) },
    ...options,
  });
  return {
    service,
    workers,
    changes,
    /** Lets so much time go by, and runs what is due. */
    pass(milliseconds: number) {
      time += milliseconds;
      for (const [id, { run, at }] of [...due])
        if (at <= time) {
          due.delete(id);
          run();
        }
    },
  };
}

const many = (name: string) => Array.from({ length: 9 }, (_, i) => `${name}\\d{${i + 3}}`);

describe('lists of patterns', () => {
  it('are the same while nothing more is known', () => {
    const { service } = editor();
    const patterns = ['QX1', 'QX2'];
    const list = service.list(patterns, NONE, 'x');
    expect(service.list(patterns, NONE, 'x')).toBe(list);
    expect(service.list(['QX1', 'QX2'], { sensitive: [], ordinary: [] }, 'y')).toBe(list);
    expect(list).toMatchObject({ pending: false, faultless: true, ignored: 0 });
  });

  it('hold a thousand patterns, and say how many there are beyond', () => {
    const list = editor().service.list(new Array(1002).fill('a'), NONE, 'x');
    expect(list.patterns).toHaveLength(1000);
    expect(list).toMatchObject({ ignored: 2, faultless: false });
  });

  it('are tried on the samples of the project', () => {
    const { service } = editor();
    const own = { sensitive: ['AB1234567'], ordinary: ['part 77'] };
    const [facts] = service.list(['[A-Z]{2}\\d{7}|part'], own, 'x').patterns;
    expect(facts!.coverage.sensitive.find((r) => r.sample.kind === 'own')!.state).toBe('masked');
    expect(facts!.coverage.tooBroad.map((r) => r.sample.text)).toEqual(['part 77']);
  });

  it('carry the findings of the policy as a whole', () => {
    const { service } = editor();
    const list = service.list(['x', '\\b\\d{16}\\b', '\\b\\d{4}-\\d{4}-\\d{4}'], NONE, 'x');
    expect(list.delimiters.map(({ pattern, kind }) => [pattern, kind])).toEqual([[1, 'card']]);
    expect([...list.partial.keys()]).toEqual([2]);
    expect(list.faultless).toBe(false);
  });
});

describe('verdicts of the worker', () => {
  it('have the documents checked again that hold the pattern, once for all that came', () => {
    const { service, workers, changes, pass } = editor();
    expect(service.list([open('a')], NONE, 'x').pending).toBe(true);
    service.list([open('a'), 'y'], NONE, 'y');
    service.list(['z'], NONE, 'z');
    expect(workers[0]!.jobs).toHaveLength(1);
    workers[0]!.answer(SAFE);
    expect(changes).toEqual([]);
    pass(100);
    expect(changes).toEqual([['x', 'y']]);
    expect(service.list([open('a')], NONE, 'x')).toMatchObject({ pending: false });
  });

  it('are asked for of the newest document first, and not for what is gone', () => {
    const { service, workers } = editor();
    const asked = () => workers[0]!.jobs.map(({ pattern }) => pattern);
    service.list([open('a')], NONE, 'x');
    service.list([open('b')], NONE, 'y');
    service.list([open('c')], NONE, 'z');
    service.forget('y');
    workers[0]!.answer(SAFE);
    workers[0]!.answer(SAFE);
    expect(asked()).toEqual([open('a'), open('c')]);
  });

  it('are tried once more where the worker dies, and not kept where it dies again', () => {
    let saved: unknown;
    const { service, workers, pass } = editor({
      verdictStore: { load: () => undefined, save: (data) => (saved = data) },
    });
    service.list([open('a')], NONE, 'x');
    workers[0]!.exit();
    expect(workers).toHaveLength(2);
    workers[1]!.exit();
    pass(100);
    expect(workers).toHaveLength(2);
    const list = service.list([open('a')], NONE, 'x');
    expect(list.pending).toBe(false);
    expect(list.patterns[0]!.verdict).toMatchObject({ reason: 'interrupted', stage: 'interrupted' });
    service.dispose();
    expect(saved).toBeUndefined();
  });

  it('are given up where the worker hangs', () => {
    const { service, workers, pass } = editor();
    service.list([open('a')], NONE, 'x');
    pass(60_001);
    expect(workers[0]!.terminated).toBe(true);
    expect(workers[1]!.jobs).toHaveLength(1);
  });

  it('are remembered from one run to the next', () => {
    let saved: unknown;
    const verdictStore = {
      load: () => saved,
      save: (data: unknown) => {
        saved = JSON.parse(JSON.stringify(data));
      },
    };
    const first = editor({ verdictStore });
    first.service.list([open('a')], NONE, 'x');
    first.workers[0]!.answer(SAFE);
    first.service.dispose();
    const next = editor({ verdictStore });
    expect(next.service.list([open('a')], NONE, 'x')).toMatchObject({ pending: false });
    expect(next.workers).toEqual([]);
  });
});

describe('turns', () => {
  it('put off what does not fit, and have it checked again when all of it is known', () => {
    const { service, changes, pass } = editor({ step: 1 });
    const patterns = many('x');
    const list = service.list(patterns, NONE, 'x');
    expect(list.pending).toBe(true);
    expect(list.combined).toBeUndefined();
    let turns = 0;
    for (; changes.length === 0; turns++) {
      expect(turns).toBeLessThan(5000);
      pass(20);
    }
    expect(turns).toBeGreaterThan(8);
    for (let last = service.list(patterns, NONE, 'x'); last.pending; last = service.list(patterns, NONE, 'x'))
      pass(20);
    expect(service.list(patterns, NONE, 'x').patterns.every((facts) => facts !== undefined)).toBe(true);
  });

  it('come to the same as no turns at all', async () => {
    const patterns = ['\\b\\d{16}\\b', '^\\d{9}$', '\\d{3}-\\d{2}-\\d{4}', '[a-z]+\\d+!', '(', '\\d*'];
    const { service, pass, workers } = editor({ step: 1 });
    const { decide } = await import('../redos/decide');
    for (let turns = 0; service.list(patterns, NONE, 'x').pending; turns++) {
      expect(turns).toBeLessThan(10_000);
      pass(20);
      const job = workers[0]?.jobs.at(-1);
      if (job !== undefined && turns % 50 === 49) workers[0]!.answer(decide(job.pattern));
    }
    const whole = new MaskService().list(patterns, NONE, 'x');
    const list = service.list(patterns, NONE, 'x');
    const said = ({ patterns: all, partial, delimiters }: typeof list) => ({
      facts: all.map((facts) => ({ ...facts, coverage: undefined })),
      partial,
      delimiters,
    });
    expect(said(list)).toEqual(said(whole));
  });

  it('work out nothing for a document that is gone', () => {
    const { service, changes, pass } = editor({ step: 1 });
    service.list(many('x'), NONE, 'x');
    service.forget('x');
    for (let turns = 0; turns < 50; turns++) pass(20);
    expect(changes).toEqual([]);
  });
});

describe('without an editor', () => {
  it('everything is decided at once, without a worker', () => {
    const list = new MaskService().list([open('a'), '(a+)+$'], NONE, 'x');
    expect(list.pending).toBe(false);
    expect(list.patterns.every((facts) => facts?.verdict.stage === 'final')).toBe(true);
  });

  it('waits for the worker before a deploy', async () => {
    const worker = new FakeWorker();
    const service = new MaskService({ startWorker: () => worker });
    let done = false;
    const decided = service.decide([open('a'), open('a'), 7, '(', '\\d{16}']).then(() => {
      done = true;
    });
    expect(worker.jobs.map(({ pattern }) => pattern)).toEqual([open('a')]);
    await Promise.resolve();
    expect(done).toBe(false);
    worker.answer(SAFE);
    await decided;
    expect(service.list([open('a')], NONE, 'x').patterns[0]!.verdict).toEqual(SAFE);
  });
});
