import { Worker } from 'node:worker_threads';
import type { MaskWorker } from '../../../masks/worker/protocol';

/** Nice value, 0 being that of the other threads. */
const LOWER_PRIORITY = 10;

/**
 * Starts the mask worker in Node from its bundle. Its heap is limited: a pattern that blows it up kills the
 * worker, not the server.
 */
export function spawnMaskWorker(bundle: string): MaskWorker {
  const worker = new Worker(startOf(bundle), {
    eval: true,
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

/**
 * What the worker runs: the thread that answers people goes first, even while the bundle of the analysers is
 * read. On Linux a priority is that of the calling thread, elsewhere of the whole process; where it may not
 * be lowered, no harm is done.
 */
function startOf(bundle: string): string {
  return `if (process.platform === 'linux') try { require('node:os').setPriority(${LOWER_PRIORITY}); } catch {}
require(${JSON.stringify(bundle)});`;
}
