import * as vscode from 'vscode';
import type { OrgContext } from '../org-context';
import { pathOf } from '../projects/editor-source';
import { sanitiseForUi } from '../text/sanitise';
import { appearanceOf, isChanged } from '../tree/appearance';
import { stateText } from '../tree/messages';
import { RowChanges } from '../tree/row-changes';

const BADGES: Readonly<Record<string, string>> = {
  'changed-here': '↑',
  'only-here': '↑',
  'changed-in-org': '↓',
  'deleted-in-org': '↓',
  'changed-both': '↕',
  conflict: '!',
  retiring: '…',
};

/** How files stand to the chosen environment, as badges in the explorer. */
export class FileBadges implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly orgContext: OrgContext) {
    const fire = () => this.changed.fire(undefined);
    const shown = new RowChanges((env) => orgContext.model.state(env));
    this.disposables = [
      this.changed,
      vscode.window.registerFileDecorationProvider(this),
      orgContext.model.onDidChange((env) => {
        if (env === undefined || shown.changed(env)) fire();
      }),
      orgContext.choice.onDidChange(fire),
    ];
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== 'file' || !uri.path.endsWith('.json')) return undefined;
    const project = this.orgContext.projects.projectOf(uri);
    const env = project === undefined ? undefined : this.orgContext.choice.of(project);
    if (project === undefined || env === undefined) return undefined;
    const item = this.orgContext.model.item(env, pathOf(uri).slice(project.root.length + 1));
    if (item === undefined || !isChanged(item)) return undefined;
    const look = appearanceOf(item);
    const badge = BADGES[look.state];
    if (badge === undefined) return undefined;
    const tooltip = vscode.l10n.t('{0}: {1}', sanitiseForUi(env.name), stateText(look.state, item));
    return new vscode.FileDecoration(
      badge,
      tooltip,
      look.color === undefined ? undefined : new vscode.ThemeColor(look.color),
    );
  }

  dispose(): void {
    for (const d of this.disposables) d.dispose();
  }
}
