import * as vscode from 'vscode';
import type { InEnvironmentParams } from '../../server/protocol';
import { sanitiseForUi } from '../org/text/sanitise';
import type { ViewRequests } from './requests';

/**
 * The project at hand: that of the active editor, else the only one, else the one picked; undefined when
 * nothing is there.
 */
export async function chooseProject(
  requests: ViewRequests,
  title: string,
): Promise<{ folder: string; environments: readonly string[] } | undefined> {
  const { projects, current } = await requests.projects(vscode.window.activeTextEditor?.document.uri);
  const here = projects.find((p) => p.folder === current);
  if (here !== undefined) return here;
  if (projects.length <= 1) {
    if (projects.length === 0) void sayNothingThere();
    return projects[0];
  }
  const items = projects.map((project) => ({
    label: sanitiseForUi(vscode.workspace.asRelativePath(vscode.Uri.parse(project.folder), true)),
    description: vscode.l10n.t('{0} policies', project.policies),
    project,
  }));
  const placeHolder = vscode.l10n.t('In which project?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.project;
}

/** The environment views speak of: the setting where it names one of these, else the first. */
export function environmentOf(folder: string, environments: readonly string[]): string {
  const scope = vscode.Uri.parse(folder);
  const chosen = vscode.workspace.getConfiguration('recpolicy', scope).get<string>('environment') ?? '';
  return environments.includes(chosen) ? chosen : (environments[0] ?? '');
}

/** Asks for one of several environments; undefined when the user turned away. */
export async function pickEnvironment(
  title: string,
  environments: readonly string[],
  current: string,
): Promise<string | undefined> {
  if (environments.length <= 1) return environments[0] ?? '';
  const items = environments.map((name) => ({
    label: sanitiseForUi(name),
    ...(name === current && { description: vscode.l10n.t('shown now') }),
    name,
  }));
  const placeHolder = vscode.l10n.t('In which environment?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.name;
}

/** A project and the environment to speak of, without asking where that can be told. */
export async function choosePlace(
  requests: ViewRequests,
  title: string,
): Promise<(InEnvironmentParams & { readonly environments: readonly string[] }) | undefined> {
  const project = await chooseProject(requests, title);
  if (project === undefined) return undefined;
  const { folder, environments } = project;
  return { folder, environment: environmentOf(folder, environments), environments };
}

async function sayNothingThere(): Promise<void> {
  const create = vscode.l10n.t('New Policy');
  const message = vscode.l10n.t('There is no recording policy in this window yet.');
  if ((await vscode.window.showInformationMessage(message, create)) === create)
    await vscode.commands.executeCommand('recpolicy.newPolicy');
}
