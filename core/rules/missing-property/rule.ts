import { baseName } from '../../documents/kinds';
import { insertProperties } from '../../edit/insert';
import type { Fix } from '../../findings/finding';
import type { JsonNode, Segment } from '../../json/nodes';
import { t } from '../../l10n';
import { consequenceOf } from '../../schema/consequence';
import { type SchemaNode, schemaAt } from '../../schema/schema';
import { pathOf } from '../../schema/validate';
import { nearest } from '../../text/nearest';
import { defineRule, type RuleContext } from '../api';

/** Values no author would choose otherwise: the only one there is, and the mode that never weakens a policy. */
const SAFE: ReadonlySet<string> = new Set(['recordingType', 'evaluationMode']);

export const rule = defineRule({
  code: 'missing-property',
  severity: 'error',
  title: 'A required property is absent',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr', 'config', 'tests'],
  needs: { policy: 'schema-errors', settings: 'schema-errors', psr: 'schema-errors', tests: 'schema-errors' },
  check(ctx) {
    if (ctx.doc.kind === 'config') checkRegions(ctx);
    for (const e of ctx.schemaErrors) {
      if (e.keyword !== 'required') continue;
      const path = pathOf(e.instancePath, ctx.value);
      const node = ctx.node(path);
      if (node === undefined || node.broken) continue;
      report(ctx, node, path, String(e.params['missingProperty']));
    }
  },
});

function report(ctx: RuleContext, node: JsonNode, path: readonly Segment[], name: string): void {
  const schema = schemaAt(ctx.doc.kind, path);
  const property = schemaAt(ctx.doc.kind, [...path, name]);
  const lookalike = misspelled(node, schema, name);
  const values = {
    name,
    why: consequenceOf(ctx.doc.kind),
    meaning: firstSentence(property?.description ?? ''),
    lookalike: lookalike ?? '',
  };
  ctx.report({
    at: [...path, name],
    message:
      lookalike === undefined
        ? t('"{name}" is missing. {meaning} {why} Add it.', values)
        : t('"{name}" is missing; "{lookalike}" looks like it. {why} Rename that property.', values),
    fixes: lookalike === undefined ? fixesFor(ctx, node, path, schema, name) : [],
  });
}

/** An unknown property of the object whose name is nearly the missing one: it is mended by renaming, not by adding a second. */
function misspelled(node: JsonNode, schema: SchemaNode | undefined, name: string): string | undefined {
  const known = schema?.properties ?? {};
  // An object with hundreds of names is of another kind; comparing them all would take seconds.
  if ((node.props?.length ?? 0) > 100) return undefined;
  for (const p of node.props ?? []) {
    if (!Object.hasOwn(known, p.key) && nearest(p.key, Object.keys(known)) === name) return p.key;
  }
  return undefined;
}

function fixesFor(
  ctx: RuleContext,
  node: JsonNode,
  path: readonly Segment[],
  schema: SchemaNode | undefined,
  name: string,
): Fix[] {
  const value = (key: string) => sensible(ctx, [...path, key], key);
  const missing = (schema?.required ?? []).filter((key) => !node.props?.some((p) => p.key === key));
  const one: Fix = {
    title: t('Add "{name}": {value}', { name, value: JSON.stringify(value(name)) }),
    safe: SAFE.has(name) && (node.props?.length ?? 0) > 0,
    edits: () => insertProperties(ctx.doc.text, node, [[name, value(name)]]),
  };
  if (missing.length < 2) return [one];
  const all: Fix = {
    title: t('Add all {count} missing properties', { count: missing.length }),
    safe: false,
    edits: () =>
      insertProperties(
        ctx.doc.text,
        node,
        missing.map((key) => [key, value(key)] as const),
      ),
  };
  return [one, all];
}

/** The schema's default, or something plain of the right type that the author will see is to be filled. */
function sensible(ctx: RuleContext, path: readonly Segment[], key: string): unknown {
  const schema = schemaAt(ctx.doc.kind, path);
  if (schema?.default !== undefined) return schema.default;
  if (key === 'name' && path.length === 1) return baseName(ctx.doc.path).replace(/\.[a-z-]+\.json$/, '');
  if (schema?.type === 'array') return [];
  if (schema?.type === 'object') return {};
  return '';
}

/** The live platform is addressed by its region: without one, the environment cannot be reached. */
function checkRegions(ctx: RuleContext): void {
  const environments = (ctx.value as { environments?: Record<string, unknown> } | undefined)?.environments;
  if (typeof environments !== 'object' || environments === null) return;
  for (const [name, entry] of Object.entries(environments)) {
    const env = entry as { api?: unknown; region?: unknown; apiBaseUrl?: unknown } | null;
    if (env?.api !== 'platform' || env.region !== undefined || env.apiBaseUrl !== undefined) continue;
    if (ctx.node(['environments', name])?.broken) continue;
    ctx.report({
      at: ['environments', name, 'api'],
      severity: 'warning',
      message: t(
        '"api": "platform" without "region": the address of {name} is not known, so nothing can be deployed to it. Add "region", such as "mypurecloud.ie".',
        { name },
      ),
    });
  }
}

function firstSentence(text: string): string {
  const end = text.search(/[.;](\s|$)/);
  return end < 0 ? text : `${text.slice(0, end)}.`;
}
