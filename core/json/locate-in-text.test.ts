import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateScalar, rootMembers } from './locate-in-text';
import { type JsonNode, JsonProperty, type Path } from './nodes';
import { parseJson } from './parse';
import { parseStrictJson } from './strict-json';

function* scalars(
  node: JsonNode,
  path: Path,
): Iterable<{ path: Path; node: JsonNode; property: JsonProperty | undefined }> {
  for (const p of node.props ?? []) {
    if (p.value.props === undefined && p.value.items === undefined)
      yield { path: [...path, p.key], node: p.value, property: p };
    else yield* scalars(p.value, [...path, p.key]);
  }
  for (const [i, item] of (node.items ?? []).entries()) {
    if (item.props === undefined && item.items === undefined)
      yield { path: [...path, i], node: item, property: undefined };
    else yield* scalars(item, [...path, i]);
  }
}

describe('finding one scalar without a tree', () => {
  it('agrees with the tree on every scalar of every JSON object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
        fc.constantFrom(undefined, 2, '\t'),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          if (parseStrictJson(text) === undefined) return;
          for (const { path, node, property } of scalars(parseJson(text).root!, [])) {
            const found = locateScalar(text, rootMembers(text), path, node.value);
            // Keys with escapes are left to the tree.
            if (found === undefined) continue;
            const at = found instanceof JsonProperty ? found.value : found;
            expect([at.start, at.end, at.kind, at.value]).toEqual([
              node.start,
              node.end,
              node.kind,
              node.value,
            ]);
            if (property !== undefined) {
              expect(found).toBeInstanceOf(JsonProperty);
              expect([(found as JsonProperty).keyStart, (found as JsonProperty).keyEnd]).toEqual([
                property.keyStart,
                property.keyEnd,
              ]);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds plain keys behind escapes and nesting', () => {
    const text = '{ "a\\"": {"x": [1, "}\\\\"]}, "list": [[1], {"k": "v"}], "days" : 90 }';
    expect(locateScalar(text, rootMembers(text), ['days'], 90)).toMatchObject({
      keyStart: text.indexOf('"days"'),
      value: { start: text.indexOf('90') },
    });
    expect(locateScalar(text, rootMembers(text), ['list', 1, 'k'], 'v')).toMatchObject({
      value: { start: text.indexOf('"v"') },
    });
    expect(locateScalar(text, rootMembers(text), ['absent'], undefined)).toBeUndefined();
  });
});
