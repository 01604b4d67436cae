import { clipped, consequenceOf, shown } from '../../document/schema/consequence';
import { type SchemaNode, schemaAt } from '../../document/schema/schema';
import { pathOf } from '../../document/schema/validate';
import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import type { JsonNode } from '../../json/nodes';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { isUnlimited, PSR_PERIODS } from '../psr-periods';

export const rule = defineRule({
  code: 'type-mismatch',
  severity: 'error',
  title: 'A value of the wrong type',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr', 'config', 'tests'],
  appliesWhen: {
    policy: 'schema-errors',
    settings: 'schema-errors',
    config: 'schema-errors',
    tests: 'schema-errors',
  },
  check(ctx) {
    if (ctx.doc.kind === 'psr') checkPeriods(ctx);
    for (const e of ctx.schemaErrors) {
      if (e.keyword !== 'type') continue;
      const path = pathOf(e.instancePath, ctx.value);
      const node = ctx.node(path);
      if (node === undefined || node.kind === 'missing' || node.broken) continue;
      // What stands before or after a document in pieces is not its value.
      if (path.length === 0 && ctx.doc.errors.length > 0) continue;
      const raw: unknown = e.params['type'];
      const wanted = Array.isArray(raw) ? raw.map(String) : String(raw).split(',');
      const schema = schemaAt(ctx.doc.kind, path);
      const title = schema?.title;
      const name = path.length === 0 ? t('The document') : nameOf(path, title);
      report(ctx, node, wanted, name, {
        hasChoices: schema?.enum !== undefined,
        itemKind: schemaAt(ctx.doc.kind, [...path, 0])?.type,
      });
    }
  },
});

/**
 * Periods are numbers or the word for "without end"; any other text is a number in the wrong clothes, or no
 * period.
 */
function checkPeriods(ctx: RuleContext): void {
  const retention = (ctx.value as { retention?: Record<string, unknown> } | undefined)?.retention;
  if (typeof retention !== 'object' || retention === null) return;
  for (const key of PSR_PERIODS) {
    const value = retention[key];
    if (typeof value !== 'string' || isUnlimited(value)) continue;
    const node = ctx.node(['retention', key]);
    if (node !== undefined && !node.broken) report(ctx, node, ['integer'], key);
  }
}

function nameOf(path: readonly (string | number)[], title: string | undefined): string {
  const last = path.at(-1)!;
  if (typeof last === 'string') return last;
  const owner = path.findLast((s) => typeof s === 'string');
  return title === undefined ? `${owner}[${last}]` : `${title} ${last + 1}`;
}

/** What else the schema says of the value. */
interface Allowed {
  /** Only certain texts are allowed. */
  readonly hasChoices?: boolean;
  /** The type of a list's items. */
  readonly itemKind?: SchemaNode['type'];
}

function report(
  ctx: RuleContext,
  node: JsonNode,
  wanted: readonly string[],
  name: string,
  allowed: Allowed = {},
): void {
  ctx.report({
    node,
    message: t('{name} is {found}, and {wanted} belongs here. {why}', {
      name,
      found: describe(node, ctx.doc.text),
      wanted: wanted.map(typeName).join(t(' or ')),
      why: name === '$schema' ? t('Editors cannot use it.') : consequenceOf(ctx.doc.kind),
    }),
    fixes: fixesFor(ctx, node, wanted, allowed),
  });
}

function describe(node: JsonNode, text: string): string {
  switch (node.kind) {
    case 'object':
      return t('an object');
    case 'array':
      return t('a list');
    case 'string':
      return t('the text {value}', { value: shown(node.value) });
    case 'number':
      // As it is written: 1e400 is no number that could be shown.
      return t('the number {value}', { value: clipped(text.slice(node.start, node.end)) });
    default:
      return shown(node.value);
  }
}

function typeName(type: string): string {
  switch (type) {
    case 'integer':
      return t('a whole number');
    case 'number':
      return t('a number');
    case 'string':
      return t('text in quotes');
    case 'boolean':
      return t('true or false');
    case 'array':
      return t('a list in [ ]');
    case 'object':
      return t('an object in { }');
    default:
      return type;
  }
}

/**
 * Conversions that keep what was meant: text that spells the value, a lone item instead of a list, a switch
 * for a severity.
 */
function fixesFor(
  ctx: RuleContext,
  node: JsonNode,
  wanted: readonly string[],
  { hasChoices = false, itemKind }: Allowed,
): Fix[] {
  const to = (value: unknown): Fix[] => [
    { title: t('Write {value}', { value: shown(value) }), safe: true, edits: () => replaceNode(node, value) },
  ];
  const { value } = node;
  if (typeof value === 'string') {
    const text = value.trim();
    if (wanted.includes('integer') && /^-?\d{1,15}$/.test(text)) return to(Number(text));
    if (wanted.includes('boolean') && /^(true|false)$/i.test(text)) return to(text.toLowerCase() === 'true');
  }
  if (wanted.includes('string')) {
    if (value === false && ctx.doc.kind === 'config') return to('off');
    // Where a number is right too, text would be no better than this one.
    if (typeof value === 'number' && !hasChoices && !wanted.includes('integer'))
      return to(ctx.doc.text.slice(node.start, node.end));
  }
  if (wanted.includes('array') && node.kind === itemKind) {
    return [
      {
        title: t('Put it into a list'),
        safe: true,
        edits: () => [
          { start: node.start, end: node.start, newText: '[' },
          { start: node.end, end: node.end, newText: ']' },
        ],
      },
    ];
  }
  return [];
}
