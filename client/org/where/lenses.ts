import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../../../core/document/kinds';
import { parseJson } from '../../../core/json/parse';
import { commandId } from '../../org-commands';
import type { OrgContext } from '../org-context';
import { pathOf } from '../projects/editor-source';
import { sanitiseForUi } from '../text/sanitise';
import { appearanceOf } from '../tree/appearance';
import { stateText } from '../tree/messages';

const PATTERNS = [
  '**/*.recpolicy.json',
  '**/*.mediapolicy.json',
  '**/recording-settings.json',
  '**/*.recording-settings.json',
];

/** Above a policy: how it stands to the chosen environment, deploy, compare. */
export class OrgLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly orgContext: OrgContext) {
    const selector = PATTERNS.map((pattern) => ({ language: LANGUAGE_ID, scheme: 'file', pattern }));
    const fire = () => this.changed.fire();
    this.disposables = [
      this.changed,
      vscode.languages.registerCodeLensProvider(selector, this),
      orgContext.model.onDidChange(fire),
      orgContext.choice.onDidChange(fire),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const project = this.orgContext.projects.projectOf(document.uri);
    const env = project === undefined ? undefined : this.orgContext.choice.of(project);
    if (project === undefined || env === undefined) return [];
    const path = pathOf(document.uri).slice(project.root.length + 1);
    if (!env.includes(path)) return [];
    const start = parseJson(document.getText()).root?.start ?? 0;
    const at = document.positionAt(start);
    const range = new vscode.Range(at, at);
    const name = sanitiseForUi(env.name);
    const lens = (title: string, command: string, tooltip: string) =>
      new vscode.CodeLens(range, { title, command, tooltip, arguments: [document.uri, env.name] });
    const { connected, interrupted } = this.orgContext.model.state(env);
    if (connected === false)
      return [
        new vscode.CodeLens(range, {
          title: vscode.l10n.t('Connect {0}…', name),
          command: commandId('connect'),
          arguments: [env.name],
        }),
      ];
    const item = this.orgContext.model.item(env, path);
    const host = sanitiseForUi(this.orgContext.model.state(env).endpoints?.org ?? env.name);
    const lenses = [
      lens(
        `$(cloud-upload) ${vscode.l10n.t('Deploy to {0}', name)}`,
        commandId('deploy'),
        vscode.l10n.t('Shows what changes in {0} and asks', host),
      ),
      lens(
        vscode.l10n.t('Compare'),
        commandId('compare'),
        vscode.l10n.t('What {0} has, beside the file', host),
      ),
    ];
    if (item === undefined) return lenses;
    const look = appearanceOf(item);
    const words = vscode.l10n.t('{0}: {1}', name, stateText(look.state, item));
    if (item.conflict)
      lenses.push(lens(`$(git-merge) ${words}`, commandId('merge'), vscode.l10n.t('Open the merge editor')));
    else if (interrupted?.file === path)
      lenses.push(lens(vscode.l10n.t('{0}: interrupted deploy: finish', name), commandId('resume'), ''));
    else lenses.push(lens(`$(${look.icon}) ${words}`, '', sanitiseForUi(item.message, 300)));
    return lenses;
  }

  dispose(): void {
    for (const d of this.disposables) d.dispose();
  }
}
