import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MaskService } from '../../masks/service/service';
import type { WorkerMessage } from '../../masks/worker/protocol';
import { spawnMaskWorker } from '../../org/adapters/node/mask-worker';

let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mask-worker-'));
  bundle = join(folder, 'mask-worker.js');
  await build({
    entryPoints: ['server/masks/worker.ts'],
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    outfile: bundle,
    logLevel: 'error',
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the worker bundle', () => {
  it('decides in a worker thread', async () => {
    const service = new MaskService({ startWorker: () => spawnMaskWorker(bundle) });
    try {
      const patterns = ['^(?:(?:a|b)*)*$', '\\d{16}', '[a-z]+\\d+!'];
      await service.decide(patterns);
      const list = service.list(patterns, { sensitive: [], ordinary: [] }, 'x');
      expect(list.patterns.map((facts) => facts?.verdict)).toMatchObject([
        { kind: 'exponential', stage: 'final', rewrite: '^[ab]*$' },
        { kind: 'safe' },
        { kind: 'polynomial', degree: 2, stage: 'final' },
      ]);
    } finally {
      service.dispose();
    }
  });

  it('runs as a web worker: no module system, only messages', async () => {
    let receive: (event: { data: unknown }) => void = () => undefined;
    const messages: WorkerMessage[] = [];
    let arrived: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const scope: Record<string, unknown> = {
      postMessage: (message: WorkerMessage) => {
        messages.push(message);
        if (message.type === 'verdict') arrived();
      },
      addEventListener: (_: string, listener: typeof receive) => {
        receive = listener;
      },
      console,
      setTimeout,
      clearTimeout,
      performance,
    };
    vm.runInContext(readFileSync(bundle, 'utf8'), vm.createContext(scope));
    receive({ data: { id: 7, pattern: '(a+)+$' } });
    await done;
    expect(messages[0]).toEqual({ type: 'ready' });
    expect(messages.at(-1)).toMatchObject({
      type: 'verdict',
      id: 7,
      verdict: { kind: 'exponential', stage: 'final' },
    });
  });
});
