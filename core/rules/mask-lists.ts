import { mapPatternRangeToSource } from '../../masks/escapes';
import type { MaskList, PatternFacts } from '../../masks/mask-types';
import type { CoreDocument } from '../document/document';
import { replaceNode } from '../edit/edits';
import type { Fix } from '../findings/finding';
import type { JsonNode, Path } from '../json/nodes';
import type { RuleContext } from './api';

const IN_POLICY: Path = ['complianceSettings', 'allowedMaskPatterns'];
const IN_PSR: Path = ['piiMasking', 'patterns'];

/** Characters of a pattern in a title. */
const MOST_SHOWN = 120;

/** The kinds of document that hold mask patterns. */
export const MASKING_KINDS = ['policy', 'psr'] as const;

/** Where the patterns of a document stand. */
export function patternsPath(ctx: RuleContext): Path {
  return ctx.doc.kind === 'psr' ? IN_PSR : IN_POLICY;
}

interface Masking {
  readonly complianceSettings?: { readonly allowedMaskPatterns?: unknown } | null;
  readonly piiMasking?: { readonly patterns?: unknown } | null;
}

/** The array of patterns as it stands in the document, whatever it holds. */
export function patternsOf(doc: Pick<CoreDocument, 'kind' | 'value'>): readonly unknown[] | undefined {
  const value = doc.value as Masking | null | undefined;
  const patterns =
    doc.kind === 'psr' ? value?.piiMasking?.patterns : value?.complianceSettings?.allowedMaskPatterns;
  return Array.isArray(patterns) && patterns.length > 0 ? patterns : undefined;
}

const NONE: readonly PatternAt[] = [];

/**
 * The patterns that are known, for rules that need a fault in one of them. A pattern given twice is looked at
 * once.
 */
export function candidates(ctx: RuleContext): readonly PatternAt[] {
  const list = ctx.maskList;
  if (list === undefined) return NONE;
  const found: PatternAt[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < list.patterns.length; index++) {
    const facts = list.patterns[index];
    if (facts === undefined || seen.has(facts.pattern)) continue;
    seen.add(facts.pattern);
    found.push({ index, facts, list });
  }
  return found;
}

export interface PatternAt {
  readonly index: number;
  readonly facts: PatternFacts;
  readonly list: MaskList;
}

/** The literal of a pattern. */
export function patternNode(ctx: RuleContext, index: number): JsonNode {
  return ctx.node([...patternsPath(ctx), index])!;
}

/**
 * Offsets in the document of a part of a pattern, given in the decoded pattern; the whole literal where the
 * part is empty.
 */
export function partOf(
  ctx: RuleContext,
  index: number,
  part: readonly [number, number] | undefined,
): { readonly start: number; readonly end: number } {
  const node = patternNode(ctx, index);
  const raw = ctx.doc.text.slice(node.start, node.end);
  if (part === undefined || node.broken || raw[0] !== '"' || part[1] <= part[0]) return node;
  const [start, end] = mapPatternRangeToSource(raw, part[0], part[1]);
  return { start: node.start + start, end: node.start + end };
}

/** Puts another pattern in place of one. */
export function rewriteFix(ctx: RuleContext, index: number, title: string, pattern: string): Fix {
  return { title, safe: false, edits: () => replaceNode(patternNode(ctx, index), pattern) };
}

/** A pattern as a title or a message shows it; an edit writes the whole. */
export function brief(pattern: string): string {
  return pattern.length > MOST_SHOWN ? `${pattern.slice(0, MOST_SHOWN - 1)}…` : pattern;
}

/** A text from a document or a sample, fit for a message: one line, not long, nothing invisible. */
export function quoted(text: string, most = 60): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return JSON.stringify(cut);
}
