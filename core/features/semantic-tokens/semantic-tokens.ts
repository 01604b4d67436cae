import type { SemanticTokensLegend } from 'vscode-languageserver-types';
import { directivesOf } from '../../findings/directives';
import type { JsonNode } from '../../json/nodes';
import { nodeAt } from '../../json/nodes';
import { positionAt } from '../../text/lines';
import type { FeatureContext } from '../shared/context';
import type { PatternTokenType } from '../shared/mask-features';
import { variableSpots } from '../shared/variable-at';
import { decodedOffsets } from './decoded-offsets';

/** Standard types of LSP, so that every theme has a colour for them. */
const TYPES = ['variable', 'keyword', 'regexp', 'type', 'operator', 'macro', 'decorator'] as const;

export const SEMANTIC_TOKENS_LEGEND: SemanticTokensLegend = { tokenTypes: [...TYPES], tokenModifiers: [] };

type TokenType = (typeof TYPES)[number];

const OF_PATTERN: Readonly<Record<PatternTokenType, TokenType>> = {
  escape: 'regexp',
  class: 'type',
  quantifier: 'operator',
  group: 'keyword',
  anchor: 'macro',
  operator: 'operator',
};

interface SemanticToken {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
}

/**
 * Tokens between two offsets in LSP's relative encoding: variables in strings, parts of mask patterns, codes
 * in directives.
 */
export function semanticTokens(
  ctx: FeatureContext,
  range?: { readonly start: number; readonly end: number },
): number[] {
  const { doc } = ctx;
  const tokens: SemanticToken[] = variableSpots(doc).map((s) => ({
    start: s.outerStart,
    end: s.outerEnd,
    type: 'variable',
  }));
  for (const node of patternNodes(ctx)) tokens.push(...patternTokens(ctx, node));
  if (doc.json.comments.length > 0)
    for (const d of directivesOf(doc.json))
      for (const c of d.codes) tokens.push({ start: c.start, end: c.end, type: 'decorator' });
  const wanted =
    range === undefined ? tokens : tokens.filter((t) => t.end > range.start && t.start < range.end);
  return encode(wanted, doc.lineStarts);
}

function patternNodes(ctx: FeatureContext): readonly JsonNode[] {
  const { root, kind } = ctx.doc;
  const path = kind === 'policy' ? ['complianceSettings', 'allowedMaskPatterns'] : ['piiMasking', 'patterns'];
  return kind === 'policy' || kind === 'psr' ? (nodeAt(root, path)?.items ?? []) : [];
}

function patternTokens(ctx: FeatureContext, node: JsonNode): SemanticToken[] {
  if (node.kind !== 'string' || ctx.masks.maskTokens === undefined || ctx.doc.text[node.start] !== '"')
    return [];
  const parts = ctx.masks.maskTokens(node.value as string);
  if (parts.length === 0) return [];
  const starts = decodedOffsets(ctx.doc.text.slice(node.start + 1, node.broken ? node.end : node.end - 1));
  const inside = node.start + 1;
  const at = (decoded: number) => inside + starts[Math.max(0, Math.min(decoded, starts.length - 1))]!;
  return parts.map((p) => ({ start: at(p.start), end: at(p.end), type: OF_PATTERN[p.type] }));
}

/**
 * LSP's encoding: relative line and character, length, type, modifiers. Of tokens that overlap the first is
 * kept.
 */
function encode(tokens: SemanticToken[], lineStarts: readonly number[]): number[] {
  tokens.sort((a, b) => a.start - b.start || b.end - a.end);
  const data: number[] = [];
  let line = 0;
  let character = 0;
  let end = 0;
  for (const token of tokens) {
    if (token.start < end || token.end <= token.start) continue;
    end = token.end;
    const at = positionAt(lineStarts, token.start);
    data.push(
      at.line - line,
      at.line === line ? at.character - character : at.character,
      token.end - token.start,
      TYPES.indexOf(token.type),
      0,
    );
    line = at.line;
    character = at.character;
  }
  return data;
}
