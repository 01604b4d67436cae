import { APIS, apiNamed } from '../../../schemas/apis';
import { listText } from '../../cascade/conflicts/messages';
import { isRecord } from '../../config/read';
import { baseName } from '../../document/kinds';
import { consequenceOf } from '../../document/schema/consequence';
import { type SchemaNode, schemaAt } from '../../document/schema/schema';
import { pathOf } from '../../document/schema/validate';
import { insertProperties } from '../../edit/insert';
import type { Fix } from '../../findings/finding';
import type { JsonNode, Segment } from '../../json/nodes';
import { t } from '../../l10n';
import { nearest } from '../../text/nearest';
import { defineRule, type RuleContext } from '../api';

/** The value no author would choose otherwise, as there is only one. */
const SAFE: ReadonlySet<string> = new Set(['recordingType']);

/** Properties whose plain value would be a fault of its own, so none is inserted alone. */
const NO_VALUE: ReadonlySet<string> = new Set(['targets']);

/**
 * From this many on, one finding lists what an object lacks: a new file would show one for each otherwise.
 */
const LISTED_FROM = 3;

export const rule = defineRule({
  code: 'missing-property',
  severity: 'error',
  title: 'A required property is absent',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr', 'config', 'tests'],
  appliesWhen: {
    policy: 'schema-errors',
    settings: 'schema-errors',
    psr: 'schema-errors',
    tests: 'schema-errors',
  },
  check(ctx) {
    if (ctx.doc.kind === 'config') checkOrgs(ctx);
    const byOwner = new Map<JsonNode, { path: readonly Segment[]; names: string[] }>();
    for (const e of ctx.schemaErrors) {
      if (e.keyword !== 'required') continue;
      const path = pathOf(e.instancePath, ctx.value);
      const node = ctx.node(path);
      if (node === undefined || node.broken) continue;
      const name = String(e.params['missingProperty']);
      const owner = byOwner.get(node);
      if (owner === undefined) byOwner.set(node, { path, names: [name] });
      else owner.names.push(name);
    }
    for (const [node, { path, names }] of byOwner) reportMissing(ctx, node, path, names);
  },
});

function reportMissing(
  ctx: RuleContext,
  node: JsonNode,
  path: readonly Segment[],
  names: readonly string[],
): void {
  const schema = schemaAt(ctx.doc.kind, path);
  const absent: string[] = [];
  for (const name of names) {
    const lookalike = misspelled(node, schema, name);
    if (lookalike === undefined) absent.push(name);
    else report(ctx, node, path, name, lookalike);
  }
  if (absent.length < LISTED_FROM) for (const name of absent) report(ctx, node, path, name, undefined);
  else
    ctx.report({
      start: node.start,
      end: node.start + 1,
      message: t('{names} are missing. {why} Add them.', {
        names: listText(absent.map((name) => `"${name}"`)),
        why: consequenceOf(ctx.doc.kind),
      }),
      fixes: fixesFor(ctx, node, path, schema, absent),
    });
}

function report(
  ctx: RuleContext,
  node: JsonNode,
  path: readonly Segment[],
  name: string,
  lookalike: string | undefined,
): void {
  const schema = schemaAt(ctx.doc.kind, path);
  const property = schemaAt(ctx.doc.kind, [...path, name]);
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
    fixes: lookalike === undefined ? fixesFor(ctx, node, path, schema, [name]) : [],
  });
}

/**
 * An unknown property of the object whose name is nearly the missing one: it is mended by renaming, not by
 * adding a second.
 */
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
  names: readonly string[],
): Fix[] {
  const value = (key: string) => sensible(ctx, [...path, key], key);
  const missing = (schema?.required ?? []).filter((key) => !node.props?.some((p) => p.key === key));
  const [name] = names;
  const one: Fix[] =
    names.length !== 1 || name === undefined || NO_VALUE.has(name)
      ? []
      : [
          {
            title: t('Add "{name}": {value}', { name, value: JSON.stringify(value(name)) }),
            safe: SAFE.has(name) && (node.props?.length ?? 0) > 0,
            edits: () => insertProperties(ctx.doc.text, node, [[name, value(name)]]),
          },
        ];
  if (missing.length < 2) return one;
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
  return [...one, all];
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

/** An environment must say where its org is: without it, nothing can be planned or deployed there. */
function checkOrgs(ctx: RuleContext): void {
  const environments = (ctx.value as { environments?: Record<string, unknown> } | undefined)?.environments;
  if (typeof environments !== 'object' || environments === null) return;
  const chosen = new Set(ctx.project.environments.map(({ environment }) => environment.name));
  for (const [name, entry] of Object.entries(environments)) {
    if (!chosen.has(name) || !isRecord(entry) || entry['apiBaseUrl'] !== undefined) continue;
    if (ctx.node(['environments', name])?.broken) continue;
    const api = apiNamed(entry['api']);
    const { locatedBy } = APIS[api];
    if (entry[locatedBy] !== undefined) continue;
    if (locatedBy === 'region') reportRegion(ctx, name, api);
    else {
      ctx.report({
        key: ['environments', name],
        severity: 'hint',
        message: t(
          'The environment {name} names no org, so nothing can be planned or deployed there. Its files are checked all the same. Add "orgDomain", such as "acme".',
          { name },
        ),
      });
    }
  }
}

function reportRegion(ctx: RuleContext, name: string, api: string): void {
  ctx.report({
    at: ['environments', name, 'api'],
    severity: 'warning',
    message: t(
      '"api": "{api}" without "region": the address of {name} is not known, so nothing can be deployed to it. Add "region", such as "mypurecloud.ie".',
      { api, name },
    ),
  });
}

function firstSentence(text: string): string {
  const end = text.search(/[.;](\s|$)/);
  return end < 0 ? text : `${text.slice(0, end)}.`;
}
