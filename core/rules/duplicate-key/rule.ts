import { shown } from '../../document/schema/consequence';
import { removeProperty } from '../../edit/remove';
import type { Fix } from '../../findings/finding';
import type { JsonNode, JsonProperty } from '../../json/nodes';
import { t } from '../../l10n';
import { positionAt } from '../../text/lines';
import { defineRule, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'duplicate-key',
  severity: 'error',
  title: 'A property stands twice in one object',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr', 'config', 'tests'],
  appliesWhen: 'syntax-errors',
  check(ctx) {
    const { errors } = ctx.doc;
    if (!errors.some((e) => e.kind === 'duplicate-key')) return;
    visit(ctx, ctx.doc.root);
  },
});

function visit(ctx: RuleContext, node: JsonNode | undefined): void {
  if (node?.props !== undefined) {
    const last = new Map<string, JsonProperty>();
    for (const p of node.props) {
      const before = last.get(p.key);
      if (before !== undefined && p.duplicate) report(ctx, node, before, p);
      last.set(p.key, p);
      visit(ctx, p.value);
    }
  } else if (node?.items !== undefined) for (const item of node.items) visit(ctx, item);
}

function report(ctx: RuleContext, owner: JsonNode, before: JsonProperty, again: JsonProperty): void {
  const { doc } = ctx;
  const line = positionAt(doc.lineStarts, before.keyStart).line + 1;
  const values = { name: again.key, line, lost: shown(before.value.value), kept: shown(again.value.value) };
  const same = values.lost === values.kept && before.value.kind === again.value.kind;
  const drop = (property: JsonProperty, title: string): Fix => ({
    title,
    safe: same,
    edits: () => removeProperty(doc.text, owner, property),
  });
  ctx.report({
    start: again.keyStart,
    end: again.keyEnd,
    message: same
      ? t(
          '"{name}" stands here a second time, with the value it has in line {line}: a later change to one of them would be lost. Remove one.',
          values,
        )
      : t(
          '"{name}" stands here a second time: this value, {kept}, wins, and {lost} in line {line} counts for nothing. Remove the one you do not mean.',
          values,
        ),
    related: [
      {
        uri: doc.uri,
        range: doc.range(before.keyStart, before.keyEnd),
        message: t('"{name}" stands here before', values),
      },
    ],
    fixes: same
      ? [drop(again, t('Remove this "{name}"', values))]
      : [
          drop(before, t('Remove "{name}" in line {line}, which counts for nothing', values)),
          drop(again, t('Remove this "{name}", so that {lost} counts', values)),
        ],
  });
}
