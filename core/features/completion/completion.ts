import type { CompletionList } from 'vscode-languageserver-types';
import { referenceKindAt } from '../../document/references';
import type { Finding } from '../../findings/finding';
import { t } from '../../l10n';
import type { FeatureContext } from '../shared/context';
import { ItemKind } from '../shared/item-kinds';
import { clean } from '../shared/markup';
import { proposeDirectives } from './directives';
import { proposePriorities } from './priorities';
import { proposeProperties } from './properties';
import { Proposals } from './proposals';
import { proposeReferences } from './references';
import { proposeRetention } from './retention';
import { proposeSkeletons } from './skeletons';
import { proposeTargetIds, targetTypeAt } from './target-ids';
import { proposeSchemaValues } from './values';
import { proposeOpenVariable } from './variables';

export { COMPLETION_TRIGGERS } from './triggers';

/**
 * What may be typed at an offset. Works in half-typed documents; `findings` are those last published for the
 * document, for the codes in directives.
 */
export function completionsAt(
  ctx: FeatureContext,
  offset: number,
  findings: readonly Finding[] = [],
): CompletionList {
  const into = new Proposals(ctx, Math.max(0, Math.min(offset, ctx.doc.text.length)));
  const { caret } = into;
  if (caret.where === 'comment') proposeDirectives(into, findings);
  else if (caret.where === 'key') {
    // After a value without a comma, names are offered on a new line or once one is typed, not behind every
    // number.
    const between = ctx.doc.text.slice(caret.commaBefore ?? into.offset, into.offset);
    if (caret.commaBefore === undefined || caret.token !== undefined || /[\r\n]/.test(between))
      proposeProperties(into);
  } else if (caret.where === 'value' && !proposeOpenVariable(into)) proposeValues(into);
  return { isIncomplete: into.isIncomplete, items: into.items };
}

function proposeValues(into: Proposals): void {
  const { ctx, caret } = into;
  if (caret.path.length === 0) {
    if (ctx.doc.root === undefined || caret.token?.kind === 'word') proposeSkeletons(into);
    return;
  }
  const kind = ctx.doc.kind === 'mediaPolicy' ? referenceKindAt(caret.path) : undefined;
  if (kind !== undefined) {
    proposeReferences(into, kind);
    return;
  }
  const type = targetTypeAt(into);
  if (type !== undefined) {
    proposeTargetIds(into, type);
    return;
  }
  const [first, second, third] = caret.path;
  if (ctx.doc.kind === 'policy' && caret.path.length === 1 && first === 'priority') {
    // The schema's customary numbers may be taken on these targets, or outside the bands of the project.
    proposePriorities(into);
    return;
  }
  if (ctx.doc.kind === 'policy' && caret.path.length === 1 && first === 'retentionDays') {
    proposeRetention(into);
    return;
  }
  if (first === 'complianceSettings' && second === 'allowedMaskPatterns' && caret.path.length === 3)
    proposeMasks(into);
  else if (
    ctx.doc.kind === 'psr' &&
    first === 'piiMasking' &&
    second === 'patterns' &&
    caret.path.length === 3
  )
    proposeMasks(into);
  else if (ctx.doc.kind === 'tests' && first === 'environment') {
    for (const { name } of ctx.project.config.environments)
      if (name !== '') into.add({ label: name, text: JSON.stringify(name), kind: ItemKind.Constant });
    return;
  } else if (ctx.doc.kind === 'tests' && third === 'expect' && caret.path[3] === 'policy') {
    proposePolicyNames(into);
    into.add({
      label: 'null',
      text: 'null',
      kind: ItemKind.Value,
      filter: 'null',
      detail: t('No policy applies'),
    });
    return;
  }
  proposeSchemaValues(into);
}

function proposeMasks(into: Proposals): void {
  for (const mask of into.ctx.masks.standardMasks ?? []) {
    into.add({
      label: mask.title,
      kind: ItemKind.Constant,
      text: JSON.stringify(mask.pattern),
      detail: mask.pattern,
      filter: into.filterOf(`${mask.title} ${mask.pattern}`),
      ...(mask.detail === undefined ? undefined : { docs: mask.detail }),
    });
  }
}

/**
 * Policies of the project whose name holds what was typed. Names only are looked at, and not past the cut.
 */
function proposePolicyNames(into: Proposals): void {
  const { typed } = into;
  const seen = new Set<string>();
  for (const policy of into.ctx.project.allPolicies()) {
    const { name } = policy;
    if (name === undefined || seen.has(name) || !name.toLowerCase().includes(typed)) continue;
    seen.add(name);
    into.add({
      label: clean(name),
      text: JSON.stringify(name),
      kind: ItemKind.Reference,
      description: policy.path,
    });
    if (into.isIncomplete) return;
  }
}
