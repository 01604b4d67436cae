import { describe, expect, it } from 'vitest';
import type { MaskAnalyser } from '../redos/analyser';
import type { Verdict } from '../redos/verdict';
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
    later: (run) => due.push(run),
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

const many = (name: string) => Array.from({ length: 9 }, (_, i) => `${name}${i}`);

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

  it('puts off what does not fit into the time, and tells when all of it is known', () => {
    const { masks, changes, turn } = setUp([], { budget: 1 });
    const patterns = many('x');
    const list = masks.list(patterns, NONE, 'x');
    expect(list.pending).toBe(true);
    expect(list.together).toBeUndefined();
    expect(list.patterns.filter((facts) => facts !== undefined)).toHaveLength(1);
    let turns = 0;
    for (; changes.length === 0; turns++) turn();
    expect(turns).toBeGreaterThan(8);
    expect(changes).toEqual([['x']]);
    expect(masks.list(patterns, NONE, 'x')).toMatchObject({ pending: false, deferred: [] });
  });

  it('has one time for all documents, and the newest comes first', () => {
    const { masks, changes, turn } = setUp([], { budget: 1 });
    masks.list(many('x'), NONE, 'x');
    expect(masks.list(many('y'), NONE, 'y').patterns).toEqual(new Array(9).fill(undefined));
    for (let turns = 0; changes.length < 2; turns++) {
      turn();
      expect(turns).toBeLessThan(40);
    }
    expect(changes).toEqual([['y'], ['x']]);
  });

  it('goes on with the rest while one pattern of many is typed', () => {
    const { masks, turn } = setUp([], { budget: 1 });
    let list = masks.list(many('x'), NONE, 'x');
    for (let version = 0; list.pending; version++) {
      expect(version).toBeLessThan(40);
      turn();
      const typed = version < 12 ? `typed${version}` : 'typed';
      list = masks.list([...many('x'), typed], NONE, 'x');
    }
    expect(list.patterns.every((facts) => facts !== undefined)).toBe(true);
  });

  it('works out nothing for a document that is gone', () => {
    const { masks, cancelled, changes, turn } = setUp(['a'], { budget: 1 });
    masks.list(['a', ...many('x')], NONE, 'x');
    masks.forget('x');
    for (let turns = 0; turns < 20; turns++) turn();
    expect(cancelled).toEqual(['a']);
    expect(changes).toEqual([]);
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
