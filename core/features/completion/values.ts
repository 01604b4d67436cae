import { type SchemaNode, schemaAt } from '../../document/schema/schema';
import { t } from '../../l10n';
import { ItemKind } from '../shared/item-kinds';
import type { Proposals } from './proposals';
import { typeOf, valueSkeleton } from './skeleton';

/**
 * Values the schema knows of: enums with their meaning, booleans, defaults and examples, empty arrays and
 * objects.
 */
export function proposeSchemaValues(
  into: Proposals,
  isWanted: (value: unknown) => boolean = () => true,
): void {
  const { ctx, caret } = into;
  const schema = schemaAt(ctx.doc.kind, caret.path);
  if (schema === undefined) return;
  if (schema.enum !== undefined) {
    const usual = schema.enum.filter((value) => value === schema.default);
    for (const value of new Set([...usual, ...schema.enum]))
      addLiteral(into, schema, value, ItemKind.EnumMember);
    return;
  }
  const type = typeOf(schema);
  if (type === 'boolean') {
    const first = schema.default !== false;
    for (const value of [first, !first]) addLiteral(into, schema, value, ItemKind.Value);
  } else if (type === 'array' || type === 'object') {
    if (caret.token?.kind === 'string') return;
    const skeleton = valueSkeleton(ctx.doc.kind, caret.path);
    const label = type === 'array' ? '[ ]' : '{ }';
    into.add({
      label,
      kind: ItemKind.Snippet,
      snippet: skeleton,
      filter: caret.token === undefined ? label : ctx.doc.text.slice(caret.token.start, caret.token.end),
      ...(schema.title === undefined ? undefined : { detail: t(schema.title) }),
    });
  } else if (schema.format !== 'regex-mask') {
    const values = new Set([schema.default, ...(schema.examples ?? [])].filter((v) => v !== undefined));
    for (const value of values) {
      if (!isWanted(value) || (typeof value === 'string' && value.includes('{{'))) continue;
      addLiteral(into, schema, value, ItemKind.Value);
    }
    if (Array.isArray(schema.type) && schema.type.includes('null'))
      addLiteral(into, schema, null, ItemKind.Value);
  }
}

function addLiteral(into: Proposals, schema: SchemaNode, value: unknown, kind: number): void {
  const text = JSON.stringify(value);
  const meaning = typeof value === 'string' ? schema['x-enumDescriptions']?.[value] : undefined;
  const isDefault = schema.default !== undefined && schema.default === value;
  into.add({
    label: typeof value === 'string' ? value : text,
    kind,
    text,
    filter: typeof value === 'string' ? into.filterOf(value) : text,
    ...(isDefault ? { description: t('default'), preselect: true } : undefined),
    ...(meaning === undefined ? undefined : { docs: t(meaning) }),
  });
}
