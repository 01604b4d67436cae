import * as vscode from 'vscode';
import { DOCUMENT_GLOBS, LANGUAGE_ID } from '../../../core/document/kinds';
import { type EnvironmentRef, keyOf } from '../projects/projects';
import type { Choice } from './environment-choice';
import type { OrgModel } from './org-model';

/** After a change of a file: a checkout changes many at once. */
const QUIET_MS = 400;
/** The org is looked at so often while somebody can see the answer. */
const POLL_MS = 60_000;

/**
 * Keeps what is shown in step with files and org. While nothing of it is on the screen, or the window is in the background, nothing
 * is read; it is made up for when somebody looks again.
 */
export class Follow implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly wanted = new Map<string, EnvironmentRef>();
  private quiet: NodeJS.Timeout | undefined;
  private poll: NodeJS.Timeout | undefined;
  private treeVisible = false;
  private stale = false;

  constructor(
    private readonly model: OrgModel,
    private readonly choice: Choice,
  ) {
    for (const glob of DOCUMENT_GLOBS.slice(0, 3)) {
      const watcher = vscode.workspace.createFileSystemWatcher(glob);
      const changed = () => this.filesChanged();
      this.disposables.push(
        watcher,
        watcher.onDidChange(changed),
        watcher.onDidCreate(changed),
        watcher.onDidDelete(changed),
      );
    }
    this.disposables.push(
      model.projects.onDidChange(() => void this.model.lookAll().then(() => this.filesChanged())),
      vscode.window.onDidChangeActiveTextEditor(() => this.lookAgain()),
      vscode.window.onDidChangeWindowState(() => this.lookAgain()),
      choice.onDidChange(() => this.lookAgain(true)),
    );
  }

  /** Has a first look where somebody sees it. */
  begin(): void {
    this.lookAgain();
  }

  setTreeVisible(visible: boolean): void {
    this.treeVisible = visible;
    this.lookAgain();
  }

  /** The environment is open in the tree. */
  want(env: EnvironmentRef): void {
    this.wanted.set(keyOf(env), env);
    this.model.want(env);
    this.schedule();
  }

  dispose(): void {
    clearTimeout(this.quiet);
    clearTimeout(this.poll);
    for (const d of this.disposables) d.dispose();
  }

  private get seen(): boolean {
    const language = vscode.window.activeTextEditor?.document.languageId;
    return vscode.window.state.focused && (this.treeVisible || language === LANGUAGE_ID);
  }

  private filesChanged(): void {
    this.stale = true;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.lookAgain(), QUIET_MS);
  }

  private lookAgain(chosen = false): void {
    this.schedule();
    if (!this.seen) return;
    const { current } = this.choice;
    if (current !== undefined && (chosen || !this.stale)) this.model.want(current);
    if (!this.stale) return;
    this.stale = false;
    this.read();
  }

  private read(): void {
    const { current } = this.choice;
    const known = new Set(this.model.projects.environments.map(keyOf));
    const shown = this.treeVisible ? [...this.wanted.values()] : [];
    const envs = new Map(shown.filter((e) => known.has(keyOf(e))).map((e) => [keyOf(e), e]));
    if (current !== undefined) envs.set(keyOf(current), current);
    for (const [key] of envs) {
      const env = this.model.projects.environments.find((e) => keyOf(e) === key);
      if (env !== undefined) void this.model.refresh(env);
    }
  }

  private schedule(): void {
    clearTimeout(this.poll);
    this.poll = undefined;
    if (!this.seen || !this.treeVisible) return;
    this.poll = setTimeout(() => {
      this.read();
      this.schedule();
    }, POLL_MS);
  }
}
