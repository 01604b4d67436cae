import { type MemberOffsets, rootMembers } from '../json/locate-in-text';
import { type JsonNode, property } from '../json/nodes';
import { type ParsedJson, parseJson } from '../json/parse';
import type { JsonComment } from '../json/scanner';
import { parseStrictJson } from '../json/strict-json';
import type { SyntaxFault as Fault } from '../json/syntax-fault';
import { lineStartsOf, type Range, rangeOf } from '../text/lines';
import type { DocumentKind } from './kinds';

const NONE: readonly never[] = [];

/**
 * A document as every rule and language feature takes it. Immutable: an edit makes a new one. The syntax tree
 * is made when it is first asked for: a document in which nothing is found never needs its places.
 */
export class CoreDocument {
  /** The plain value, as a JSON parser would keep it; undefined for a text without any. */
  readonly value: unknown;
  /** Whether the text is strict JSON without any fault or comment. */
  readonly isStrictJson: boolean;
  private tree: ParsedJson | undefined;
  private starts: readonly number[] | undefined;
  private found: MemberOffsets | undefined;

  constructor(
    readonly uri: string,
    /** The path within the project, with forward slashes. */
    readonly path: string,
    readonly kind: DocumentKind,
    readonly text: string,
  ) {
    const isStrictJson = parseStrictJson(text);
    this.isStrictJson = isStrictJson !== undefined;
    this.tree = undefined;
    this.starts = undefined;
    this.found = undefined;
    this.value = isStrictJson === undefined ? this.json.root?.value : isStrictJson.value;
  }

  /** The syntax tree, with line starts. */
  get json(): ParsedJson {
    this.tree ??= parseJson(this.text);
    return this.tree;
  }

  /** Whether the tree was made already. */
  get hasTree(): boolean {
    return this.tree !== undefined;
  }

  /** Syntax errors, without making the tree of a faultless document. */
  get errors(): readonly Fault[] {
    return this.isStrictJson ? NONE : this.json.errors;
  }

  get comments(): readonly JsonComment[] {
    return this.isStrictJson ? NONE : this.json.comments;
  }

  /** Where the members of a plain document's root stand. */
  get members(): MemberOffsets {
    this.found ??= rootMembers(this.text);
    return this.found;
  }

  /** Where lines start, without making the tree. */
  get lineStarts(): readonly number[] {
    this.starts ??= this.tree?.lineStarts ?? lineStartsOf(this.text);
    return this.starts;
  }

  get root(): JsonNode | undefined {
    return this.json.root;
  }

  range(start: number, end: number): Range {
    return rangeOf(this.lineStarts, start, end);
  }

  /** The value node of a top-level property. */
  property(key: string): JsonNode | undefined {
    return property(this.json.root, key)?.value;
  }
}
