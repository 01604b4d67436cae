import { type JsonNode, property } from '../json/nodes';
import { type ParsedJson, parseJson } from '../json/parse';
import { type Range, rangeOf } from '../text/lines';
import type { DocumentKind } from './kinds';

/** A document with its syntax tree, as every rule and language feature takes it. Immutable: an edit makes a new one. */
export class CoreDocument {
  readonly text: string;
  readonly json: ParsedJson;

  constructor(
    readonly uri: string,
    /** The path within the project, with forward slashes. */
    readonly path: string,
    readonly kind: DocumentKind,
    text: string,
  ) {
    this.text = text;
    this.json = parseJson(text);
  }

  get root(): JsonNode | undefined {
    return this.json.root;
  }

  range(start: number, end: number): Range {
    return rangeOf(this.json.lineStarts, start, end);
  }

  /** The value node of a top-level property. */
  top(key: string): JsonNode | undefined {
    return property(this.json.root, key)?.value;
  }
}
