import { join } from 'node:path';
import { createMaskAnalyser } from '../../../masks/redos/analyser';
import { SettledMasks } from '../../../org/adapters/local/settled-masks';
import { spawnMaskWorker } from '../../../org/adapters/node/mask-worker';

/**
 * The analysis of mask patterns before a deploy, with a worker of its own, which starts when a pattern needs
 * one.
 */
export function settledMasks(): SettledMasks {
  return new SettledMasks(() =>
    createMaskAnalyser({
      clock: performance,
      spawnWorker: () => spawnMaskWorker(join(__dirname, 'masks-worker.js')),
    }),
  );
}
