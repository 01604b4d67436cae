import type { Job, MaskWorker, WorkerMessage } from '../../masks/worker/protocol';

interface WebWorker {
  postMessage(job: Job): void;
  addEventListener(type: string, listener: (event: { data: WorkerMessage }) => void): void;
  terminate(): void;
}

declare const Worker: new (url: string) => WebWorker;
declare const Blob: new (parts: readonly string[], options: { type: string }) => object;

/** What browsers have of `URL` and Node's types do not know. */
interface ObjectUrls {
  createObjectURL(blob: object): string;
  revokeObjectURL(url: string): void;
}

/**
 * Starts the mask worker in a browser from the URL of its bundle. A worker's script must come from the page's
 * own origin, and an extension's comes from its gallery's: so the script is one line that loads the bundle.
 */
export function spawnWebWorker(url: string): MaskWorker {
  const objectUrls = URL as unknown as ObjectUrls;
  const line = `importScripts(${JSON.stringify(url)});`;
  const script = objectUrls.createObjectURL(new Blob([line], { type: 'text/javascript' }));
  const worker = new Worker(script);
  // Its first word says that the script has been read.
  worker.addEventListener('message', () => objectUrls.revokeObjectURL(script));
  return {
    post: (job) => worker.postMessage(job),
    onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
    onExit: (listener) => worker.addEventListener('error', listener),
    terminate: () => {
      objectUrls.revokeObjectURL(script);
      worker.terminate();
    },
  };
}
