import type { Range } from '../text/lines';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Severities from worst to least, as counted in summaries. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Another place that is part of a finding's story. */
export interface RelatedLocation {
  readonly uri: string;
  readonly range: Range;
  readonly message: string;
}

/** A replacement of [start, end) of the document's text, in UTF-16 offsets. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** A way to mend a finding. */
export interface Fix {
  readonly title: string;
  /** Safe fixes keep what the author meant; `recpolicy fix` and fix-on-save apply these only. */
  readonly safe: boolean;
  /**
   * The edits, computed when asked for: most findings are read and never fixed by machine. Empty where none
   * applies.
   */
  edits(): readonly OffsetEdit[];
}

/** What a finding rests on when it rests on data of an org. */
export interface OrgBasis {
  readonly environment: string;
  /** When the data was fetched, ISO 8601. */
  readonly asOf: string;
  /** Whether the data was fetched whole. */
  readonly complete: boolean;
}

/** One thing found in a document. Offsets are UTF-16 code units of the document's text. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly related: readonly RelatedLocation[];
  readonly fixes: readonly Fix[];
  /** LSP diagnostic tags: shown faded, or struck through. */
  readonly tag?: 'unnecessary' | 'deprecated';
  readonly basis?: OrgBasis;
}
