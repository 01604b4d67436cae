import { isRecord } from '../../config/read';
import type { CoreDocument } from '../../document/document';
import { type JsonNode, property } from '../../json/nodes';

/** A well-formed target of a policy document, with the node of its id. */
export interface WrittenTarget {
  readonly type: string;
  readonly id: string;
  readonly node: JsonNode;
}

/** The targets of a policy as it stands now, faulty ones left out. */
export function targetsOf(doc: CoreDocument): WrittenTarget[] {
  const found: WrittenTarget[] = [];
  for (const item of doc.property('targets')?.items ?? []) {
    const value = item.value;
    if (!isRecord(value) || typeof value['type'] !== 'string' || typeof value['id'] !== 'string') continue;
    const node = property(item, 'id')?.value;
    if (node?.kind === 'string') found.push({ type: value['type'], id: value['id'], node });
  }
  return found;
}
