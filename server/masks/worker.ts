import type { Job, JobPort, WorkerMessage } from '../../masks/worker/protocol';
import { serve } from '../../masks/worker/serve';

/**
 * The worker's entry. One bundle serves Node (`worker_threads`) and browsers (`Worker`): the port is found at
 * run time.
 */
interface WebScope {
  postMessage(message: WorkerMessage): void;
  addEventListener(type: 'message', listener: (event: { data: Job }) => void): void;
}

declare const require: ((id: string) => unknown) | undefined;

function nodePort(): JobPort | undefined {
  if (typeof require !== 'function' || typeof process === 'undefined') return undefined;
  // Kept from bundlers by the variable: a browser build has no such module.
  const id = 'node:worker_threads';
  const { parentPort } = require(id) as typeof import('node:worker_threads');
  if (!parentPort) return undefined;
  return {
    post: (message) => parentPort.postMessage(message),
    onJob: (listener) => parentPort.on('message', listener),
  };
}

function webPort(): JobPort {
  const scope = globalThis as unknown as WebScope;
  return {
    post: (message) => scope.postMessage(message),
    onJob: (listener) => scope.addEventListener('message', ({ data }) => listener(data)),
  };
}

serve(nodePort() ?? webPort());
