import { describe, expect, it } from 'vitest';
import type { MaskAnalyser } from '../unsafe/analyser';
import type { Verdict } from '../unsafe/verdict';
import { AnalysedMasks } from './oracle';

const NONE = { sensitive: [], ordinary: [] };
const SAFE: Verdict = { kind: 'safe', source: 'proof', stage: 'final' };
const OPEN: Verdict = { kind: 'undecided', reason: 'too-complex', source: 'automaton', stage: 'first' };

/** An analyser that leaves open what the test wants, and whose clock goes on with every look. */
function setUp(open: readonly string[], options: { budget?: number } = {}) {
  const verdicts = new Map<string, Verdict>(open.map((pattern) => [pattern, OPEN]));
  const requests = new Map<string, (verdict: Verdict) => void>();
  const cancelled: string[] = [];
  const changes: string[][] = [];
  const due: (() => void)[] = [];
  let time = 0;
  const known = new Set<string>();
  const analyser: MaskAnalyser = {
    known: (pattern) => (known.has(pattern) ? (verdicts.get(pattern) ?? SAFE) : undefined),
    peek: (pattern) => {
      time += 1;
      known.add(pattern);
      return verdicts.get(pattern) ?? SAFE;
    },
    request: (pattern, _flags, onChange) => {
      requests.set(pattern, onChange);
      return () => cancelled.push(pattern);
    },
    analyseToEnd: async () => verdicts,
    export: () => [],
    dispose: () => {},
  };
  const masks = new AnalysedMasks({
    analyser,
    clock: { now: () => time },
    soon: (run) => due.push(run),
    onChange: (uris) => changes.push([...uris]),
    ...options,
  });
  return {
    masks,
    requests,
    cancelled,
    changes,
    answer(pattern: string, verdict: Verdict) {
      verdicts.set(pattern, verdict);
      requests.get(pattern)!(verdict);
    },
    turn: () => {
      for (const run of due.splice(0)) run();
    },
  };
}

describe('the oracle', () => {
  it('gives the same picture while nothing more is known', () => {
    const { masks } = setUp([]);
    const patterns = ['QX1', 'QX2'];
    const list = masks.list(patterns, NONE, 'x');
    expect(masks.list(patterns, NONE, 'x')).toBe(list);
    expect(masks.list(['QX1', 'QX2'], { sensitive: [], ordinary: [] }, 'y')).toBe(list);
    expect(list).toMatchObject({ pending: false, quiet: true, beyond: 0 });
  });

  it('tells those who hold the pattern, once for a turn', () => {
    const { masks, answer, changes, turn } = setUp(['a', 'b']);
    masks.list(['a', 'b'], NONE, 'x');
    masks.list(['b'], NONE, 'y');
    masks.list(['c'], NONE, 'z');
    answer('a', SAFE);
    answer('b', { ...OPEN, stage: 'final' });
    expect(changes).toEqual([]);
    turn();
    expect(changes).toEqual([['x', 'y']]);
    const list = masks.list(['a', 'b'], NONE, 'x');
    expect(list.pending).toBe(false);
    expect(list.quiet).toBe(false);
  });

  it('drops what nobody holds any more', () => {
    const { masks, cancelled } = setUp(['a', 'b']);
    masks.list(['a'], NONE, 'x');
    masks.list(['a'], NONE, 'y');
    masks.list(['b'], NONE, 'x');
    expect(cancelled).toEqual([]);
    masks.forget('y');
    expect(cancelled).toEqual(['a']);
  });

  it('puts off what does not fit into the time, and comes back to it until all is known', () => {
    const { masks, changes, turn } = setUp([], { budget: 1 });
    const patterns = Array.from({ length: 9 }, (_, i) => `x${i}`);
    let list = masks.list(patterns, NONE, 'x');
    expect(list.pending).toBe(true);
    expect(list.together).toBeUndefined();
    for (let turns = 0; list.pending && turns < 9; turns++) {
      turn();
      list = masks.list(patterns, NONE, 'x');
    }
    expect(list.patterns.every((facts) => facts !== undefined)).toBe(true);
    expect(changes.length).toBeGreaterThan(1);
  });

  it('tries patterns on the samples of the project', () => {
    const { masks } = setUp([]);
    const own = { sensitive: ['AB1234567'], ordinary: ['part 77'] };
    const [facts] = masks.list(['[A-Z]{2}\\d{7}|part'], own, 'x').patterns;
    expect(facts!.coverage.sensitive.find((r) => r.sample.kind === 'own')!.state).toBe('masked');
    expect(facts!.coverage.tooBroad.map((r) => r.sample.text)).toEqual(['part 77']);
    expect(masks.list(['[A-Z]{2}\\d{7}|part'], NONE, 'x').quiet).toBe(true);
  });

  it('looks at a thousand patterns and says how many there are beyond', () => {
    const { masks } = setUp([]);
    const list = masks.list(new Array(1002).fill('a'), NONE, 'x');
    expect(list.patterns).toHaveLength(1000);
    expect(list).toMatchObject({ beyond: 2, quiet: false });
  });
});
