import * as vscode from 'vscode';
import type { OrgFacts } from '../../core/index/org-facts';
import type { LanguageFeature } from '../language/feature';
import type { OrgCommand } from '../org-commands';
import { actionsOf } from './actions';
import { SecretCredentials } from './connect/secrets';
import { RefusalDiagnostics } from './deploy/refusals';
import { FactsFeed } from './facts/facts';
import { AutoRefresh } from './model/auto-refresh';
import { EnvironmentChoice } from './model/environment-choice';
import { OrgModel } from './model/org-model';
import type { OrgContext } from './org-context';
import { PlayedRecordings } from './orphans/played';
import { deployMaskChecks } from './projects/mask-checks';
import { Projects } from './projects/projects';
import { OrgTree } from './tree/tree';
import { showFailure } from './ui/failures';
import { VirtualDocuments } from './ui/virtual-documents';
import { DriftDecorations } from './where/drift-decorations';
import { FileBadges } from './where/file-badges';
import { OrgLenses } from './where/lenses';
import { OrgStatusBarItem } from './where/status-item';

/** The org in the editor. */
export interface OrgFeature extends vscode.Disposable {
  run(command: OrgCommand, args: readonly unknown[]): Promise<unknown>;
  /** What is known of an environment of the project in this folder (absolute path, forward slashes). */
  facts(root: string, environment: string): OrgFacts | undefined;
  /**
   * Origin of the org behind the chosen environment, e.g. `http://127.0.0.1:4010`; undefined where none is
   * known.
   */
  chosenOrigin(): string | undefined;
}

/**
 * Brings up everything that reaches an org. Nothing is asked and nothing is sent until somebody looks or
 * acts.
 */
export async function activateOrg(
  context: vscode.ExtensionContext,
  language: LanguageFeature,
  output: vscode.LogOutputChannel,
): Promise<OrgFeature> {
  const secrets = new SecretCredentials(context.secrets);
  const masks = deployMaskChecks();
  const projects = new Projects(secrets, masks);
  const model = new OrgModel(projects, secrets);
  const choice = new EnvironmentChoice(projects, context.workspaceState);
  const refusals = new RefusalDiagnostics();
  const documents = new VirtualDocuments();
  const played = new PlayedRecordings(context.globalStorageUri);
  const facts = new FactsFeed(model, language);
  const namesIn: OrgContext['namesIn'] = (env) => (type, id) =>
    facts.facts(env)?.names?.value.get(`${type}:${id.toLowerCase()}`);
  const orgContext: OrgContext = {
    context,
    output,
    projects,
    secrets,
    model,
    choice,
    refusals,
    documents,
    played,
    namesIn,
  };
  const setContextKey = () =>
    void vscode.commands.executeCommand(
      'setContext',
      'recpolicy.hasEnvironments',
      projects.environments.length > 0,
    );
  projects.onDidChange(setContextKey);
  await projects.load();
  const autoRefresh = new AutoRefresh(model, choice);
  const tree = new OrgTree(orgContext, autoRefresh);
  const parts: vscode.Disposable[] = [
    masks,
    projects,
    model,
    choice,
    refusals,
    documents,
    played,
    facts,
    autoRefresh,
    tree,
    new OrgStatusBarItem(orgContext),
    new OrgLenses(orgContext),
    new DriftDecorations(orgContext),
    new FileBadges(orgContext),
    // Signed in or out in another window.
    secrets.onDidChange(() => void model.refreshConnections()),
  ];
  await model.refreshConnections();
  await facts.restore();
  autoRefresh.start();
  void vscode.commands.executeCommand('setContext', 'recpolicy.org', 'ready');
  const actions = actionsOf(orgContext, tree, facts);
  return {
    async run(command, args) {
      if (!vscode.workspace.isTrusted) return undefined;
      try {
        return await actions[command](...args);
      } catch (error) {
        await showFailure(orgContext, error);
        return undefined;
      }
    },
    facts(root, environment) {
      const env = projects.environments.find((e) => e.project.root === root && e.name === environment);
      return env === undefined ? undefined : facts.facts(env);
    },
    chosenOrigin() {
      const env = choice.current;
      const endpoints = env === undefined ? undefined : model.state(env).endpoints;
      return endpoints === undefined ? undefined : new URL(endpoints.apiBase).origin;
    },
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
