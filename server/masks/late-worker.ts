import type { Job, MaskWorker, WorkerMessage } from '../../masks/worker/protocol';

/**
 * A mask worker that is started later, in so many milliseconds: reading its bundle takes a processor that
 * others need now. Whoever waits for it to be ready notices nothing else.
 */
export function startLater(spawn: () => MaskWorker, milliseconds: number): MaskWorker {
  if (milliseconds <= 0) return spawn();
  const onMessage: ((message: WorkerMessage) => void)[] = [];
  const onExit: (() => void)[] = [];
  let worker: MaskWorker | undefined;
  const timer = setTimeout(() => {
    try {
      worker = spawn();
    } catch {
      for (const listener of onExit) listener();
      return;
    }
    for (const listener of onMessage) worker.onMessage(listener);
    for (const listener of onExit) worker.onExit(listener);
  }, milliseconds);
  return {
    post: (job: Job) => worker?.post(job),
    onMessage: (listener) =>
      worker === undefined ? void onMessage.push(listener) : worker.onMessage(listener),
    onExit: (listener) => (worker === undefined ? void onExit.push(listener) : worker.onExit(listener)),
    terminate: () => {
      clearTimeout(timer);
      worker?.terminate();
    },
  };
}
