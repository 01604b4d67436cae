/**
 * Kinds of node in a parsed JSONC document. `missing` stands where a value was expected and none was found.
 */
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'missing';

/**
 * A property of an object: its key as decoded, the range of the quoted key, and the value. Offsets are UTF-16
 * code units.
 */
export class JsonProperty {
  constructor(
    readonly key: string,
    readonly keyStart: number,
    readonly keyEnd: number,
    readonly value: JsonNode,
    /** True when an earlier property of the object has this key; its value is what a JSON parser keeps. */
    readonly duplicate: boolean,
  ) {}
}

/**
 * A node of the syntax tree. One class for all kinds keeps property access monomorphic, which the
 * validation of a whole project rests on. Offsets are UTF-16 code units; `end` is exclusive.
 */
export class JsonNode {
  end: number;
  /** The plain JavaScript value, as `JSON.parse` would give it; `undefined` for a missing value. */
  value: unknown;
  /** Properties in source order (objects only), duplicates included. */
  props: JsonProperty[] | undefined;
  /** Items in source order (arrays only). */
  items: JsonNode[] | undefined;
  /**
   * True when a syntax error stands directly inside, so that absent parts may be half-typed rather than
   * forgotten.
   */
  broken: boolean;

  constructor(
    readonly kind: JsonKind,
    readonly start: number,
    end: number,
    value: unknown,
  ) {
    this.end = end;
    this.value = value;
    this.props = undefined;
    this.items = undefined;
    this.broken = false;
  }
}

/** One step of a path: a property name or an array index. */
export type Segment = string | number;
export type Path = readonly Segment[];

/**
 * The effective property with this key, as a parser would keep it: the last one that has a value, or else the
 * last one.
 */
export function property(node: JsonNode | undefined, key: string): JsonProperty | undefined {
  const props = node?.props;
  if (props === undefined) return undefined;
  let without: JsonProperty | undefined;
  for (let i = props.length - 1; i >= 0; i--) {
    const found = props[i]!;
    if (found.key !== key) continue;
    if (found.value.kind !== 'missing') return found;
    without ??= found;
  }
  return without;
}

/** The node at a path, or undefined where there is none. */
export function nodeAt(root: JsonNode | undefined, path: Path): JsonNode | undefined {
  let node = root;
  for (const segment of path) {
    if (node === undefined) return undefined;
    node = typeof segment === 'number' ? node.items?.[segment] : property(node, segment)?.value;
  }
  return node;
}

/** RFC 6901 pointer of a path. */
export function toPointer(path: Path): string {
  return path.map((s) => `/${String(s).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * What stands at an offset: the innermost node, the path to it, and the property when the offset is in a key.
 */
export interface Location {
  readonly node: JsonNode;
  readonly path: Path;
  readonly property: JsonProperty | undefined;
  readonly inKey: boolean;
  /** The chain of nodes from the root to `node`, both included. */
  readonly ancestors: readonly JsonNode[];
}

/**
 * Finds what stands at an offset. Both ends of a token belong to it, as a caret may stand behind its last
 * character.
 */
export function locate(root: JsonNode | undefined, offset: number): Location | undefined {
  if (root === undefined || offset < root.start || offset > root.end) return undefined;
  const path: Segment[] = [];
  const ancestors: JsonNode[] = [root];
  let node = root;
  let owner: JsonProperty | undefined;
  for (;;) {
    let next: JsonNode | undefined;
    if (node.props !== undefined) {
      for (const p of node.props) {
        if (offset >= p.keyStart && offset <= p.keyEnd) {
          return { node, path: [...path, p.key], property: p, inKey: true, ancestors };
        }
        if (offset >= p.value.start && offset <= p.value.end && p.value.kind !== 'missing') {
          next = p.value;
          owner = p;
          path.push(p.key);
          break;
        }
      }
    } else if (node.items !== undefined) {
      for (let i = 0; i < node.items.length; i++) {
        const item = node.items[i]!;
        if (offset >= item.start && offset <= item.end && item.kind !== 'missing') {
          next = item;
          owner = undefined;
          path.push(i);
          break;
        }
      }
    }
    if (next === undefined) return { node, path, property: owner, inKey: false, ancestors };
    node = next;
    ancestors.push(node);
  }
}
