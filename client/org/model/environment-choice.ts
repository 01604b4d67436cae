import * as vscode from 'vscode';
import { type EnvironmentRef, keyOf, type OrgProject, type Projects } from '../projects/projects';

const CHOSEN = 'recpolicy.chosenProject';

/** The environment that the status item and one-click actions speak of. */
export class EnvironmentChoice implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly listener: vscode.Disposable;

  constructor(
    private readonly projects: Projects,
    private readonly memory: vscode.Memento,
  ) {
    this.listener = vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration('recpolicy.environment')) this.changed.fire();
    });
  }

  /**
   * The chosen environment of a project; its first where none is chosen, or where the choice names none of
   * its own.
   */
  of(project: OrgProject): EnvironmentRef | undefined {
    const name = vscode.workspace.getConfiguration('recpolicy', project.uri).get('environment');
    return project.environments.find((e) => e.name === name) ?? project.environments[0];
  }

  /**
   * The environment of the project at hand: that of the active file, else the last one chosen, else the
   * first.
   */
  get current(): EnvironmentRef | undefined {
    const active = vscode.window.activeTextEditor?.document.uri;
    const here = active === undefined ? undefined : this.projects.projectOf(active);
    const root = this.memory.get<string>(CHOSEN);
    const project = here ?? this.projects.all.find((p) => p.root === root) ?? this.projects.all[0];
    return project === undefined ? undefined : this.of(project);
  }

  async choose(env: EnvironmentRef): Promise<void> {
    await this.memory.update(CHOSEN, env.project.root);
    const folder = vscode.workspace.getWorkspaceFolder(env.project.uri);
    const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    const target =
      several && folder !== undefined
        ? vscode.ConfigurationTarget.WorkspaceFolder
        : vscode.ConfigurationTarget.Workspace;
    await vscode.workspace
      .getConfiguration('recpolicy', env.project.uri)
      .update('environment', env.name, target);
    this.changed.fire();
  }

  isCurrent(env: EnvironmentRef): boolean {
    const { current } = this;
    return current !== undefined && keyOf(current) === keyOf(env);
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}
