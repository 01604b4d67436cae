import * as vscode from 'vscode';
import type { TargetRef } from '../../server/protocol';
import { choosePlace, environmentOf, pickEnvironment } from '../views/place';
import { registerView } from '../views/register';
import type { ViewRequests } from '../views/requests';
import { chooseTarget } from './choose-target';
import { EffectiveView } from './view';

/** The effective policy: by the palette, at the cursor, and by the lens above a policy. */
export function registerEffectivePolicy(context: vscode.ExtensionContext, requests: ViewRequests): void {
  const view = new EffectiveView(requests);
  const commands: Readonly<Record<string, (...args: unknown[]) => Promise<void>>> = {
    'recpolicy.showEffectivePolicy': (uri, environment, target) =>
      typeof uri === 'string' && typeof environment === 'string' && isTarget(target)
        ? showFor(view, requests, vscode.Uri.parse(uri), environment, target)
        : choose(view, requests),
    'recpolicy.showEffectivePolicyHere': () => showHere(view, requests),
    'recpolicy.effective.addTarget': () => addTarget(view, requests),
    'recpolicy.effective.chooseEnvironment': () => chooseEnvironment(view, requests),
    'recpolicy.effective.refresh': () => view.refresh(),
  };
  context.subscriptions.push(view, ...Object.entries(commands).map(([id, run]) => registerView(id, run)));
}

async function choose(view: EffectiveView, requests: ViewRequests): Promise<void> {
  const place = await choosePlace(requests, vscode.l10n.t('Effective policy'));
  if (place === undefined) return;
  const { folder } = place;
  const environment = view.current?.folder === folder ? view.current.environment : place.environment;
  const target = await chooseTarget(requests, { folder, environment });
  if (target !== undefined) await view.show({ folder, environment, targets: [target] });
}

async function showFor(
  view: EffectiveView,
  requests: ViewRequests,
  uri: vscode.Uri,
  environment: string,
  target: TargetRef,
): Promise<void> {
  const { current } = await requests.projects(uri);
  if (current !== undefined) await view.show({ folder: current, environment, targets: [target] });
}

/** The target at the cursor; anywhere else in a policy, its first one. */
async function showHere(view: EffectiveView, requests: ViewRequests): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const found = editor && (await requests.targetAt(editor.document.uri, editor.selection.active));
  if (!found) return choose(view, requests);
  const { projects } = await requests.projects(editor.document.uri);
  const environments = projects.find((p) => p.folder === found.folder)?.environments ?? [''];
  const environment = environmentOf(found.folder, environments);
  await view.show({ folder: found.folder, environment, targets: [found.target] });
}

/** One more thing that the agent has: a skill beside the group. */
async function addTarget(view: EffectiveView, requests: ViewRequests): Promise<void> {
  const { current } = view;
  if (current === undefined) return choose(view, requests);
  const target = await chooseTarget(requests, current);
  if (target !== undefined) await view.show({ ...current, targets: [...current.targets, target] });
}

async function chooseEnvironment(view: EffectiveView, requests: ViewRequests): Promise<void> {
  const { current } = view;
  if (current === undefined) return choose(view, requests);
  const { projects } = await requests.projects(undefined);
  const environments = projects.find((p) => p.folder === current.folder)?.environments ?? [];
  const title = vscode.l10n.t('Effective policy');
  const environment = await pickEnvironment(title, environments, current.environment);
  if (environment !== undefined) await view.show({ ...current, environment });
}

function isTarget(value: unknown): value is TargetRef {
  if (typeof value !== 'object' || value === null) return false;
  const { type, id } = value as Partial<TargetRef>;
  return typeof type === 'string' && typeof id === 'string';
}
