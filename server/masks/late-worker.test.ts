import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MaskWorker, WorkerMessage } from '../../masks/worker/protocol';
import { startLater } from './late-worker';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function fake() {
  const log: string[] = [];
  let tell: (message: WorkerMessage) => void = () => {};
  let exit: () => void = () => {};
  const worker: MaskWorker = {
    post: ({ pattern }) => log.push(`post ${pattern}`),
    onMessage: (listener) => {
      tell = listener;
    },
    onExit: (listener) => {
      exit = listener;
    },
    terminate: () => log.push('end'),
  };
  const spawn = () => {
    log.push('spawn');
    return worker;
  };
  return { log, spawn, tell: (m: WorkerMessage) => tell(m), exit: () => exit() };
}

it('starts the worker when the time has come, and passes everything on', () => {
  const { log, spawn, tell, exit } = fake();
  const late = startLater(spawn, 1000);
  late.onMessage((message) => log.push(message.type));
  late.onExit(() => log.push('exit'));
  vi.advanceTimersByTime(999);
  expect(log).toEqual([]);
  vi.advanceTimersByTime(1);
  tell({ type: 'ready' });
  late.post({ id: 1, pattern: 'a', flags: '', effort: 'normal' });
  exit();
  late.terminate();
  expect(log).toEqual(['spawn', 'ready', 'post a', 'exit', 'end']);
});

it('starts nothing that was ended before', () => {
  const { log, spawn } = fake();
  startLater(spawn, 1000).terminate();
  vi.advanceTimersByTime(5000);
  expect(log).toEqual([]);
});

it('says that the worker is gone where it cannot be started', () => {
  const gone = vi.fn();
  const late = startLater(() => {
    throw new Error('no threads');
  }, 10);
  late.onExit(gone);
  vi.advanceTimersByTime(10);
  expect(gone).toHaveBeenCalledOnce();
  late.terminate();
});

it('starts at once where there is nothing to wait for', () => {
  const { log, spawn } = fake();
  startLater(spawn, 0);
  expect(log).toEqual(['spawn']);
});
