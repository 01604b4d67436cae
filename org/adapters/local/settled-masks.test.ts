import { expect, it } from 'vitest';
import { CoreDocument } from '../../../core/document/document';
import { createMaskAnalyser } from '../../../masks/redos/analyser';
import { MOST_PATTERNS } from '../../../masks/service/list';
import type { Job, WorkerMessage } from '../../../masks/worker/protocol';
import { SettledMasks } from './settled-masks';

/** Beyond the quick look: the worker is asked. */
const open = (n: number) => `(?<=^([^q]|q[^q]*q)*),${n}`;

/** Settles a policy with these patterns; gives those the worker was asked about. */
async function askedOf(patterns: readonly string[]): Promise<string[]> {
  const asked: string[] = [];
  const masks = new SettledMasks(() =>
    createMaskAnalyser({
      clock: { now: () => 0 },
      spawnWorker: () => {
        let tell: (message: WorkerMessage) => void = () => undefined;
        return {
          post({ id, pattern }: Job) {
            asked.push(pattern);
            const verdict = { kind: 'safe', source: 'recheck', stage: 'final' } as const;
            queueMicrotask(() => tell({ type: 'verdict', id, verdict, done: true }));
          },
          onMessage(listener) {
            tell = listener;
            queueMicrotask(() => tell({ type: 'ready' }));
          },
          onExit: () => undefined,
          terminate: () => undefined,
        };
      },
    }),
  );
  const text = JSON.stringify({ complianceSettings: { allowedMaskPatterns: patterns } });
  await masks.settle([new CoreDocument('/p/a.recpolicy.json', 'a.recpolicy.json', 'policy', text)]);
  masks.dispose();
  return asked;
}

it('asks the worker about what a quick look leaves open', async () => {
  expect((await askedOf(['\\d{16}', open(1), open(2)])).sort()).toEqual([open(1), open(2)]);
});

it('asks nobody about a pattern that does not compile', async () => {
  expect(await askedOf(['(a', '[', '(?P<x>a)', 'a**', open(1)])).toEqual([open(1)]);
});

it('asks nobody about patterns of which nothing will be said', async () => {
  const patterns = Array.from({ length: MOST_PATTERNS + 1 }, (_, n) => open(n));
  const asked = await askedOf(patterns);
  expect(asked.sort()).toEqual(patterns.slice(0, MOST_PATTERNS).sort());
});
