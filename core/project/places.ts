import type { CoreDocument } from '../documents/document';
import { type JsonNode, property } from '../json/nodes';
import { positionAt, type Range } from '../text/lines';

/** Numbers kept for one place: line, character, length. */
const WIDTH = 3;

/** Where a policy's name, priority and targets stand. A JSON string or number never spans lines. */
export type Places = Int32Array;

/** Works the places out: name, priority, then the targets at these indexes of the file's array. */
export function placesOf(doc: CoreDocument, targets: readonly number[]): Places {
  const { root, json } = doc;
  const places = new Int32Array((2 + targets.length) * WIDTH);
  const set = (slot: number, node: JsonNode | undefined) => {
    if (node === undefined) return;
    const { line, character } = positionAt(json.lineStarts, node.start);
    places[slot * WIDTH] = line;
    places[slot * WIDTH + 1] = character;
    places[slot * WIDTH + 2] = node.end - node.start;
  };
  set(0, property(root, 'name')?.value);
  set(1, property(root, 'priority')?.value);
  const items = property(root, 'targets')?.value.items;
  for (let i = 0; i < targets.length; i++) set(2 + i, property(items?.[targets[i]!], 'id')?.value);
  return places;
}

export function rangeAt(places: Places, slot: number): Range {
  const line = places[slot * WIDTH]!;
  const character = places[slot * WIDTH + 1]!;
  return { start: { line, character }, end: { line, character: character + places[slot * WIDTH + 2]! } };
}

export function samePlaces(a: Places, b: Places): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
