import type { CoreDocument } from '../../document/document';
import { variablesIn } from '../../document/variables';
import type { Path } from '../../json/nodes';
import { type Location, locate } from '../../json/nodes';
import { walk } from './walk';

/** A use of a variable in a string of a document, offsets within the text. */
export interface VariableSpot {
  readonly name: string;
  /** The name itself. */
  readonly start: number;
  readonly end: number;
  /** From the opening to behind the closing braces. */
  readonly outerStart: number;
  readonly outerEnd: number;
}

/**
 * All uses of variables in the string values of a document, in order. The configuration defines them and uses
 * none.
 */
export function variableSpots(doc: CoreDocument): VariableSpot[] {
  const spots: VariableSpot[] = [];
  const { text } = doc;
  if (doc.kind === 'config') return spots;
  let next = text.indexOf('{{');
  if (next < 0) return spots;
  walk(doc.root, (node) => {
    if (node.kind !== 'string') return next >= 0 && next < node.end;
    while (next >= 0 && next < node.start) next = text.indexOf('{{', node.start);
    if (next < 0 || next >= node.end) return false;
    spots.push(...spotsBetween(text, node.start, node.end));
    return false;
  });
  return spots;
}

/** The use of a variable at an offset. */
export function variableSpotAt(
  doc: CoreDocument,
  offset: number,
  at = locate(doc.root, offset),
): VariableSpot | undefined {
  if (doc.kind === 'config' || at === undefined || at.inKey || at.node.kind !== 'string') return undefined;
  return spotsBetween(doc.text, at.node.start, at.node.end).find(
    (s) => offset >= s.outerStart && offset <= s.outerEnd,
  );
}

function spotsBetween(text: string, start: number, end: number): VariableSpot[] {
  // The raw text is searched: no escape of JSON stands for a brace or a letter of a name in what people
  // write.
  return variablesIn(text.slice(start, end)).map((use) => {
    const nameStart = start + use.start + text.slice(start + use.start, start + use.end).indexOf(use.name);
    return {
      name: use.name,
      start: nameStart,
      end: nameStart + use.name.length,
      outerStart: start + use.start,
      outerEnd: start + use.end,
    };
  });
}

/** The variable whose definition stands at a path of the configuration, with its environment. */
export function definedAt(path: Path): { environment: string; name: string } | undefined {
  const [first, environment, third, name] = path;
  return path.length === 4 && first === 'environments' && third === 'variables'
    ? { environment: String(environment), name: String(name) }
    : undefined;
}

/** The name of the variable used or defined at an offset, with the range of the name. */
export function variableNameAt(
  doc: CoreDocument,
  offset: number,
): { name: string; start: number; end: number } | undefined {
  const at: Location | undefined = locate(doc.root, offset);
  if (at === undefined) return undefined;
  if (doc.kind !== 'config') return variableSpotAt(doc, offset, at);
  const defined = definedAt(at.path);
  if (defined === undefined || !at.inKey || at.property === undefined) return undefined;
  return { name: defined.name, start: at.property.keyStart + 1, end: at.property.keyEnd - 1 };
}
