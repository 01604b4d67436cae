import type { Hover } from 'vscode-languageserver-types';
import { mapSourceOffsetToPattern } from '../../../masks/escapes';
import { referenceKindAt } from '../../document/references';
import { directivesOf } from '../../findings/directives';
import { type Location, locate } from '../../json/nodes';
import type { FeatureContext } from '../shared/context';
import { Markup } from '../shared/markup';
import { isPolicyNameInTest, targetAt } from '../shared/target-at';
import { definedAt, variableSpotAt } from '../shared/variable-at';
import { describeField } from './field';
import { describePolicies } from './policy';
import { describeReference } from './reference';
import { describeRule } from './rule';
import { describeTarget } from './target';
import { describeVariable } from './variable';

/** What there is to say about the place at an offset; undefined where there is nothing. */
export function hoverAt(ctx: FeatureContext, offset: number): Hover | undefined {
  const { doc } = ctx;
  const into = new Markup(ctx.abilities.markdown);
  const inComment = doc.json.comments.some((c) => offset >= c.start && offset < c.end);
  const place = inComment ? describeDirective(ctx, offset, into) : describe(ctx, offset, into);
  if (place === undefined || into.isEmpty) return undefined;
  return { contents: into.content(), range: doc.range(place.start, place.end) };
}

interface HoverTarget {
  readonly start: number;
  readonly end: number;
}

function describeDirective(ctx: FeatureContext, offset: number, into: Markup): HoverTarget | undefined {
  for (const directive of directivesOf(ctx.doc.json)) {
    for (const entry of directive.codes) {
      if (offset < entry.start || offset > entry.end) continue;
      describeRule(ctx, entry.code, into);
      return entry;
    }
  }
  return undefined;
}

function describe(ctx: FeatureContext, offset: number, into: Markup): HoverTarget | undefined {
  const at = locate(ctx.doc.root, offset);
  if (at === undefined) return undefined;
  return at.inKey ? describeKey(ctx, at, into) : describeValue(ctx, at, offset, into);
}

function describeKey(ctx: FeatureContext, at: Location, into: Markup): HoverTarget {
  const { doc } = ctx;
  const key = at.property!;
  const variable = doc.kind === 'config' ? definedAt(at.path) : undefined;
  if (variable !== undefined) describeVariable(ctx, variable.name, into);
  else if (doc.kind === 'config' && at.path.length === 2 && at.path[0] === 'rules')
    describeRule(ctx, key.key, into);
  else describeField(ctx, at.path, key.value, into);
  return { start: key.keyStart, end: key.keyEnd };
}

function describeValue(
  ctx: FeatureContext,
  at: Location,
  offset: number,
  into: Markup,
): HoverTarget | undefined {
  const { doc } = ctx;
  const { node, path } = at;
  if (node.kind === 'object' || node.kind === 'array' || node.kind === 'missing') return undefined;
  const kind = doc.kind === 'mediaPolicy' && node.kind === 'string' ? referenceKindAt(path) : undefined;
  if (kind !== undefined && describeReference(ctx, kind, node.value as string, into)) return node;
  const spot = variableSpotAt(doc, offset, at);
  const target = targetAt(doc, at);
  if (spot !== undefined) describeVariable(ctx, spot.name, into);
  if (target !== undefined) describeTarget(ctx, target, into);
  if (spot !== undefined && target === undefined) return { start: spot.outerStart, end: spot.outerEnd };
  if (target !== undefined) return node;
  if (isMaskPattern(at)) {
    const raw = doc.text.slice(node.start, node.end);
    const within = raw[0] === '"' ? mapSourceOffsetToPattern(raw, offset - node.start) : undefined;
    const text = ctx.masks.maskHover?.(node.value as string, within);
    if (text !== undefined) into.own(text);
  } else if (isPolicyNameInTest(doc, at)) describePolicies(ctx, node.value as string, into);
  if (into.isEmpty) describeField(ctx, path, node, into);
  return node;
}

function isMaskPattern(at: Location): boolean {
  const [first, second] = at.path;
  return (
    at.node.kind === 'string' &&
    at.path.length === 3 &&
    ((first === 'complianceSettings' && second === 'allowedMaskPatterns') ||
      (first === 'piiMasking' && second === 'patterns'))
  );
}
