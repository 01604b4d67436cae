import type { CharSet } from './charset';

/** Offsets are UTF-16 units inside the pattern, [start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type SetForm = 'char' | 'escape' | 'class' | 'shorthand' | 'dot';
export type AssertKind = 'start' | 'end' | 'word' | 'not-word';

export interface SetNode extends Span {
  readonly type: 'set';
  readonly set: CharSet;
  readonly form: SetForm;
}
export interface SequenceNode extends Span {
  readonly type: 'sequence';
  readonly items: readonly Node[];
}
export interface AlternationNode extends Span {
  readonly type: 'alternation';
  readonly alternatives: readonly Node[];
}
export interface GroupNode extends Span {
  readonly type: 'group';
  readonly body: Node;
  /** 1-based number of a capturing group. */
  readonly capture?: number;
  readonly name?: string;
}
export interface LookNode extends Span {
  readonly type: 'look';
  readonly ahead: boolean;
  readonly negate: boolean;
  readonly body: Node;
}
export interface AssertNode extends Span {
  readonly type: 'assert';
  readonly kind: AssertKind;
}
export interface BackreferenceNode extends Span {
  readonly type: 'backreference';
  /** Numbers of the groups it may mean (several for a duplicate name). */
  readonly group: number;
}
export interface RepeatNode extends Span {
  readonly type: 'repeat';
  readonly body: Node;
  readonly min: number;
  /** Infinity where there is no upper limit. */
  readonly max: number;
  readonly greedy: boolean;
  /** Where the quantifier itself starts; it ends with the node. */
  readonly quantifier: number;
  /** Capturing groups [first, last) inside the body, reset at each iteration. */
  readonly captures: readonly [number, number];
}
export type Node =
  | SetNode
  | SequenceNode
  | AlternationNode
  | GroupNode
  | LookNode
  | AssertNode
  | BackreferenceNode
  | RepeatNode;

export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly unicode: boolean;
}

export interface Regex {
  readonly pattern: string;
  readonly flags: RegexFlags;
  readonly root: Node;
  /** Number of capturing groups. */
  readonly groups: number;
  readonly hasBackreference: boolean;
}

/** A part of a pattern for colouring and hover. */
export type PartKind =
  | 'group'
  | 'lookaround'
  | 'alternation'
  | 'quantifier'
  | 'anchor'
  | 'class'
  | 'range'
  | 'shorthand'
  | 'dot'
  | 'escape'
  | 'backreference'
  | 'literal';
