import * as vscode from 'vscode';
import { DOCUMENT_GLOBS, LANGUAGE_ID } from '../../../core/document/kinds';
import { type EnvironmentRef, keyOf } from '../projects/projects';
import type { EnvironmentChoice } from './environment-choice';
import type { OrgModel } from './org-model';

/** After a change of a file: a checkout changes many at once. */
const QUIET_MS = 400;
/** The org is read this often while the result is visible. */
const POLL_MS = 60_000;

/**
 * Keeps what is shown in step with files and org. While nothing of it is on the screen, or the window is in
 * the background, nothing is read; it is made up for when somebody looks again.
 */
export class AutoRefresh implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly tracked = new Map<string, EnvironmentRef>();
  private debounce: NodeJS.Timeout | undefined;
  private poll: NodeJS.Timeout | undefined;
  private treeVisible = false;
  private stale = false;

  constructor(
    private readonly model: OrgModel,
    private readonly choice: EnvironmentChoice,
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
      model.projects.onDidChange(() => void this.model.refreshConnections().then(() => this.filesChanged())),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.window.onDidChangeWindowState(() => this.update()),
      choice.onDidChange(() => this.update(true)),
    );
  }

  /** Has a first look where somebody sees it. */
  start(): void {
    this.update();
  }

  setTreeVisible(visible: boolean): void {
    this.treeVisible = visible;
    this.update();
  }

  /** The environment is open in the tree. */
  track(env: EnvironmentRef): void {
    this.tracked.set(keyOf(env), env);
    this.model.ensureStatus(env);
    this.schedule();
  }

  dispose(): void {
    clearTimeout(this.debounce);
    clearTimeout(this.poll);
    for (const d of this.disposables) d.dispose();
  }

  private get isVisible(): boolean {
    const language = vscode.window.activeTextEditor?.document.languageId;
    return vscode.window.state.focused && (this.treeVisible || language === LANGUAGE_ID);
  }

  private filesChanged(): void {
    this.stale = true;
    clearTimeout(this.debounce);
    this.debounce = setTimeout(() => this.update(), QUIET_MS);
  }

  private update(chosen = false): void {
    this.schedule();
    if (!this.isVisible) return;
    const { current } = this.choice;
    if (current !== undefined && (chosen || !this.stale)) this.model.ensureStatus(current);
    if (!this.stale) return;
    this.stale = false;
    this.read();
  }

  private read(): void {
    const { current } = this.choice;
    const known = new Set(this.model.projects.environments.map(keyOf));
    const shown = this.treeVisible ? [...this.tracked.values()] : [];
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
    if (!this.isVisible || !this.treeVisible) return;
    this.poll = setTimeout(() => {
      this.read();
      this.schedule();
    }, POLL_MS);
  }
}
