import { JsonNode, JsonProperty, type Path } from './nodes';

/**
 * The members of an object in a strict JSON text: four offsets each (key from and to, value from and to), in
 * source order.
 */
export type MemberOffsets = readonly number[];

/** The members of the text's root object, by skipping over strings and brackets. */
export function rootMembers(text: string): MemberOffsets {
  return membersAt(text, skipSpace(text, 0));
}

/**
 * Finds one scalar of a strict JSON text without a tree: a finding needs one or two places. Undefined for
 * objects and arrays (whoever asks wants their parts), for absent paths, and for keys written with escapes:
 * the tree knows those.
 */
export function locateScalar(
  text: string,
  members: MemberOffsets,
  path: Path,
  value: unknown,
): JsonProperty | JsonNode | undefined {
  if (typeof value === 'object' && value !== null) return undefined;
  let inside: MemberOffsets | undefined = members;
  let at = skipSpace(text, 0);
  let member = -1;
  for (const [depth, segment] of path.entries()) {
    if (typeof segment === 'number') {
      at = itemAt(text, at, segment);
      if (at < 0) return undefined;
      member = -1;
      continue;
    }
    if (depth > 0) {
      if (text.charCodeAt(at) !== 123) return undefined;
      inside = membersAt(text, at);
    }
    member = memberNamed(text, inside!, segment);
    if (member < 0) return undefined;
    at = inside![member + 2]!;
  }
  const end = member < 0 ? skipValue(text, at) : inside![member + 3]!;
  const node = new JsonNode(kindOf(value), at, end, value);
  if (member < 0) return node;
  return new JsonProperty(path.at(-1) as string, inside![member]!, inside![member + 1]!, node, false);
}

function membersAt(text: string, opening: number): MemberOffsets {
  const members: number[] = [];
  let at = skipSpace(text, opening + 1);
  while (text.charCodeAt(at) === 34) {
    const keyEnd = skipString(text, at);
    // Behind the key: white space, the colon, white space.
    const from = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const to = skipValue(text, from);
    members.push(at, keyEnd, from, to);
    at = skipSpace(text, to);
    if (text.charCodeAt(at) === 44) at = skipSpace(text, at + 1);
  }
  return members;
}

function memberNamed(text: string, members: MemberOffsets, key: string): number {
  for (let i = 0; i < members.length; i += 4) {
    if (members[i + 1]! - members[i]! === key.length + 2 && text.startsWith(key, members[i]! + 1)) return i;
  }
  return -1;
}

function itemAt(text: string, opening: number, index: number): number {
  if (text.charCodeAt(opening) !== 91) return -1;
  let at = skipSpace(text, opening + 1);
  for (let i = 0; i < index; i++) {
    at = skipSpace(text, skipValue(text, at));
    if (text.charCodeAt(at) !== 44) return -1;
    at = skipSpace(text, at + 1);
  }
  return at;
}

function kindOf(value: unknown): JsonNode['kind'] {
  return value === null ? 'null' : (typeof value as 'string' | 'number' | 'boolean');
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = text.charCodeAt(at);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return at;
    at++;
  }
}

function skipString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}

/** Whether an odd number of backslashes stands before an offset. */
function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text.charCodeAt(at - 1 - count) === 92) count++;
  return count % 2 === 1;
}

function skipValue(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === 34) return skipString(text, from);
  let at = from;
  if (first !== 123 && first !== 91) {
    for (;;) {
      const c = text.charCodeAt(at);
      if (c === 44 || c === 125 || c === 93 || c === 32 || c === 10 || c === 13 || c === 9 || Number.isNaN(c))
        return at;
      at++;
    }
  }
  for (let depth = 0; ; ) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      at = skipString(text, at);
      continue;
    }
    // Below the brackets are white space, digits and separators: most of what stands between strings.
    if (c > 58) {
      if (c === 123 || c === 91) depth++;
      else if ((c === 125 || c === 93) && --depth === 0) return at + 1;
    }
    at++;
  }
}
