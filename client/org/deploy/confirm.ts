import * as vscode from 'vscode';
import { loweredText } from '../../../org/commands/plan/lowered';
import { loweringCount, type Plan } from '../../../org/commands/plan/plan';
import type { Approval } from '../../../org/commands/session';
import { sanitiseForUi } from '../text/sanitise';
import { planLines, type TargetNameLookup } from './fields';

/** The words of a confirmation. */
export interface ConfirmationQuestion {
  /** Names the org. */
  readonly message: string;
  readonly detail: readonly string[];
  /** On the button that does it. */
  readonly action: string;
}

/** What a person said; `look`: wants to see more before. */
export type ConfirmationAnswer = Approval | 'look';

const NO: Approval = { approved: false };

/** The title of a button that shows more first; what closes the question again where it can be closed. */
interface AskOptions {
  readonly look?: string;
  readonly signal?: AbortSignal;
}

/** Asks in the middle of the window, naming the org; a protected environment by its name typed as well. */
export async function ask(
  plan: Plan,
  question: ConfirmationQuestion,
  { look, signal }: AskOptions = {},
): Promise<ConfirmationAnswer> {
  const detail = question.detail.join('\n');
  const buttons = look === undefined ? [question.action] : [question.action, look];
  const chosen = await vscode.window.showWarningMessage(
    question.message,
    { modal: true, detail },
    ...buttons,
  );
  if (chosen === undefined) return NO;
  if (chosen === look) return 'look';
  if (!plan.protected) return { approved: true };
  const typedName = await typeName(plan, signal);
  return typedName === undefined ? NO : { approved: true, typedName };
}

/** The question for a plan that writes fields. */
export function questionFor(
  plan: Plan,
  message: string,
  action: string,
  more: readonly string[] = [],
  nameOf?: TargetNameLookup,
): ConfirmationQuestion {
  const { lines, more: hidden } = planLines(plan, nameOf);
  const rest =
    hidden > 0 ? [vscode.l10n.t('… and {0} more lines, all of them in the editor behind this.', hidden)] : [];
  const notes = plan.notes.map((n) => sanitiseForUi(n, 400));
  const blank = notes.length + more.length > 0 ? [''] : [];
  const lowers = loweringCount(plan);
  const warning =
    lowers === 0
      ? []
      : [
          vscode.l10n.t('Lowers protection (▼): {0}', lowers),
          ...plan.lowered.slice(0, 5).map((l) => sanitiseForUi(loweredText(l), 200)),
          '',
        ];
  return { message, action, detail: [...warning, ...lines, ...rest, ...blank, ...more, ...notes] };
}

async function typeName(plan: Plan, signal?: AbortSignal): Promise<string | undefined> {
  const name = sanitiseForUi(plan.environment);
  const cancellation = new vscode.CancellationTokenSource();
  const cancel = () => cancellation.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    const typed = await vscode.window.showInputBox(nameBox(plan, name), cancellation.token);
    return typed === plan.environment ? typed : undefined;
  } finally {
    signal?.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}

function nameBox(plan: Plan, name: string): vscode.InputBoxOptions {
  return {
    title: vscode.l10n.t('{0} is protected', sanitiseForUi(plan.org)),
    prompt: vscode.l10n.t('Type {0} to confirm', name),
    placeHolder: name,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === plan.environment
        ? undefined
        : {
            message: vscode.l10n.t('Nothing is written until this says {0}.', name),
            severity:
              value === '' ? vscode.InputBoxValidationSeverity.Info : vscode.InputBoxValidationSeverity.Error,
          },
  };
}
