import type { CoreDocument } from '../document/document';
import { type JsonNode, property } from '../json/nodes';
import { positionAt, type Range } from '../text/lines';

/**
 * Where a policy's name, priority and targets stand: one number a place, as tens of thousands of policies are
 * kept. A JSON string or number never spans lines, so line, character and length say it all: 20, 17 and 16
 * bits of a double's 53.
 */
export type Places = readonly number[];

const LENGTHS = 2 ** 16;
const CHARACTERS = 2 ** 17;
const LINES = 2 ** 20;

/** Works the places out: name, priority, then the targets at these indexes of the file's array. */
export function placesOf(doc: CoreDocument, targets: readonly number[]): Places {
  const { root } = doc;
  const starts = doc.lineStarts;
  const pack = (node: JsonNode | undefined): number => {
    if (node === undefined) return 0;
    const { line, character } = positionAt(starts, node.start);
    return (
      (Math.min(line, LINES - 1) * CHARACTERS + Math.min(character, CHARACTERS - 1)) * LENGTHS +
      Math.min(node.end - node.start, LENGTHS - 1)
    );
  };
  const items = property(root, 'targets')?.value.items;
  return [
    pack(property(root, 'name')?.value),
    pack(property(root, 'priority')?.value),
    ...targets.map((index) => pack(property(items?.[index], 'id')?.value)),
  ];
}

export function rangeAt(places: Places, slot: number): Range {
  const packed = places[slot]!;
  const length = packed % LENGTHS;
  const rest = Math.floor(packed / LENGTHS);
  const character = rest % CHARACTERS;
  const line = Math.floor(rest / CHARACTERS);
  return { start: { line, character }, end: { line, character: character + length } };
}

export function samePlaces(a: Places, b: Places): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
