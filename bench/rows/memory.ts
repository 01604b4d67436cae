import type { Row } from '../support/row';
import { workspaceOf } from './one-policy';

/** Heap in use after a full collection; the bench runs with --expose-gc. */
function heap(): number {
  const gc = (globalThis as { gc?: () => void }).gc;
  if (gc === undefined) throw new Error('run with --expose-gc');
  for (let i = 0; i < 3; i++) gc();
  return process.memoryUsage().heapUsed;
}

export async function memory(): Promise<Row[]> {
  const count = 20_000;
  workspaceOf(10);
  const before = heap();
  const workspace = workspaceOf(count);
  const each = (heap() - before) / count;
  if ([...workspace.uris()].length !== count) throw new Error('not all policies were indexed');
  return [
    {
      work: `memory per indexed policy (${count} policies)`,
      ours: `${Math.round(each)} bytes`,
      peer: '3,072 bytes (limit)',
      ratio: each / 3072,
      limit: 1,
    },
  ];
}
