import type { Environment } from '../../config/environment';
import { isRecord } from '../../config/read';
import { type VariableUse, variablesIn } from '../../document/variables';
import type { JsonNode } from '../../json/nodes';
import { sourceRange } from '../../json/string-map';
import { t } from '../../l10n';
import { nearest } from '../../text/nearest';
import { defineRule, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'unresolved-variable',
  severity: 'error',
  title: 'A variable without a value',
  kinds: ['policy', 'mediaPolicy', 'settings', 'tests'],
  appliesWhen: 'variables',
  check(ctx) {
    if (ctx.doc.kind === 'policy') checkIds(ctx);
    if (!ctx.config.named) return;
    const environments = environmentsOf(ctx);
    if (environments.length === 0) return;
    visit(ctx, scopeOf(ctx), environments);
  },
});

/** An id that is one variable, as nearly all with braces are. */
const ONE_VARIABLE = /^\{\{\s*[A-Za-z_][A-Za-z0-9_.-]*\s*\}\}$/;

/** Ids with braces that make no variable: no org has such an id, and nothing would be filled in. */
function checkIds(ctx: RuleContext): void {
  const targets = isRecord(ctx.value) ? ctx.value['targets'] : undefined;
  if (!Array.isArray(targets)) return;
  for (const [i, target] of targets.entries()) {
    const id: unknown = isRecord(target) ? target['id'] : undefined;
    if (typeof id !== 'string' || !id.includes('{{') || ONE_VARIABLE.test(id)) continue;
    let rest = id;
    for (const use of variablesIn(id)) rest = rest.replace(id.slice(use.start, use.end), '');
    if (!rest.includes('{{')) continue;
    const node = ctx.node(['targets', i, 'id'])!;
    if (node.broken) continue;
    ctx.report({
      node,
      message: t(
        '“{id}” holds braces that make no variable, so they would be sent as they are and match nobody. Write {{name}}; a name starts with a letter or "_" and goes on with letters, digits, "_", "." or "-".',
        { id },
      ),
    });
  }
}

/** Tests hold in the environment they name, else in all, wherever their file is. */
function environmentsOf(ctx: RuleContext): readonly Environment[] {
  const isTests = ctx.doc.kind === 'tests';
  const all = (isTests ? ctx.project.environments : ctx.environments).map((e) => e.environment);
  const name = isTests && isRecord(ctx.value) ? ctx.value['environment'] : undefined;
  return name === undefined ? all : all.filter((e) => e.name === name);
}

/** In tests, variables stand for ids of the agent; the texts they expect are taken as they are. */
function scopeOf(ctx: RuleContext): readonly (JsonNode | undefined)[] {
  if (ctx.doc.kind !== 'tests') return [ctx.doc.root];
  return (ctx.node(['tests'])?.items ?? []).map(
    (test) => test.props?.findLast((p) => p.key === 'agent')?.value,
  );
}

function visit(
  ctx: RuleContext,
  nodes: readonly (JsonNode | undefined)[],
  environments: readonly Environment[],
): void {
  for (const node of nodes) {
    if (node === undefined) continue;
    if (node.kind === 'string') checkText(ctx, node, environments);
    else if (node.items !== undefined) visit(ctx, node.items, environments);
    else if (node.props !== undefined)
      visit(
        ctx,
        node.props.map((p) => p.value),
        environments,
      );
  }
}

function checkText(ctx: RuleContext, node: JsonNode, environments: readonly Environment[]): void {
  const text = node.value as string;
  if (!text.includes('{{') || node.broken) return;
  for (const use of variablesIn(text)) {
    const without = environments.filter((e) => !e.variables.has(use.name));
    if (without.length > 0) report(ctx, node, use, without, environments);
  }
}

function report(
  ctx: RuleContext,
  node: JsonNode,
  use: VariableUse,
  without: readonly Environment[],
  environments: readonly Environment[],
): void {
  const { start, end } = sourceRange(ctx.doc.text, node, use.start, use.end);
  const guess = environments.some((e) => e.variables.has(use.name))
    ? undefined
    : (nearest(use.name, names(environments, true)) ?? nearest(use.name, names(environments, false)));
  const values = {
    name: use.name,
    environments: without.map((e) => `"${e.name}"`).join(', '),
    guess: guess ?? '',
  };
  ctx.report({
    start,
    end,
    message:
      ctx.doc.kind === 'tests'
        ? t(
            '{{{name}}} has no value in {environments}, so the test cannot run there. Add it to the variables of {environments} in recpolicy.config.json.',
            values,
          )
        : guess === undefined
          ? t(
              '{{{name}}} has no value in {environments}: the file cannot be deployed there. Add it to the variables of {environments} in recpolicy.config.json.',
              values,
            )
          : t(
              '{{{name}}} has no value in {environments}: the file cannot be deployed there. Did you mean {{{guess}}}?',
              values,
            ),
    fixes:
      guess === undefined
        ? []
        : [
            {
              title: t('Write {{{guess}}}', { guess }),
              safe: false,
              edits: () => [{ start, end, newText: `{{${guess}}}` }],
            },
          ],
  });
}

/** The variables that all of the environments have, or any of them. */
function names(environments: readonly Environment[], everywhere: boolean): Set<string> {
  const any = environments.flatMap((e) => [...e.variables.keys()]);
  return new Set(everywhere ? any.filter((name) => environments.every((e) => e.variables.has(name))) : any);
}
