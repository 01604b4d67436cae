import { type SchemaNode, schemaOf } from '../../../core/document/schema/schema';
import { digest } from '../../model/digest';
import { canonicalText, fieldAt, inOrder, resolved } from '../../model/policy/fields';
import { fieldsOf, type PolicyPayload, setAt } from '../../model/policy/payload';
import { sameField } from '../../model/policy/same';
import { isRecord } from '../../transport/http/json';
import type { RemotePolicy } from '../backend';
import { ShapeFault } from '../shape';

/** A media retention policy as the platform answers it. */
export type MediaRetentionPolicy = Readonly<Record<string, unknown>>;

const SCHEMA = schemaOf('mediaPolicy');

/** Under which member a referred thing's id stands; survey forms are published under a context id. */
const ID_MEMBERS: Readonly<Record<string, string>> = { surveyForm: 'contextId' };

/** Reads a media retention policy: what a file can say of it, in the file's own terms. */
export function fromPlatform(raw: unknown): RemotePolicy {
  if (!isRecord(raw) || typeof raw['id'] !== 'string' || raw['id'] === '')
    throw new ShapeFault('the id of a policy is not a text');
  const { id, name } = raw;
  const read = readAs(SCHEMA, { ...raw, name: typeof name === 'string' ? name : id });
  const payload = { ...(read as object), enabled: raw['enabled'] === true } as PolicyPayload;
  const problems = problemsOf(raw);
  return { id, etag: tagOfRaw(raw), payload, ...(problems.length === 0 ? {} : { problems }) };
}

/** A value of an answer as a file has it: references as ids, without what means the same as nothing. */
function readAs(node: SchemaNode, value: unknown): unknown {
  const schema = resolved(SCHEMA, node);
  const kind = schema['x-reference'];
  if (kind !== undefined) return idIn(value, kind);
  if (Array.isArray(value)) {
    const items = schema.items ?? {};
    const isObject = resolved(SCHEMA, items).type === 'object';
    const read = value
      .map((v) => readAs(items, v) ?? (isObject ? {} : undefined))
      .filter((v) => v !== undefined);
    return read.length === 0 ? undefined : read;
  }
  if (isRecord(value) && schema.properties !== undefined) {
    const entries = Object.entries(schema.properties).flatMap(([key, inner]) => {
      const read = Object.hasOwn(value, key) ? readAs(inner, value[key]) : undefined;
      const required = node !== SCHEMA && schema.required?.includes(key);
      if (read !== undefined) return [[key, read] as const];
      return required && resolved(SCHEMA, inner).type === 'boolean' ? [[key, false] as const] : [];
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  if (value === null || value === '' || value === schema.default) return undefined;
  return value;
}

function idIn(value: unknown, kind: string): string | undefined {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return undefined;
  const id = value[ID_MEMBERS[kind] ?? 'id'] ?? value['id'];
  return typeof id === 'string' ? id : undefined;
}

function problemsOf(raw: MediaRetentionPolicy): string[] {
  const errors = isRecord(raw['policyErrors']) ? raw['policyErrors']['policyErrorMessages'] : undefined;
  return (Array.isArray(errors) ? errors : []).flatMap((e) => {
    if (!isRecord(e)) return [];
    const text = [e['userParamsMessage'], e['userMessage'], e['errorCode']].find(
      (t) => typeof t === 'string',
    );
    return text === undefined ? [] : [String(text)];
  });
}

/**
 * The platform has no entity tags: a digest of the whole object stands for its version, compared right before
 * a write.
 */
export function tagOfRaw(raw: MediaRetentionPolicy): string {
  return `"${digest(JSON.stringify(ordered(raw))).slice(0, 32)}"`;
}

// Lists and single reads may differ in these without a change having been made.
const NOT_VERSIONED = new Set(['selfUri', 'policyErrors', 'hasErrors']);

/** The same for the same content: members in order, without what is null. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => value[key] !== null && !NOT_VERSIONED.has(key))
      .sort()
      .map((key) => [key, ordered(value[key])]),
  );
}

/** The body to send: what the org has with the fields that differ changed, and nothing else. */
export function toPlatform(
  payload: PolicyPayload,
  existing: MediaRetentionPolicy = {},
): Record<string, unknown> {
  const known = new ReferenceObjects(existing);
  const body = structuredClone(withoutServerOwned(existing));
  const wanted = fieldsOf(payload);
  const now = fieldsOf(readAs(SCHEMA, existing));
  for (const path of inOrder([...wanted.keys(), ...now.keys()])) {
    if (sameField(path, wanted.get(path), now.get(path))) continue;
    const field = fieldAt(path)!;
    // A flag is sent as it is meant, also where it is off: what the platform takes an absent one for is its
    // own affair.
    const isFlag = field.schema.type === 'boolean' && !field.marksPresence;
    const value = wanted.get(path) ?? (isFlag ? field.schema.default : undefined);
    if (isFlag ? value === undefined : canonicalText(field, value) === '') removeAt(body, field.segments);
    else setAt(body, field.segments, known.write(field.schema, value));
  }
  return body;
}

/** Takes a member out, and the objects that nothing is left in. */
function removeAt(target: Record<string, unknown>, segments: readonly string[]): void {
  const [first, ...rest] = segments as [string, ...string[]];
  const inner = target[first];
  if (rest.length === 0) delete target[first];
  else if (isRecord(inner)) {
    removeAt(inner, rest);
    if (Object.keys(inner).length === 0) delete target[first];
  }
}

/** The objects by which a policy refers to things, so that what stays is sent back as it was read. */
class ReferenceObjects {
  private readonly byId = new Map<string, unknown>();

  constructor(raw: MediaRetentionPolicy) {
    this.collect(SCHEMA, raw);
  }

  /** A value of a file as the platform takes it. */
  write(node: SchemaNode, value: unknown): unknown {
    const schema = resolved(SCHEMA, node);
    const kind = schema['x-reference'];
    if (kind !== undefined)
      return this.byId.get(`${kind} ${String(value)}`) ?? { [ID_MEMBERS[kind] ?? 'id']: value };
    if (Array.isArray(value))
      return schema.items === undefined ? value : value.map((v) => this.write(schema.items!, v));
    if (!isRecord(value) || schema.properties === undefined) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, v]) => {
        const inner = schema.properties?.[key];
        return [key, inner === undefined ? v : this.write(inner, v)];
      }),
    );
  }

  private collect(node: SchemaNode, value: unknown): void {
    const schema = resolved(SCHEMA, node);
    const kind = schema['x-reference'];
    const id = kind === undefined ? undefined : idIn(value, kind);
    if (id !== undefined) this.byId.set(`${kind} ${id}`, value);
    else if (Array.isArray(value)) for (const v of value) this.collect(schema.items ?? {}, v);
    else if (isRecord(value))
      for (const [key, inner] of Object.entries(schema.properties ?? {})) this.collect(inner, value[key]);
  }
}

/** What the platform would store of a payload. */
export function storedOf(payload: PolicyPayload): PolicyPayload {
  return fromPlatform({ ...toPlatform(payload), id: 'x' }).payload;
}

const SERVER_OWNED = new Set(SCHEMA['x-serverOwned']);

function withoutServerOwned(raw: MediaRetentionPolicy): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !SERVER_OWNED.has(key)));
}
