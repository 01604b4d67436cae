import { isRecord } from '../../config/read';
import type { CoreDocument } from '../../document/document';
import { type Location, nodeAt } from '../../json/nodes';
import { testTarget } from '../completion/target-ids';

/** The target whose id a place of a policy or a policy test names, as written. */
export function targetAt(doc: CoreDocument, at: Location): { type: string; id: string } | undefined {
  if (at.inKey || typeof at.node.value !== 'string' || at.node.value === '') return undefined;
  const { path } = at;
  if (doc.kind === 'policy' && path.length === 3 && path[0] === 'targets' && path[2] === 'id') {
    const target = nodeAt(doc.root, path.slice(0, 2))?.value;
    const type = isRecord(target) ? target['type'] : undefined;
    return typeof type === 'string' ? { type, id: at.node.value } : undefined;
  }
  const type = doc.kind === 'tests' ? testTarget(path) : undefined;
  return type === undefined ? undefined : { type, id: at.node.value };
}

/** Whether a place holds the name of a policy in a policy test. */
export function isPolicyNameInTest(doc: CoreDocument, at: Location): boolean {
  const { path } = at;
  return (
    doc.kind === 'tests' &&
    !at.inKey &&
    path.length === 4 &&
    path[0] === 'tests' &&
    path[2] === 'expect' &&
    path[3] === 'policy' &&
    typeof at.node.value === 'string'
  );
}
