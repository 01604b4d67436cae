import type { DocumentKind } from '../../document/kinds';
import { type SchemaNode, schemaAt } from '../../document/schema/schema';
import type { Path } from '../../json/nodes';
import { choice, escapeSnippet, placeholder } from './snippet';

/**
 * A value to start from, as a snippet: the default, the choices of an enum, the required properties of an
 * object.
 */
export function valueSkeleton(kind: DocumentKind, path: Path, counter = { next: 1 }): string {
  const node = schemaAt(kind, path);
  if (node === undefined) return `$${counter.next++}`;
  if (node.enum !== undefined && node.enum.length > 0) return enumSkeleton(node, counter);
  switch (typeOf(node)) {
    case 'boolean':
      return node.default === undefined
        ? choice(counter.next++, ['true', 'false'])
        : choice(counter.next++, node.default === true ? ['true', 'false'] : ['false', 'true']);
    case 'integer':
    case 'number':
      return placeholder(counter.next++, String(node.default ?? node.examples?.[0] ?? node.minimum ?? 0));
    case 'string':
      return `"${placeholder(counter.next++, typeof node.default === 'string' ? inJson(node.default) : '')}"`;
    case 'array':
      return arraySkeleton(kind, path, counter);
    default:
      return objectSkeleton(kind, path, node, counter);
  }
}

function enumSkeleton(node: SchemaNode, counter: { next: number }): string {
  const values = [...node.enum!];
  const first = values.indexOf(node.default);
  if (first > 0) values.unshift(...values.splice(first, 1));
  const quoted = values.every((v) => typeof v === 'string');
  const texts = values.map((v) => (quoted ? inJson(v as string) : JSON.stringify(v)));
  const inner = texts.length === 1 ? escapeSnippet(texts[0]!) : choice(counter.next++, texts);
  return quoted ? `"${inner}"` : inner;
}

function arraySkeleton(kind: DocumentKind, path: Path, counter: { next: number }): string {
  const item = schemaAt(kind, [...path, 0]);
  if (item === undefined || typeOf(item) !== 'object') return `[$${counter.next++}]`;
  return `[\n\t${valueSkeleton(kind, [...path, 0], counter).replaceAll('\n', '\n\t')}\n]`;
}

function objectSkeleton(kind: DocumentKind, path: Path, node: SchemaNode, counter: { next: number }): string {
  const required = node.required ?? [];
  if (required.length === 0) return `{\n\t$${counter.next++}\n}`;
  const members = required.map((name) => `"${name}": ${valueSkeleton(kind, [...path, name], counter)}`);
  const flat = `{ ${members.join(', ')} }`;
  if (flat.length < 80 && !flat.includes('\n')) return flat;
  return `{\n${members.map((m) => `\t${m.replaceAll('\n', '\n\t')}`).join(',\n')}\n}`;
}

/** The first type a schema allows. */
export function typeOf(node: SchemaNode): string | undefined {
  return typeof node.type === 'string' ? node.type : node.type?.[0];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
