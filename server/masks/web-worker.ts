import type { Job, MaskWorker, WorkerMessage } from '../../core/masks/worker/protocol';

interface WebWorker {
  postMessage(job: Job): void;
  addEventListener(type: string, listener: (event: { data: WorkerMessage }) => void): void;
  terminate(): void;
}

declare const Worker: new (url: string) => WebWorker;

/** Starts the mask worker in a browser from the URL of its bundle. */
export function spawnWebWorker(url: string): MaskWorker {
  const worker = new Worker(url);
  return {
    post: (job) => worker.postMessage(job),
    onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
    onExit: (listener) => worker.addEventListener('error', listener),
    terminate: () => worker.terminate(),
  };
}
