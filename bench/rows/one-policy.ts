import { Workspace } from '../../core/index/workspace';
import { testServices } from '../../core/testing/check';
import { makePeer } from '../support/peer';
import { makeFaultyPolicy, makePolicy } from '../support/projects';
import type { Row } from '../support/row';
import { compare } from '../support/timing';

const ROOT = 'file:///project';

/** A workspace with policies 0 to n-1, all indexed. */
export function workspaceOf(n: number): Workspace {
  const workspace = new Workspace([ROOT], testServices());
  for (let i = 0; i < n; i++) {
    const { path, text } = makePolicy(i);
    workspace.put(`${ROOT}/${path}`, text);
  }
  return workspace;
}

/**
 * The texts an editor gives keystroke by keystroke: new strings, each put together from what stands before
 * and after the edit.
 */
export function edits(text: string): () => string {
  const at = text.indexOf('"description": "') + 20;
  const [before, after] = [text.slice(0, at), text.slice(at)];
  let turn = 0;
  return () => `${before}${++turn & 1 ? 'x' : 'y'}${after}`;
}

/**
 * One keystroke's worth of work: parse, index, all rules. Two texts in turns, so that nothing can be
 * remembered.
 */
export function validator(
  workspace: Workspace,
  make: (n: number) => { path: string; text: string },
): () => number {
  const { path, text } = make(7);
  const next = edits(text);
  const uri = `${ROOT}/${path}`;
  return () => {
    const put = workspace.put(uri, next(), true)!;
    return workspace.check(put.doc).length;
  };
}

export async function onePolicy(): Promise<Row[]> {
  const rows: Row[] = [];
  const big = workspaceOf(10_000);
  const peer = makePeer();
  for (const [title, make, limit] of [
    ['full validation of one 1.5 KB policy in a project of 10,000, nothing found', makePolicy, 0.4],
    ['the same, something found', makeFaultyPolicy, 0.7],
  ] as const) {
    const ours = validator(big, make);
    const next = edits(make(7).text);
    const found = ours();
    if (make === makePolicy ? found !== 0 : found < 3) throw new Error(`${title}: ${found} findings`);
    const result = await compare(ours, () => peer(next()));
    rows.push({
      work: title,
      ours: `${result.ours.toFixed(1)} µs`,
      peer: `${result.peer.toFixed(1)} µs (schema only)`,
      ratio: result.ratio,
      limit,
    });
  }
  const small = validator(workspaceOf(1000), makePolicy);
  const huge = validator(workspaceOf(100_000), makePolicy);
  const scale = await compare(huge, small);
  rows.push({
    work: 'the same in a project of 100,000 against 1,000',
    ours: `${scale.ours.toFixed(1)} µs`,
    peer: `${scale.peer.toFixed(1)} µs (1,000)`,
    ratio: scale.ratio,
    limit: 1.2,
  });
  return rows;
}
