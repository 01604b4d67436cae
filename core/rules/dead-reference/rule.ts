import { referenceIn, referenceKindAt } from '../../document/references';
import { resolveVariables } from '../../document/variables';
import type { JsonNode, Path } from '../../json/nodes';
import { t } from '../../l10n';
import { nearest } from '../../text/nearest';
import { defineRule, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'dead-reference',
  severity: 'error',
  title: 'A reference that the org does not have',
  kinds: ['mediaPolicy'],
  check(ctx) {
    for (const { environment } of ctx.environments) {
      const names = ctx.org.facts(environment.name)?.names;
      // Of a list that was not read whole nothing can be missed.
      if (names?.complete !== true) continue;
      for (const { node, kind } of referencesIn(ctx)) check(ctx, node, kind, environment, names);
    }
  },
});

interface ReferencePlace {
  readonly node: JsonNode;
  readonly kind: string;
}

function check(
  ctx: RuleContext,
  node: JsonNode,
  kind: string,
  environment: { readonly name: string; readonly variables: ReadonlyMap<string, string> },
  names: { readonly value: ReadonlyMap<string, string>; readonly asOf: string; readonly complete: boolean },
): void {
  const text = node.value as string;
  const reference = referenceIn(text);
  const prefix = `${kind}:`;
  const known = [...names.value].filter(([key]) => key.startsWith(prefix));
  const basis = { environment: environment.name, asOf: names.asOf, complete: names.complete };
  const values = { kind, environment: environment.name, asOf: names.asOf, count: known.length };
  if (reference === undefined) {
    const id = resolveVariables(text, environment.variables);
    if (id === undefined || names.value.has(`${prefix}${id.toLowerCase()}`)) return;
    ctx.report({
      node,
      basis,
      message: t(
        'The org of {environment} has no {kind} with the id {id} (all {count} as read at {asOf}): a deploy stops here. Correct the id, or fetch the names again if it is new.',
        { ...values, id },
      ),
    });
    return;
  }
  if (reference.kind === kind && known.some(([, name]) => name === reference.name)) return;
  const guess = nearest(reference.name, new Set(known.map(([, name]) => name)));
  ctx.report({
    node,
    basis,
    message:
      reference.kind !== kind
        ? t('{text} names a {other}, and a {kind} stands here: a deploy stops. Write {{{kind}:…}}.', {
            ...values,
            text,
            other: reference.kind,
          })
        : guess === undefined
          ? t(
              'The org of {environment} has no {kind} named "{name}" (all {count} as read at {asOf}): a deploy stops here. Correct the name, or fetch the names again if it is new.',
              { ...values, name: reference.name },
            )
          : t(
              'The org of {environment} has no {kind} named "{name}" (all {count} as read at {asOf}): a deploy stops here. Did you mean "{guess}"?',
              { ...values, name: reference.name, guess },
            ),
    fixes:
      guess === undefined || reference.kind !== kind
        ? []
        : [
            {
              title: t('Write {{{kind}:{guess}}}', { kind, guess }),
              safe: false,
              edits: () => [
                { start: node.start, end: node.end, newText: JSON.stringify(`{{${kind}:${guess}}}`) },
              ],
            },
          ],
  });
}

/** Every text of the policy that refers to a thing of the org. */
function referencesIn(ctx: RuleContext): ReferencePlace[] {
  const places: ReferencePlace[] = [];
  const visit = (node: JsonNode | undefined, path: Path): void => {
    if (node === undefined || node.broken) return;
    if (node.kind === 'string') {
      const kind = referenceKindAt(path);
      if (kind !== undefined) places.push({ node, kind });
    }
    for (const [i, item] of (node.items ?? []).entries()) visit(item, [...path, i]);
    for (const p of node.props ?? []) visit(p.value, [...path, p.key]);
  };
  visit(ctx.doc.root, []);
  return places;
}
