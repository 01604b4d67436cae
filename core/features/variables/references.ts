import type { DocumentHighlight, Location } from 'vscode-languageserver-types';
import { locate } from '../../json/nodes';
import { environmentsFor, type FeatureContext, type ReadText } from '../shared/context';
import { targetAt } from '../shared/target-at';
import { variableNameAt, variableSpots } from '../shared/variable-at';
import { variableOccurrences } from './occurrences';

/**
 * Places that refer to what stands at an offset: for a variable its uses (and definitions), for the id of a
 * target the enabled policies on it, winner first. Undefined when cancelled; empty where nothing that can be
 * referred to stands.
 */
export async function referencesAt(
  ctx: FeatureContext,
  offset: number,
  includeDeclaration: boolean,
  read: ReadText,
  isCancelled?: () => boolean,
): Promise<Location[] | undefined> {
  const variable = variableNameAt(ctx.doc, offset);
  if (variable !== undefined) {
    const all = await variableOccurrences(ctx, variable.name, read, isCancelled);
    return all?.found
      .filter((o) => includeDeclaration || !o.definition)
      .map(({ uri, range }) => ({ uri, range }));
  }
  const at = locate(ctx.doc.root, offset);
  const target = at === undefined ? undefined : targetAt(ctx.doc, at);
  return target === undefined ? [] : targetReferences(ctx, target);
}

/** Where enabled policies of the project name a target, winner first. */
export function targetReferences(ctx: FeatureContext, target: { type: string; id: string }): Location[] {
  const places = new Map<string, Location>();
  for (const index of environmentsFor(ctx)) {
    const key = index.keyOf(target.type, target.id);
    for (const entry of key === undefined ? [] : index.targets.entriesOn(key)) {
      const { policy, targetIndex } = entry;
      const fact = policy.targets.find((t) => t.index === targetIndex);
      if (fact !== undefined)
        places.set(`${policy.uri}#${targetIndex}`, { uri: policy.uri, range: fact.range });
    }
  }
  return [...places.values()];
}

/** Uses of the same variable in this document. */
export function highlightsAt(ctx: FeatureContext, offset: number): DocumentHighlight[] {
  const variable = variableNameAt(ctx.doc, offset);
  if (variable === undefined) return [];
  if (ctx.doc.kind === 'config') return [{ range: ctx.doc.range(variable.start, variable.end), kind: 3 }];
  return variableSpots(ctx.doc)
    .filter((s) => s.name === variable.name)
    .map((s) => ({ range: ctx.doc.range(s.start, s.end), kind: 2 }));
}
