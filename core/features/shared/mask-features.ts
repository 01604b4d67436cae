import type { MaskList } from '../../../masks/mask-types';

/** A part of a regular expression by what it does, offsets within the decoded pattern. */
export interface PatternToken {
  readonly start: number;
  readonly end: number;
  /** One of {@link PATTERN_TOKEN_TYPES}. */
  readonly type: PatternTokenType;
}

export const PATTERN_TOKEN_TYPES = ['escape', 'class', 'quantifier', 'group', 'anchor', 'operator'] as const;
export type PatternTokenType = (typeof PATTERN_TOKEN_TYPES)[number];

/** A mask pattern that is known to be good. */
export interface StandardMask {
  /** What it masks, in a few words. */
  readonly title: string;
  /** The regular expression, decoded: completion writes the JSON escapes. */
  readonly pattern: string;
  readonly detail?: string;
}

/**
 * What the analysis of masks gives to the editor. Every member is optional: without one, its part of a
 * feature is silent.
 */
export interface MaskFeatures {
  /**
   * Markdown about a pattern: the part at an offset of the decoded pattern, what it masks of the samples, its
   * cost class. The giver escapes what is not its own text.
   */
  maskHover?(pattern: string, offset?: number): string | undefined;
  maskTokens?(pattern: string): readonly PatternToken[];
  readonly standardMasks?: readonly StandardMask[];
  /** What is known of the patterns of a document. */
  list?(patterns: readonly unknown[], uri: string): MaskList;
}

export const NO_MASK_FEATURES: MaskFeatures = {};
