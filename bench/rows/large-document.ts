import { makePeer } from '../support/peer';
import { makeLargePolicy } from '../support/projects';
import type { Row } from '../support/row';
import { compare } from '../support/timing';
import { validator, workspaceOf } from './one-policy';

export async function largeDocument(): Promise<Row[]> {
  const make = () => makeLargePolicy(1_000_000);
  const ours = validator(workspaceOf(10), make);
  const peer = makePeer();
  const { text } = make();
  const result = await compare(ours, () => peer(text), { rounds: 15, calls: 3, warmup: 5 });
  return [
    {
      work: `one document of ${(text.length / 1e6).toFixed(1)} MB`,
      ours: `${(result.ours / 1000).toFixed(1)} ms`,
      peer: `${(result.peer / 1000).toFixed(1)} ms`,
      ratio: result.ratio,
      limit: 0.5,
    },
  ];
}
