import * as vscode from 'vscode';
import type { OrphanRecording } from '../../../org/backends/backend';
import type { OrgModel } from '../model/org-model';
import type { EnvironmentRef } from '../projects/projects';
import { RecordingsFolder } from './recordings-folder';

/**
 * The recordings that this window plays: removed when their tab closes, when they are deleted, at signing out
 * and at the end.
 */
export class PlayedRecordings implements vscode.Disposable {
  private readonly folder: RecordingsFolder;
  private readonly closing: vscode.Disposable;

  constructor(storage: vscode.Uri) {
    this.folder = new RecordingsFolder(vscode.Uri.joinPath(storage, 'recordings').fsPath, process.pid);
    this.folder.open(isRunning);
    this.closing = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const uri of closed.map(uriOf)) {
        const shown = () =>
          vscode.window.tabGroups.all.some((group) =>
            group.tabs.some((tab) => uriOf(tab)?.toString() === uri?.toString()),
          );
        if (uri?.scheme === 'file' && !shown()) this.folder.remove(uri.fsPath);
      }
    });
  }

  async fileFor({ model }: WithModel, env: EnvironmentRef, orphan: OrphanRecording): Promise<vscode.Uri> {
    return vscode.Uri.file(this.folder.fileFor(await orgOf(model, env), orphan));
  }

  /** Removes what was played of an environment's org, or one recording of it. */
  async forget({ model }: WithModel, env: EnvironmentRef, id?: string): Promise<void> {
    this.folder.forget(await orgOf(model, env), id);
  }

  dispose(): void {
    this.closing.dispose();
    this.folder.close();
  }
}

interface WithModel {
  readonly model: OrgModel;
}

/** What tells one org from another: as its credentials are told apart. */
async function orgOf(model: OrgModel, env: EnvironmentRef): Promise<string> {
  const known = model.state(env).endpoints;
  return (known ?? (await (await env.project.engine()).endpoints(env.name))).credentialsKey;
}

/** Text, sound, film: each kind of tab names its file in a member of this name. */
function uriOf(tab: vscode.Tab): vscode.Uri | undefined {
  const input = tab.input as { readonly uri?: unknown } | undefined;
  return input?.uri instanceof vscode.Uri ? input.uri : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
