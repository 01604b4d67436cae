import { join } from 'node:path';
import { MaskService } from '../../../masks/service/service';
import { maskChecks } from '../../../org/adapters/local/mask-checks';
import { spawnMaskWorker } from '../../../org/adapters/node/mask-worker';

/**
 * The analysis of mask patterns before a deploy, with a worker of its own, which starts when a pattern needs
 * one.
 */
export function deployMaskChecks() {
  return maskChecks(
    new MaskService({ startWorker: () => spawnMaskWorker(join(__dirname, 'masks-worker.js')) }),
  );
}
