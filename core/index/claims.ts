import type { CoreDocument } from '../document/document';
import { sourceRange } from '../json/string-map';
import { claimIn } from './compliance';

/** Where a policy claims a compliance standard. */
export interface Claim {
  readonly standard: string;
  readonly property: 'name' | 'description';
  /** The words as written. */
  readonly words: string;
  /** Offsets of those words in the document. */
  readonly start: number;
  readonly end: number;
}

/** The first claim of a policy's name, else of its description. */
export function claimOf(doc: CoreDocument): Claim | undefined {
  for (const property of ['name', 'description'] as const) {
    const node = doc.property(property);
    if (node?.kind !== 'string') continue;
    const text = node.value as string;
    const found = claimIn(text);
    if (found === undefined) continue;
    const place = sourceRange(doc.text, node, found.start, found.end);
    return { standard: found.standard, property, words: text.slice(found.start, found.end), ...place };
  }
  return undefined;
}
