import * as vscode from 'vscode';
import type { Credentials } from '../../../org/transport/auth/credentials';
import type { Endpoints } from '../../../org/transport/endpoints/endpoints';
import { sanitiseForUi } from '../text/sanitise';

/** The person went back a step. */
export const BACK = Symbol('back');

interface InputStep {
  readonly title: string;
  readonly step: number;
  readonly prompt: string;
  readonly value?: string;
  readonly password?: boolean;
  readonly back: boolean;
  /** Why a value cannot be, undefined where it can. */
  check(value: string): string | undefined;
}

export function askClientId(
  endpoints: Endpoints,
  value: string,
  back: boolean,
): Promise<string | typeof BACK | undefined> {
  return input({
    title: title(endpoints),
    step: 2,
    prompt: vscode.l10n.t(
      'Client id of an OAuth client with the grant "Client Credentials" (Admin > Integrations > OAuth)',
    ),
    value,
    back,
    check: (text) =>
      text === ''
        ? vscode.l10n.t('A client id is needed.')
        : /[\s:]/.test(text)
          ? vscode.l10n.t('A client id has no spaces and no colon.')
          : undefined,
  });
}

export function askSecret(endpoints: Endpoints): Promise<string | typeof BACK | undefined> {
  return input({
    title: title(endpoints),
    step: 3,
    prompt: vscode.l10n.t(
      'Client secret. Kept by VS Code for {0} only; never in a file.',
      sanitiseForUi(endpoints.org),
    ),
    password: true,
    back: true,
    check: (text) => (text === '' ? vscode.l10n.t('A client secret is needed.') : undefined),
  });
}

/** A local org has clients with public names: no need to look them up. */
export async function pickLocal(
  { org }: Endpoints,
  orgDomain: string,
  back: boolean,
): Promise<Credentials | typeof BACK | 'other' | undefined> {
  const clientId = `${orgDomain}-deployer`;
  const own = {
    label: vscode.l10n.t("The local org's own client"),
    description: sanitiseForUi(clientId),
    detail: vscode.l10n.t('For trying things out: its secret is public and opens the local org only.'),
    choice: { clientId, clientSecret: `local-${clientId}` } as Credentials | 'other',
  };
  const other = { label: vscode.l10n.t('Another OAuth client…'), choice: 'other' as Credentials | 'other' };
  const pick = vscode.window.createQuickPick<typeof own | typeof other>();
  pick.title = vscode.l10n.t('Connect {0}', sanitiseForUi(org));
  pick.step = 2;
  pick.totalSteps = 3;
  pick.placeholder = vscode.l10n.t('Sign in as');
  pick.items = [own, other];
  pick.buttons = back ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => finish(BACK));
    pick.onDidAccept(() => finish(pick.selectedItems[0]?.choice));
    pick.onDidHide(() => finish(undefined));
    const finish = (value: Credentials | typeof BACK | 'other' | undefined) => {
      resolve(value);
      pick.dispose();
    };
    pick.show();
  });
}

const title = ({ org }: Endpoints): string => vscode.l10n.t('Connect {0}', sanitiseForUi(org));

function input(step: InputStep): Promise<string | typeof BACK | undefined> {
  const box = vscode.window.createInputBox();
  box.title = step.title;
  box.step = step.step;
  box.totalSteps = 3;
  box.prompt = step.prompt;
  box.value = step.value ?? '';
  box.password = step.password === true;
  // The id is looked up in a browser: the box must not vanish meanwhile.
  box.ignoreFocusOut = true;
  box.buttons = step.back ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    const finish = (value: string | typeof BACK | undefined) => {
      resolve(value);
      box.dispose();
    };
    box.onDidTriggerButton(() => finish(BACK));
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(() => {
      const value = box.value.trim();
      const fault = step.check(value);
      if (fault === undefined) finish(value);
      else box.validationMessage = fault;
    });
    box.onDidHide(() => finish(undefined));
    box.show();
  });
}
