import { expect, it } from 'vitest';
import { CoreDocument } from '../../../core/document/document';
import { MaskService } from '../../../masks/service/service';
import type { Job, WorkerMessage } from '../../../masks/worker/protocol';
import { maskChecks } from './mask-checks';

/** Beyond the quick look: the worker is asked. */
const open = (n: number) => `(?<=^([^q]|q[^q]*q)*),${n}`;

/** Settles a policy with these patterns; gives those the worker was asked about. */
async function askedOf(patterns: readonly string[]): Promise<string[]> {
  const asked: string[] = [];
  const service = new MaskService({
    startWorker: () => {
      let tell: (message: WorkerMessage) => void = () => undefined;
      return {
        post({ id, pattern }: Job) {
          asked.push(pattern);
          const verdict = { kind: 'safe', source: 'proof', stage: 'final' } as const;
          queueMicrotask(() => tell({ type: 'verdict', id, verdict }));
        },
        onMessage(listener) {
          tell = listener;
          queueMicrotask(() => tell({ type: 'ready' }));
        },
        onExit: () => undefined,
        terminate: () => undefined,
      };
    },
  });
  const text = JSON.stringify({ complianceSettings: { allowedMaskPatterns: patterns } });
  await maskChecks(service).settle?.([
    new CoreDocument('/p/a.recpolicy.json', 'a.recpolicy.json', 'policy', text),
  ]);
  service.dispose();
  return asked;
}

it('asks the worker about what a quick look leaves open', async () => {
  expect((await askedOf(['\\d{16}', open(1), open(2)])).sort()).toEqual([open(1), open(2)]);
});

it('asks nobody about a pattern that does not compile', async () => {
  expect(await askedOf(['(a', '[', '(?P<x>a)', 'a**', open(1)])).toEqual([open(1)]);
});
