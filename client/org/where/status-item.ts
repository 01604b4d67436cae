import * as vscode from 'vscode';
import { commandId } from '../../org-commands';
import { isOffline } from '../model/org-model';
import type { OrgContext } from '../org-context';
import { sanitiseForUi } from '../text/sanitise';
import { countsOf } from '../tree/appearance';

/** One item, on the left: which org is meant, and what is different. */
export class OrgStatusBarItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'recpolicy.environment',
    vscode.StatusBarAlignment.Left,
    0,
  );
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly orgContext: OrgContext) {
    this.item.name = vscode.l10n.t('Recording Policies: environment');
    this.item.command = commandId('selectEnvironment');
    const show = () => this.show();
    this.disposables = [
      this.item,
      orgContext.model.onDidChange(show),
      orgContext.choice.onDidChange(show),
      orgContext.projects.onDidChange(show),
      vscode.window.onDidChangeActiveTextEditor(show),
    ];
    show();
  }

  dispose(): void {
    for (const d of this.disposables) d.dispose();
  }

  private show(): void {
    const env = this.orgContext.choice.current;
    if (env === undefined) {
      this.item.hide();
      return;
    }
    const { status, endpoints, connected, error, interrupted } = this.orgContext.model.state(env);
    const name = sanitiseForUi(env.name);
    const counts = status === undefined ? undefined : countsOf(status.items);
    const signs =
      counts === undefined
        ? []
        : [
            counts.here > 0 ? `${counts.here}↑` : '',
            counts.org > 0 ? `${counts.org}↓` : '',
            counts.conflicts > 0 ? `${counts.conflicts}!` : '',
          ].filter((s) => s !== '');
    const icon = isOffline(error)
      ? '$(debug-disconnect)'
      : env.isProtected
        ? '$(lock)'
        : '$(server-environment)';
    this.item.text = [icon, name, ...signs].join(' ');
    const lines = [
      vscode.l10n.t('Recording policies go to {0}', sanitiseForUi(endpoints?.org ?? env.name)),
      ...(env.isProtected ? [vscode.l10n.t('Protected: changes need its name typed')] : []),
      ...(counts === undefined ? [] : countLines(counts)),
      ...(connected === false ? [vscode.l10n.t('Not connected')] : []),
      ...(error === undefined
        ? []
        : [
            isOffline(error)
              ? vscode.l10n.t('The org cannot be reached')
              : vscode.l10n.t('The org could not be read'),
          ]),
      ...(interrupted === undefined
        ? []
        : [vscode.l10n.t('A deploy was interrupted: finish it from the view')]),
      ...(status === undefined
        ? []
        : [vscode.l10n.t('Read at {0}', new Date(status.asOf).toLocaleTimeString())]),
      vscode.l10n.t('Click to choose the environment'),
    ];
    this.item.tooltip = lines.join('\n');
    this.item.accessibilityInformation = { label: lines.slice(0, -1).join(', '), role: 'button' };
    this.item.show();
  }
}

function countLines({ here, org, conflicts }: ReturnType<typeof countsOf>): string[] {
  if (here + org + conflicts === 0) return [vscode.l10n.t('Files and org say the same')];
  return [
    ...(here > 0 ? [vscode.l10n.t('{0} changed here (↑)', here)] : []),
    ...(org > 0 ? [vscode.l10n.t('{0} changed in the org (↓)', org)] : []),
    ...(conflicts > 0 ? [vscode.l10n.t('{0} in conflict (!)', conflicts)] : []),
  ];
}
