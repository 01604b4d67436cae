import * as vscode from 'vscode';
import { readConfig } from '../../../core/config/config';
import { CONFIG_FILE } from '../../../core/document/kinds';
import { parseJson } from '../../../core/json/parse';
import { LocalProject, type MaskChecks } from '../../../org/adapters/local/local-project';
import { ignoredFromAbove, isIgnoredBelow } from '../../../org/adapters/node/listing/git-rules';
import { leadsOut } from '../../../org/adapters/node/listing/links';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { nodeUserState } from '../../../org/adapters/node/user-state';
import { OrgEngine } from '../../../org/engine';
import type { CredentialSource } from '../../../org/transport/auth/credentials';
import { TokenPool } from '../../../org/transport/auth/token-pool';
import { protectedByVariable } from '../../../org/transport/auth/variables';
import { isInProject } from '../../language/find';
import { allowedHosts } from '../connect/allowed-hosts';
import { EditorSource, pathOf } from './editor-source';

/** A folder with a `recpolicy.config.json`. */
export interface OrgProject {
  /** Absolute path with forward slashes. */
  readonly root: string;
  readonly uri: vscode.Uri;
  /** Names of the environments, in the order of the file. */
  readonly environments: readonly EnvironmentRef[];
  /**
   * The engine on the project as it is now; with other credentials than the kept ones where some are given.
   */
  engine(credentials?: CredentialSource): Promise<OrgEngine>;
}

/** An environment of a project: one org. */
export interface EnvironmentRef {
  readonly project: OrgProject;
  readonly name: string;
  readonly isProtected: boolean;
  readonly orgDomain: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  includes(path: string): boolean;
}

export const keyOf = (env: EnvironmentRef): string => `${env.project.root}\n${env.name}`;

/** What is large and no part of a project. */
const EXCLUDED = '**/{node_modules,.git,.recpolicy}/**';

/** The projects of the workspace, found anew when a configuration comes, goes or changes. */
export class Projects implements vscode.Disposable {
  private projects: readonly OrgProject[] = [];
  private readonly signIn = new TokenPool();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly watcher = vscode.workspace.createFileSystemWatcher(`**/${CONFIG_FILE}`);
  private readonly disposables: vscode.Disposable[];

  /** @param masks Decides on mask patterns before anything is deployed. */
  constructor(
    private readonly credentials: CredentialSource,
    private readonly masks: MaskChecks,
  ) {
    const reload = () => void this.load();
    this.disposables = [
      this.watcher,
      this.changed,
      this.watcher.onDidChange(reload),
      this.watcher.onDidCreate(reload),
      this.watcher.onDidDelete(reload),
      vscode.workspace.onDidChangeWorkspaceFolders(reload),
      vscode.workspace.onDidChangeConfiguration((e) => {
        if (e.affectsConfiguration('recpolicy.allowedHosts')) reload();
      }),
    ];
  }

  get all(): readonly OrgProject[] {
    return this.projects;
  }

  get environments(): readonly EnvironmentRef[] {
    return this.projects.flatMap((p) => p.environments);
  }

  async load(): Promise<void> {
    const configs = await vscode.workspace.findFiles(`**/${CONFIG_FILE}`, EXCLUDED, 200);
    const found: OrgProject[] = [];
    for (const config of configs.sort((a, b) => (a.path < b.path ? -1 : 1))) {
      if (config.scheme !== 'file' || !isPartOfWorkspace(config)) continue;
      found.push(await this.read(config));
    }
    this.projects = found;
    this.changed.fire();
  }

  /** The project that a file belongs to: the nearest configuration upwards. */
  projectOf(uri: vscode.Uri): OrgProject | undefined {
    if (uri.scheme !== 'file') return undefined;
    const path = pathOf(uri);
    return this.projects
      .filter((p) => path === p.root || path.startsWith(`${p.root}/`))
      .sort((a, b) => b.root.length - a.root.length)[0];
  }

  dispose(): void {
    for (const d of this.disposables) d.dispose();
  }

  /**
   * Has the next work sign in anew: after signing out, or where the client may have been given more since.
   */
  forgetTokens(): void {
    this.signIn.clear();
  }

  private async read(config: vscode.Uri): Promise<OrgProject> {
    const uri = vscode.Uri.joinPath(config, '..');
    const root = pathOf(uri);
    let value: unknown;
    try {
      const bytes = await vscode.workspace.fs.readFile(config);
      value = parseJson(new TextDecoder().decode(bytes)).root?.value;
    } catch {
      value = undefined;
    }
    const { credentials, masks, signIn } = this;
    const pinned = protectedByVariable(process.env);
    let shared: Promise<OrgEngine> | undefined;
    const project: OrgProject = {
      root,
      uri,
      environments: readConfig(value)
        .environments.filter((e) => e.name !== '')
        .map((e) => ({
          get project() {
            return project;
          },
          name: e.name,
          isProtected: e.isProtected || pinned.has(e.name),
          orgDomain: typeof e.entry['orgDomain'] === 'string' ? e.entry['orgDomain'] : undefined,
          variables: Object.fromEntries(e.variables),
          includes: (path) => e.includes(path),
        })),
      engine(other) {
        if (other !== undefined) return engineOf(root, other, masks, signIn);
        shared ??= engineOf(root, credentials, masks, signIn).catch((error: unknown) => {
          shared = undefined;
          throw error;
        });
        return shared;
      },
    };
    return project;
  }
}

/** Whether neither Git nor its folders' names keep a configuration out. */
function isPartOfWorkspace(config: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(config)?.uri;
  if (folder === undefined || !isInProject(config, folder)) return false;
  const top = pathOf(folder);
  const path = pathOf(config);
  return !isIgnoredBelow(top, ignoredFromAbove(top), path) && !leadsOut(path, top);
}

async function engineOf(
  root: string,
  credentials: CredentialSource,
  masks: MaskChecks,
  signIn: TokenPool,
): Promise<OrgEngine> {
  return new OrgEngine({
    project: await LocalProject.open(new EditorSource(root), masks),
    fs: new NodeFileSystem(),
    state: nodeUserState(),
    credentials,
    signIn,
    processInfo: nodeProcessInfo(),
    allowedHosts: allowedHosts(),
    protectedEnvironments: protectedByVariable(process.env),
  });
}
