import type { DocumentKind } from '../../document/kinds';
import { nameOfKind } from '../../document/schema/consequence';
import { type SchemaNode, schemaAt } from '../../document/schema/schema';
import { isServerOwned } from '../../document/schema/server-owned';
import { pathOf } from '../../document/schema/validate';
import { removeProperty } from '../../edit/remove';
import type { Fix } from '../../findings/finding';
import { ruleCodes } from '../../generated/rule-codes';
import { nodeAt, type Segment } from '../../json/nodes';
import { t } from '../../l10n';
import { nearest, sameWord } from '../../text/nearest';
import { defineRule, type RuleContext } from '../api';

const CODES: ReadonlySet<string> = new Set(ruleCodes);

/** Kinds of document that no org ever receives. */
const NEVER_SENT: ReadonlySet<DocumentKind> = new Set(['config', 'tests', 'psr']);

export const rule = defineRule({
  code: 'unknown-property',
  severity: 'warning',
  title: 'A property nobody reads',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr', 'config', 'tests'],
  appliesWhen: {
    policy: 'schema-errors',
    settings: 'schema-errors',
    psr: 'schema-errors',
    tests: 'schema-errors',
  },
  check(ctx) {
    if (ctx.doc.kind === 'config') checkRuleCodes(ctx);
    for (const e of ctx.schemaErrors) {
      if (e.keyword !== 'additionalProperties') continue;
      const path = pathOf(e.instancePath, ctx.value);
      const name = String(e.params['additionalProperty']);
      if (path.length === 0 && isServerOwned(ctx.doc.kind, name)) continue;
      const schema = schemaAt(ctx.doc.kind, path);
      const owner = path.length === 0 ? nameOfKind(ctx.doc.kind) : (schema?.title ?? String(path.at(-1)));
      const guess = schema === undefined ? undefined : nearestProperty(schema, name);
      const values = { name, owner, guess: guess ?? '' };
      ctx.report({
        key: [...path, name],
        message: isSecretName(ctx.doc.kind, name)
          ? t(
              '"{name}" is never read from a file: whoever has the repository would have the org. Remove it, give the org a new secret if this one was committed, and keep it in the editor\'s connection to the org or in RECPOLICY_CLIENT_ID and RECPOLICY_CLIENT_SECRET.',
              values,
            )
          : guess === undefined
            ? NEVER_SENT.has(ctx.doc.kind)
              ? t(
                  '"{name}" is no property of {owner}, so it has no effect. Remove it, or put it into a comment.',
                  values,
                )
              : t(
                  '"{name}" is no property of {owner}: it has no effect, and the org may reject it. Remove it, or put it into a comment.',
                  values,
                )
            : t('"{name}" is no property of {owner}, so it has no effect. Did you mean "{guess}"?', values),
        fixes: fixesFor(ctx, path, name, guess),
      });
    }
  },
});

/** Whether a name in the configuration stands for something that gives access to an org. */
function isSecretName(kind: DocumentKind, name: string): boolean {
  return (
    kind === 'config' &&
    /secret|password|passwd|token$|clientid$|apikey|credential/i.test(name.replaceAll(/[_-]/g, ''))
  );
}

/** Codes in `rules` that no rule has: the severity would be set for nothing. */
function checkRuleCodes(ctx: RuleContext): void {
  const levels = (ctx.value as { rules?: unknown } | undefined)?.rules;
  if (typeof levels !== 'object' || levels === null || Array.isArray(levels)) return;
  for (const code of Object.keys(levels)) {
    if (CODES.has(code)) continue;
    const guess = nearest(code, ruleCodes);
    const values = { code, guess: guess ?? '' };
    ctx.report({
      key: ['rules', code],
      message:
        guess === undefined
          ? t(
              'There is no rule "{code}", so this severity has no effect. Remove it; docs/rules lists all codes.',
              values,
            )
          : t('There is no rule "{code}", so this severity has no effect. Did you mean "{guess}"?', values),
      fixes: fixesFor(ctx, ['rules'], code, guess),
    });
  }
}

function fixesFor(
  ctx: RuleContext,
  path: readonly Segment[],
  name: string,
  guess: string | undefined,
): Fix[] {
  const property = ctx.property([...path, name])!;
  const fixes: Fix[] = [];
  if (guess !== undefined && !hasProperty(ctx.value, path, guess)) {
    fixes.push({
      title: t('Rename to "{guess}"', { guess }),
      // Only another spelling of the same word is beyond doubt.
      safe: sameWord(name, guess),
      edits: () => [{ start: property.keyStart, end: property.keyEnd, newText: JSON.stringify(guess) }],
    });
  }
  fixes.push({
    title: t('Remove "{name}"', { name }),
    safe: false,
    edits: () => removeProperty(ctx.doc.text, nodeAt(ctx.doc.root, path)!, property),
  });
  return fixes;
}

function hasProperty(value: unknown, path: readonly Segment[], name: string): boolean {
  let owner = value;
  for (const segment of path) owner = (owner as Record<Segment, unknown> | undefined)?.[segment];
  return typeof owner === 'object' && owner !== null && Object.hasOwn(owner, name);
}

/** Guesses by schema: an unknown name stays while other things are typed. */
const guesses = new WeakMap<SchemaNode, Map<string, string | undefined>>();

function nearestProperty(schema: SchemaNode, name: string): string | undefined {
  let known = guesses.get(schema);
  if (known === undefined || known.size > 1000) {
    known = new Map();
    guesses.set(schema, known);
  }
  if (!known.has(name))
    known.set(name, aliased(schema, name) ?? nearest(name, Object.keys(schema.properties ?? {})));
  return known.get(name);
}

/** The property that the console or a guide calls by this name. */
function aliased(schema: SchemaNode, name: string): string | undefined {
  return Object.entries(schema.properties ?? {}).find(([, { 'x-aliases': aliases }]) =>
    aliases?.some((alias) => sameWord(alias, name)),
  )?.[0];
}
