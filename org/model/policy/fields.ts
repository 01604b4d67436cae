import { type SchemaNode, schemaOf } from '../../../core/document/schema/schema';
import { isRecord } from '../../transport/http/json';

/** A field by JSON pointer: a member that is no object, at any depth. */
export type FieldPath = string;

/** The kinds of document that are deployed as policies. Their fields of one name mean one thing. */
const KINDS = ['policy', 'mediaPolicy'] as const;
type PolicyKind = (typeof KINDS)[number];

/** What is known of one field. */
export interface Field {
  readonly path: FieldPath;
  readonly segments: readonly string[];
  readonly kind: PolicyKind;
  readonly schema: SchemaNode;
  /** Place among all fields: the order that files and requests have. */
  readonly index: number;
  /** A flag that stands for the presence of its object: absent in one that is there, it is false. */
  readonly marksPresence: boolean;
}

/** A member of a policy: a field, or an object of more of them. */
export interface Member {
  readonly name: string;
  readonly field: Field | undefined;
  readonly members: readonly Member[];
}

const FIELDS = new Map<FieldPath, Field>();

/** The members of a policy of any kind, in the order of the schemas. */
export const MEMBERS: readonly Member[] = merged(KINDS.map((kind) => membersOf(kind, schemaOf(kind), [])));

/** What is known of a field; undefined for a path that is none. */
export function fieldAt(path: FieldPath): Field | undefined {
  return FIELDS.get(path);
}

/** Field paths, each once, in the order of the schemas. */
export function inOrder(paths: Iterable<FieldPath>): FieldPath[] {
  return [...new Set(paths)].sort((a, b) => (FIELDS.get(a)?.index ?? 0) - (FIELDS.get(b)?.index ?? 0));
}

function membersOf(kind: PolicyKind, node: SchemaNode, above: readonly string[]): Member[] {
  const root = schemaOf(kind);
  return Object.entries(node.properties ?? {})
    .filter(([name]) => name !== '$schema')
    .map(([name, raw]) => {
      const schema = resolved(root, raw);
      const segments = [...above, name];
      const members = schema.properties === undefined ? [] : membersOf(kind, schema, segments);
      const marksPresence =
        above.length > 0 && schema.type === 'boolean' && (node.required ?? []).includes(name);
      const field = members.length > 0 ? undefined : added({ kind, segments, schema, marksPresence });
      return { name, members, field };
    });
}

function added(found: Omit<Field, 'path' | 'index'>): Field {
  const path = `/${found.segments.join('/')}`;
  const known = FIELDS.get(path);
  if (known !== undefined) return known;
  const field: Field = { ...found, path, index: FIELDS.size };
  FIELDS.set(path, field);
  return field;
}

/** Members of several kinds, each name once. */
function merged(lists: readonly (readonly Member[])[]): Member[] {
  const byName = new Map<string, Member>();
  for (const member of lists.flat()) if (!byName.has(member.name)) byName.set(member.name, member);
  return [...byName.values()];
}

/** A schema node with its reference followed. */
export function resolved(root: SchemaNode, node: SchemaNode): SchemaNode {
  if (node.$ref === undefined) return node;
  const found = root.definitions?.[node.$ref.slice('#/definitions/'.length)];
  if (found === undefined) throw new Error(`the schema has no ${node.$ref}`);
  return found;
}

/**
 * A value of a media retention policy such that what means the same is the same: lists in one order, members
 * without what is absent anyway. Undefined for what means the same as nothing.
 */
export function canonical(root: SchemaNode, raw: SchemaNode, value: unknown): unknown {
  const schema = resolved(root, raw);
  if (value === undefined || value === null || value === '' || value === schema.default) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((v) =>
      schema.items === undefined ? v : (canonical(root, schema.items, v) ?? null),
    );
    const texts = [...new Set(items.map((v) => JSON.stringify(v)))].sort();
    return texts.length === 0 ? undefined : texts;
  }
  if (!isRecord(value)) return value;
  const entries = Object.keys(value)
    .sort()
    .map((key) => [key, canonical(root, schema.properties?.[key] ?? {}, value[key])] as const)
    .filter(([, v]) => v !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The same for a field, as a text to compare. */
export function canonicalText(field: Field, value: unknown): string {
  return JSON.stringify(canonical(schemaOf(field.kind), field.schema, value)) ?? '';
}

/** Changes every text inside a value that refers to a thing of the org. */
export function mapReferences(
  field: Field,
  value: unknown,
  change: (text: string, kind: string) => unknown,
): unknown {
  const root = schemaOf(field.kind);
  const visit = (raw: SchemaNode, v: unknown): unknown => {
    const schema = resolved(root, raw);
    const kind = schema['x-reference'];
    if (typeof v === 'string') return kind === undefined ? v : change(v, kind);
    if (Array.isArray(v)) return schema.items === undefined ? v : v.map((one) => visit(schema.items!, one));
    if (!isRecord(v)) return v;
    return Object.fromEntries(
      Object.entries(v).map(([key, one]) => {
        const inner = schema.properties?.[key];
        return [key, inner === undefined ? one : visit(inner, one)];
      }),
    );
  };
  return visit(field.schema, value);
}
