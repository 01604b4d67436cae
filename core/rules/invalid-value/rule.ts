import type { ErrorObject } from 'ajv';
import { consequenceOf, shown } from '../../document/schema/consequence';
import { type SchemaNode, schemaAt } from '../../document/schema/schema';
import { pathOf } from '../../document/schema/validate';
import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import type { Segment } from '../../json/nodes';
import { t } from '../../l10n';
import { nearest, sameWord } from '../../text/nearest';
import { defineRule, type RuleContext } from '../api';
import { checkConfig } from './config';

export const rule = defineRule({
  code: 'invalid-value',
  severity: 'error',
  title: 'A value that is not allowed',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr', 'config', 'tests'],
  appliesWhen: { policy: 'schema-errors', settings: 'schema-errors', psr: 'schema-errors' },
  check(ctx) {
    if (ctx.doc.kind === 'config') checkConfig(ctx);
    if (ctx.doc.kind === 'tests') checkEnvironment(ctx);
    const errors = ctx.schemaErrors;
    if (errors.length === 0) return;
    const seen = new Set<string>();
    for (const e of errors) {
      if (e.keyword === 'propertyNames') {
        const path = [...pathOf(e.instancePath, ctx.value), String(e.params['propertyName'])];
        ctx.report({ key: path, message: nameMessage(path) });
        continue;
      }
      // The violation inside a name comes along with the one above; a value is complained of once.
      if (!MINE.has(e.keyword) || e.propertyName !== undefined || seen.has(e.instancePath)) continue;
      if (reportValue(ctx, e)) seen.add(e.instancePath);
    }
  },
});

/** Keywords whose violation is an invalid value; others have rules of their own. */
const MINE: ReadonlySet<string> = new Set([
  'enum',
  'minLength',
  'pattern',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
]);

function reportValue(ctx: RuleContext, e: ErrorObject): boolean {
  const path = pathOf(e.instancePath, ctx.value);
  const node = ctx.node(path);
  const schema = schemaAt(ctx.doc.kind, path);
  if (node === undefined || schema === undefined || node.broken) return false;
  const values = {
    name: nameOf(path),
    value: shown(node.value),
    why: consequenceOf(ctx.doc.kind),
    limit: Number(e.params['limit'] ?? 0),
  };
  switch (e.keyword) {
    case 'enum': {
      if (node.kind !== 'string') return false;
      const allowed = (schema.enum ?? []).map(String);
      const guess = nearest(String(node.value), allowed);
      const list = allowed.map((v) => `"${v}"`).join(', ');
      ctx.report({
        node,
        message:
          guess === undefined
            ? allowed.length === 1
              ? t('{value} is no value of {name}. {why} Write {list}.', { ...values, list })
              : t('{value} is no value of {name}. {why} Write one of {list}.', { ...values, list })
            : t('{value} is no value of {name}. {why} Did you mean "{guess}"? Allowed: {list}.', {
                ...values,
                list,
                guess,
              }),
        fixes: choices(ctx, path, String(node.value), usualFirst(allowed, schema.default), guess),
      });
      return true;
    }
    case 'minLength':
      ctx.report({
        node,
        message: t('{name} is empty. {why} Write what belongs here, or remove the entry.', values),
      });
      return true;
    case 'pattern':
      ctx.report({ node, message: patternMessage(schema, values) });
      return true;
    case 'minItems':
    case 'maxItems':
      ctx.report({
        node,
        message: t('{name} needs exactly {limit} entries. {why}', values),
      });
      return true;
    case 'minimum':
      ctx.report({ node, message: t('{name} is {value}, and {limit} is the least. {why}', values) });
      return true;
    case 'maximum':
      ctx.report({ node, message: t('{name} is {value}, and {limit} is the most. {why}', values) });
      return true;
    default:
      return false;
  }
}

function patternMessage(schema: SchemaNode, values: { name: string; value: string; why: string }): string {
  const rule = schema['x-patternMessage'];
  return rule === undefined
    ? t('{value} is no value of {name}. {why}', values)
    : t('{name} is {value}, and {rule}. {why}', { ...values, rule: `it ${rule}` });
}

function nameOf(path: readonly Segment[]): string {
  const last = path.at(-1);
  if (typeof last === 'string') return last;
  const owner = path.findLast((s) => typeof s === 'string');
  return owner === undefined ? t('The document') : `${owner}[${last}]`;
}

function nameMessage(path: readonly Segment[]): string {
  const name = String(path.at(-1));
  return path.at(-2) === 'variables'
    ? t(
        '"{name}" is no name for a variable: {{{name}}} in a file would not be replaced. Use letters, digits, "_", "." and "-", beginning with a letter or "_".',
        { name },
      )
    : t(
        '"{name}" is no name for an environment: it is typed on the command line and names a folder. Use letters, digits, "-" and "_", beginning with a letter or digit.',
        { name },
      );
}

function choices(
  ctx: RuleContext,
  path: readonly Segment[],
  value: string,
  allowed: readonly string[],
  guess: string | undefined,
): Fix[] {
  const node = ctx.node(path)!;
  const listed = guess === undefined ? allowed : [guess, ...allowed.filter((v) => v !== guess)];
  return listed.slice(0, 6).map((choice) => ({
    title: t('Write "{choice}"', { choice }),
    safe: choice === guess && sameWord(value, choice),
    edits: () => replaceNode(node, choice),
  }));
}

/** What is right more often than the others is offered first. */
function usualFirst(allowed: readonly string[], usual: unknown): readonly string[] {
  return typeof usual === 'string' ? [usual, ...allowed.filter((v) => v !== usual)] : allowed;
}

/** Tests that hold in an environment nobody configured would never run. */
function checkEnvironment(ctx: RuleContext): void {
  const name = (ctx.value as { environment?: unknown } | undefined)?.environment;
  const names = ctx.project.environmentNames();
  if (typeof name !== 'string' || !ctx.config.named || names.includes(name)) return;
  const guess = nearest(name, names);
  const list = names.map((n) => `"${n}"`).join(', ');
  ctx.report({
    at: ['environment'],
    message: t(
      'There is no environment "{name}" in recpolicy.config.json, so these tests would never run. Known: {list}.',
      { name, list },
    ),
    fixes: choices(ctx, ['environment'], name, names, guess),
  });
}
