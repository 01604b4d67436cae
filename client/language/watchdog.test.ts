import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Watchdog } from './watchdog';

const TIMES = { everyMs: 100, patienceMs: 300, mostRestarts: 2 };

let answers: boolean;
let told: string[];
let dog: Watchdog;
beforeEach(() => {
  vi.useFakeTimers();
  answers = true;
  told = [];
  dog = new Watchdog(
    {
      ping: () => (answers ? Promise.resolve() : new Promise(() => {})),
      restart: () => {
        told.push('restart');
        dog.start();
      },
      tell: (restarted) => told.push(restarted ? 'told' : 'given up'),
    },
    TIMES,
  );
  dog.start();
});
afterEach(() => {
  dog.stop();
  vi.useRealTimers();
});

describe('a server that is watched', () => {
  it('is left alone as long as it answers', async () => {
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([]);
  });

  it('is restarted when it stays silent, and this is said', async () => {
    await vi.advanceTimersByTimeAsync(1_000);
    answers = false;
    await vi.advanceTimersByTimeAsync(450);
    expect(told).toEqual(['told', 'restart']);
    answers = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toHaveLength(2);
  });

  it('is not restarted again and again', async () => {
    answers = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual(['told', 'restart', 'told', 'restart', 'given up']);
  });

  it('is not asked once it was ended', async () => {
    answers = false;
    dog.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
  });
});
