import { Worker } from 'node:worker_threads';
import type { MaskWorker } from '../../core/masks/worker/protocol';

/** Starts the mask worker in Node from its bundle. Its heap is limited: a pattern that blows it up kills the worker, not the server. */
export function spawnMaskWorker(bundle: string): MaskWorker {
  const worker = new Worker(bundle, {
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    stdout: true,
    stderr: true,
  });
  worker.unref();
  return {
    post: (job) => worker.postMessage(job),
    onMessage: (listener) => worker.on('message', listener),
    onExit: (listener) => {
      worker.on('error', listener);
      worker.on('exit', listener);
    },
    terminate: () => void worker.terminate(),
  };
}
