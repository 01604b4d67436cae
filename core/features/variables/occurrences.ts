import type { Range } from 'vscode-languageserver-types';
import { CoreDocument } from '../../document/document';
import { kindOfPath } from '../../document/kinds';
import type { FeatureContext, ReadText } from '../shared/context';
import { variableSpots } from '../shared/variable-at';
import { definitionsOf, readConfigDocument } from './definition';

/** A place where a variable's name stands. */
export interface Occurrence {
  readonly uri: string;
  readonly range: Range;
  readonly definition: boolean;
}

export interface Occurrences {
  readonly found: readonly Occurrence[];
  /** Files that use the variable and could not be read. */
  readonly unread: readonly string[];
}

/** Reads at a time: enough to keep a disk busy, few enough to stay interruptible. */
const AT_ONCE = 16;

/**
 * Every place of a variable's name in a project: its definitions and its uses. Only files that the index
 * knows to use it are read. Undefined when cancelled.
 */
export async function variableOccurrences(
  ctx: FeatureContext,
  name: string,
  read: ReadText,
  isCancelled: () => boolean = () => false,
): Promise<Occurrences | undefined> {
  const found: Occurrence[] = [];
  const unread: string[] = [];
  const config = await readConfigDocument(ctx, read);
  if (config !== undefined) {
    for (const { property: p } of definitionsOf(config, name))
      found.push({ uri: config.uri, range: config.range(p.keyStart + 1, p.keyEnd - 1), definition: true });
  } else if (ctx.project.configUri !== undefined) unread.push(ctx.project.configUri);
  const files = [...ctx.project.variableUses.filesUsing(name)].sort();
  for (let i = 0; i < files.length; i += AT_ONCE) {
    if (isCancelled()) return undefined;
    const batch = files.slice(i, i + AT_ONCE);
    const texts = await Promise.all(batch.map((uri) => (uri === ctx.doc.uri ? ctx.doc.text : read(uri))));
    for (const [n, uri] of batch.entries()) {
      const text = texts[n];
      if (text === undefined) unread.push(uri);
      else found.push(...usesIn(uri, text, name));
    }
  }
  return { found, unread };
}

function usesIn(uri: string, text: string, name: string): Occurrence[] {
  const kind = kindOfPath(uri);
  if (kind === undefined) return [];
  const doc = new CoreDocument(uri, '', kind, text);
  return variableSpots(doc)
    .filter((spot) => spot.name === name)
    .map((spot) => ({ uri, range: doc.range(spot.start, spot.end), definition: false }));
}
