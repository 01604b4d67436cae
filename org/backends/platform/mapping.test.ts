import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SchemaNode, schemaOf } from '../../../core/document/schema/schema';
import { schemaErrors } from '../../../core/document/schema/validate';
import { parseJson } from '../../../core/json/parse';
import { editedText, newText } from '../../model/edits/payload-edits';
import { resolved } from '../../model/policy/fields';
import { fieldsOf } from '../../model/policy/payload';
import { differingFields } from '../../model/policy/same';
import { fromPlatform, toPlatform } from './mapping';

const SCHEMA = schemaOf('mediaPolicy');
const NO_VARIABLES = new Map<string, string>();
const SAMPLES: Readonly<Record<string, string>> = {
  '^[^/\\s]+/[^/\\s]+$': '2026-01-01T00:00:00.000Z/2026-06-30T00:00:00.000Z',
};

/** Any value that the schema of media retention policies allows, as a file has it. */
function anyValue(node: SchemaNode, seed = ''): fc.Arbitrary<unknown> {
  const schema = resolved(SCHEMA, node);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 5000 });
    case 'array':
      return fc.uniqueArray(anyValue(schema.items!, seed), {
        minLength: 1,
        maxLength: 3,
        selector: (v) => JSON.stringify(v),
      });
    case 'object': {
      const members = Object.entries(schema.properties!).filter(
        ([k]) => k !== '$schema' && k !== 'forGroups',
      );
      return fc.record(Object.fromEntries(members.map(([k, inner]) => [k, anyValue(inner, k)])), {
        requiredKeys: [...(schema.required ?? [])],
      });
    }
    default:
      if (schema['x-reference'] !== undefined) return fc.uuid();
      if (schema.pattern?.includes('[01]')) return fc.constantFrom('08:00:00.000', '17:30:00.000');
      return SAMPLES[schema.pattern ?? ''] === undefined
        ? fc.stringMatching(/^[A-Za-z][A-Za-z0-9 äé_-]{0,12}$/)
        : fc.constant(SAMPLES[schema.pattern!]);
  }
}

const policies = anyValue(SCHEMA) as fc.Arbitrary<{ name: string; enabled: boolean }>;
/** As the org stores and answers it: references with names, and what the server owns. */
const stored = (file: { name: string; enabled: boolean }) => ({
  ...(withNames(toPlatform(file)) as Record<string, unknown>),
  id: 'p1',
  createdDate: '2026-01-01T00:00:00.000Z',
  modifiedDate: '2026-01-02T00:00:00.000Z',
  selfUri: '/api/v2/recording/mediaretentionpolicies/p1',
});

function withNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNames);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([k, v]) => [k, withNames(v)] as const);
  const isReference = members.length === 1 && (members[0]![0] === 'id' || members[0]![0] === 'contextId');
  return Object.fromEntries(isReference ? [...members, ['name', 'As the org calls it']] : members);
}

describe('a media retention policy', () => {
  it('goes from an org into a file and back as the same policy', () => {
    fc.assert(
      fc.property(policies, (file) => {
        const raw = stored(file);
        const remote = fromPlatform(raw);
        const text = newText(fieldsOf(remote.payload), NO_VARIABLES);
        const value = parseJson(text).root!.value;
        expect(schemaErrors('mediaPolicy', value)).toEqual([]);
        const { id: _i, createdDate: _c, modifiedDate: _m, selfUri: _s, ...rest } = raw;
        expect(toPlatform(value as never, raw)).toEqual(rest);
        // In an org that does not have it yet, nothing of it is lost either.
        const anew = fromPlatform({ ...toPlatform(value as never), id: 'p2' });
        expect(differingFields(fieldsOf(anew.payload), fieldsOf(remote.payload))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('changes in the members in which two policies differ, and in no other', () => {
    fc.assert(
      fc.property(policies, policies, (one, other) => {
        const raw = { ...stored(one), unknownToUs: { kept: [1, 2] } };
        const sent = toPlatform(other, raw);
        expect(sent['unknownToUs']).toEqual({ kept: [1, 2] });
        const now = fieldsOf(fromPlatform({ ...sent, id: 'p1' }).payload);
        expect(differingFields(now, fieldsOf(other))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is brought into a file with the changes and nothing else', () => {
    fc.assert(
      fc.property(policies, policies, (one, other) => {
        const text = `// kept\n${newText(fieldsOf(one), NO_VARIABLES)}`;
        const edited = editedText(text, fieldsOf(other), NO_VARIABLES);
        expect(edited.startsWith('// kept\n')).toBe(true);
        expect(differingFields(fieldsOf(parseJson(edited).root!.value), fieldsOf(other))).toEqual([]);
        expect(editedText(edited, fieldsOf(other), NO_VARIABLES)).toBe(edited);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps what only the presence of a member says', () => {
    const screens = (initiateScreenRecording?: object) => ({
      id: 'p1',
      name: 'A',
      enabled: true,
      mediaPolicies: { callPolicy: { actions: initiateScreenRecording && { initiateScreenRecording } } },
    });
    const path = '/mediaPolicies/callPolicy/actions/initiateScreenRecording/recordACW';
    const [without, empty] = [screens(), screens({})].map((raw) => fieldsOf(fromPlatform(raw).payload));
    expect(differingFields(without!, empty!)).toEqual([path]);
    // Without a date of its own nothing is made up: 365 days would be another policy.
    expect(empty).toEqual(
      new Map<string, unknown>([
        ['/name', 'A'],
        ['/enabled', true],
        [path, false],
      ]),
    );
  });
});
