/** Errors past this number are dropped; a file with more is not JSON at all. */
export const MAX_ERRORS = 100;

/** What kind of syntax error was met; the codes a fix can be computed for are told apart. */
export type SyntaxFaultKind =
  | 'trailing-comma'
  | 'duplicate-key'
  | 'empty-document'
  | 'comma-expected'
  | 'colon-expected'
  | 'value-expected'
  | 'key-expected'
  | 'unquoted-key'
  | 'single-quotes'
  | 'unquoted-value'
  | 'unterminated-string'
  | 'unterminated-comment'
  | 'control-character'
  | 'invalid-escape'
  | 'invalid-number'
  | 'not-closed'
  | 'mismatched-bracket'
  | 'odd-space'
  | 'conflict-mark'
  | 'unexpected'
  | 'trailing-content'
  | 'too-deep';

/** A syntax error and where it stands, in UTF-16 offsets. */
export interface SyntaxFault {
  readonly kind: SyntaxFaultKind;
  readonly start: number;
  readonly end: number;
  /** Where the story began: the bracket that is not closed, the first use of a duplicate key. */
  readonly other?: number;
  /** The text concerned, or the name of the duplicate key. */
  readonly text?: string;
}

/** Faults that leave no doubt where each token stands. */
const HARMLESS: ReadonlySet<SyntaxFaultKind> = new Set([
  'trailing-comma',
  'duplicate-key',
  'invalid-escape',
  'control-character',
]);

/** Whether a document with this fault is still clear in all its parts. */
export function isHarmless({ kind }: SyntaxFault): boolean {
  return HARMLESS.has(kind);
}
