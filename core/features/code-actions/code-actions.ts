import type { CodeAction } from 'vscode-languageserver-types';
import type { Finding, OffsetEdit } from '../../findings/finding';
import { chooseFixes, editsOf } from '../../fix-all/choose';
import type { FixAllResult } from '../../fix-all/fix-all';
import { t } from '../../l10n';
import type { FeatureContext, ReadText } from '../shared/context';
import { textEdits } from '../shared/edits';
import { OPEN_RULE_COMMAND } from '../shared/rule-page';
import { suppressFile, suppressLine } from './suppress';
import { turnOff } from './turn-off';

export const QUICK_FIX = 'quickfix';
export const FIX_ALL = 'source.fixAll.recpolicy';

/** An action, and the finding it mends: the server attaches the diagnostic it published for it. */
export interface OfferedAction {
  readonly action: CodeAction;
  readonly finding: Finding | undefined;
}

export interface CodeActionRequest {
  /** All findings of the document as last published. */
  readonly findings: readonly Finding[];
  /** The range asked for, in offsets. */
  readonly start: number;
  readonly end: number;
  /** Kinds the client wants; undefined: all it does not have to ask for. */
  readonly only: readonly string[] | undefined;
  readonly read: ReadText;
  /** Applies every safe fix; only called when the client asks for source actions. */
  readonly fixAll?: () => FixAllResult;
}

/** Fixes of findings in a range, ways to silence them, and "fix all". Best first. */
export async function codeActionsAt(
  ctx: FeatureContext,
  request: CodeActionRequest,
): Promise<OfferedAction[]> {
  const actions: OfferedAction[] = [];
  const wants = (kind: string) =>
    request.only === undefined ||
    request.only.some((o) => o === '' || kind === o || kind.startsWith(`${o}.`));
  if (wants(QUICK_FIX)) {
    const here = request.findings.filter((f) => f.start <= request.end && f.end >= request.start);
    for (const finding of here) actions.push(...fixesOf(ctx, finding));
    actions.push(...sameCodeFixes(ctx, here, request.findings));
    actions.push(...(await silencers(ctx, here, request.read)));
  }
  // Source actions are computed for those who ask for them by name: on save, or from their menu.
  if (request.only !== undefined && wants(FIX_ALL) && request.fixAll !== undefined) {
    const action = fixAllAction(ctx, request.fixAll());
    if (action !== undefined) actions.push({ action, finding: undefined });
  }
  return actions;
}

/** The action that applies the result of fixing all; undefined where nothing was fixed. */
export function fixAllAction(ctx: FeatureContext, result: FixAllResult): CodeAction | undefined {
  if (result.edits.length === 0) return undefined;
  return { title: t('Fix all that can safely be fixed'), kind: FIX_ALL, ...changing(ctx, result.edits) };
}

function changing(ctx: FeatureContext, edits: readonly OffsetEdit[]): Pick<CodeAction, 'edit'> {
  return { edit: { changes: { [ctx.doc.uri]: textEdits(ctx.doc, edits) } } };
}

function fixesOf(ctx: FeatureContext, finding: Finding): OfferedAction[] {
  const offered: OfferedAction[] = [];
  const firstSafe = finding.fixes.find((f) => f.safe);
  for (const fix of finding.fixes) {
    const edits = editsOf(() => fix.edits(), ctx.doc.text.length);
    if (edits.length === 0) continue;
    const preferred = fix === firstSafe ? { isPreferred: true } : undefined;
    const action: CodeAction = { title: fix.title, kind: QUICK_FIX, ...preferred, ...changing(ctx, edits) };
    offered.push({ action, finding });
  }
  return offered;
}

/** One action for all findings of a code, where several in the file have a safe fix. */
function sameCodeFixes(
  ctx: FeatureContext,
  here: readonly Finding[],
  all: readonly Finding[],
): OfferedAction[] {
  const offered: OfferedAction[] = [];
  for (const code of new Set(here.map((f) => f.code))) {
    const chosen = chooseFixes(
      all.filter((f) => f.code === code),
      ctx.doc.text.length,
    );
    if (chosen.length < 2) continue;
    const title = t('Fix all {count} of {code} in this file', { count: chosen.length, code });
    const edits = chosen.flatMap((c) => c.edits);
    offered.push({ action: { title, kind: QUICK_FIX, ...changing(ctx, edits) }, finding: undefined });
  }
  return offered;
}

/** Ways to silence each code once, and its page. */
async function silencers(
  ctx: FeatureContext,
  here: readonly Finding[],
  read: ReadText,
): Promise<OfferedAction[]> {
  const offered: OfferedAction[] = [];
  const seen = new Set<string>();
  for (const finding of here) {
    const { code } = finding;
    if (seen.has(code)) continue;
    seen.add(code);
    const line = suppressLine(ctx.doc, finding);
    const file = suppressFile(ctx.doc, code);
    const add = (title: string, edit: OffsetEdit) =>
      offered.push({ action: { title, kind: QUICK_FIX, ...changing(ctx, [edit]) }, finding });
    if (line !== undefined) add(t('Disable {code} for this line', { code }), line);
    if (file !== undefined) add(t('Disable {code} for this file', { code }), file);
    const off = await turnOff(ctx, code, read);
    if (off !== undefined) {
      const title = t('Turn {code} off in recpolicy.config.json', { code });
      offered.push({ action: { title, kind: QUICK_FIX, edit: off }, finding });
    }
    if (ctx.abilities.commands && ctx.docsUrl?.(code) !== undefined) {
      const title = t('Show the page of {code}', { code });
      const command = { title, command: OPEN_RULE_COMMAND, arguments: [code] };
      offered.push({ action: { title, kind: QUICK_FIX, command }, finding });
    }
  }
  return offered;
}
