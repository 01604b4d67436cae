import * as vscode from 'vscode';
import type { Desk } from '../org-context';
import { pathOf } from '../projects/editor-source';
import { plain } from '../text/sanitise';
import { isChanged, lookOf } from '../tree/appearance';
import { wordsFor } from '../tree/messages';
import { Shown } from '../tree/row-changes';

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
export class Badges implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly desk: Desk) {
    const fire = () => this.changed.fire(undefined);
    const shown = new Shown((env) => desk.model.state(env));
    this.disposables = [
      this.changed,
      vscode.window.registerFileDecorationProvider(this),
      desk.model.onDidChange((env) => {
        if (env === undefined || shown.changed(env)) fire();
      }),
      desk.choice.onDidChange(fire),
    ];
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== 'file' || !uri.path.endsWith('.json')) return undefined;
    const project = this.desk.projects.projectOf(uri);
    const env = project === undefined ? undefined : this.desk.choice.of(project);
    if (project === undefined || env === undefined) return undefined;
    const item = this.desk.model.item(env, pathOf(uri).slice(project.root.length + 1));
    if (item === undefined || !isChanged(item)) return undefined;
    const look = lookOf(item);
    const badge = BADGES[look.state];
    if (badge === undefined) return undefined;
    const tooltip = vscode.l10n.t('{0}: {1}', plain(env.name), wordsFor(look.state, item));
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
