import { schemaAt } from '../../document/schema/schema';
import { rules } from '../../generated/rules';
import type { Path } from '../../json/nodes';
import { t } from '../../l10n';
import { isRuleCode } from '../../rules/check';
import { ItemKind } from '../shared/item-kinds';
import type { Proposals } from './proposals';
import { valueSkeleton } from './skeleton';

/**
 * Names of properties that the enclosing object does not have yet: required ones first, in the order of the
 * schema.
 */
export function proposeProperties(into: Proposals): void {
  const { ctx, caret } = into;
  const { kind } = ctx.doc;
  const schema = schemaAt(kind, caret.path);
  if (schema === undefined) return;
  const required = new Set(schema.required ?? []);
  const names = Object.keys(schema.properties ?? {}).filter((name) => !caret.keys.has(name));
  const ordered = [
    ...names.filter((n) => required.has(n)),
    ...names.filter((n) => !required.has(n) && n !== '$schema'),
    ...names.filter((n) => n === '$schema'),
  ];
  for (const name of ordered) {
    const node = schemaAt(kind, [...caret.path, name]);
    into.add({
      label: name,
      kind: ItemKind.Property,
      ...(required.has(name) ? { description: t('required') } : undefined),
      ...(node?.title === undefined ? undefined : { detail: t(node.title) }),
      ...(node?.description === undefined ? undefined : { docs: t(node.description) }),
      ...keyText(into, name, caret.path),
    });
  }
  if (kind === 'config') proposeConfigNames(into);
}

/** The key, and behind it a value to start from unless a colon stands there already. */
function keyText(into: Proposals, name: string, path: Path): { text: string } | { snippet: string } {
  const key = JSON.stringify(name);
  if (into.caret.colonAfter) return { text: key };
  return { snippet: `${key.replaceAll('$', '\\$')}: ${valueSkeleton(into.ctx.doc.kind, [...path, name])}` };
}

/**
 * Names in the configuration that are no fixed set: rule codes, variables that files use, customary bands.
 */
function proposeConfigNames(into: Proposals): void {
  const { ctx, caret } = into;
  const { path } = caret;
  if (path.length === 1 && path[0] === 'rules') {
    for (const rule of rules) {
      if (caret.keys.has(rule.code) || !isRuleCode(rule.code)) continue;
      into.add({
        label: rule.code,
        description: rule.severity,
        kind: ItemKind.Constant,
        docs: t(rule.title),
        ...keyText(into, rule.code, path),
      });
    }
  } else if (path.length === 3 && path[0] === 'environments' && path[2] === 'variables') {
    for (const name of ctx.project.variableUses.names()) {
      if (caret.keys.has(name)) continue;
      const files = ctx.project.variableUses.filesUsing(name).size;
      into.add({
        label: name,
        description: files === 1 ? t('used in 1 file') : t('used in {files} files', { files }),
        kind: ItemKind.Variable,
        ...keyText(into, name, path),
      });
    }
  } else if (path.length === 1 && path[0] === 'priorityBands') {
    for (const band of CUSTOMARY_BANDS) {
      if (caret.keys.has(band.name)) continue;
      const key = JSON.stringify(band.name);
      into.add({
        label: band.name,
        description: `${band.low}–${band.high}`,
        kind: ItemKind.Constant,
        text: caret.colonAfter ? key : `${key}: [${band.low}, ${band.high}]`,
      });
    }
  }
}

/** The bands the guide advises, offered where a project has none of its own. */
export const CUSTOMARY_BANDS = [
  { name: 'baseline', low: 100, high: 199 },
  { name: 'department', low: 200, high: 299 },
  { name: 'role', low: 300, high: 399 },
] as const;
