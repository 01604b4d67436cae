import * as vscode from 'vscode';
import { isPolicyPath, kindOfPath } from '../../../core/document/kinds';
import type { OrgContext } from '../org-context';
import { EditorSource, pathOf } from '../projects/editor-source';
import { type EnvironmentRef, keyOf } from '../projects/projects';
import { sanitiseForUi } from '../text/sanitise';
import { isNode, type OrgNode } from '../tree/nodes';

/**
 * What an action is to work on: some files of an environment, policies that only the org has, or all of it.
 */
export interface ActionTargets {
  readonly env: EnvironmentRef;
  /** Relative to the project; undefined: the whole environment. */
  readonly files: readonly string[] | undefined;
  /** Ids of policies without a file. */
  readonly ids: readonly string[];
}

/**
 * What a command was called for: nodes of the tree, files or folders of the explorer, the file in the editor.
 * Says what is missing and gives undefined where there is nothing to work on.
 */
export async function targetsOf(
  orgContext: OrgContext,
  args: readonly unknown[],
): Promise<ActionTargets | undefined> {
  const several = Array.isArray(args[1]) && args[1].length > 0 ? (args[1] as unknown[]) : [args[0]];
  const nodes = several.filter(isNode);
  if (nodes.length > 0) return targetsOfNodes(nodes);
  const wanted = typeof args[1] === 'string' ? args[1] : undefined;
  const uris = several.filter((a): a is vscode.Uri => a instanceof vscode.Uri);
  if (uris.length > 0) return targetsOfUris(orgContext, uris, wanted);
  const active = vscode.window.activeTextEditor?.document.uri;
  const kind = active === undefined ? undefined : kindOfPath(active.path);
  if (active !== undefined && (isPolicyPath(active.path) || kind === 'settings'))
    return targetsOfUris(orgContext, [active], wanted);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Open a policy file, or choose policies in the view "Recording Policies", then try again.'),
  );
  return undefined;
}

/** The environment that a command was called for, else the one that is asked for. */
export async function environmentOf(
  orgContext: OrgContext,
  arg: unknown,
): Promise<EnvironmentRef | undefined> {
  if (isNode(arg)) return arg.env;
  const all = orgContext.projects.environments;
  if (typeof arg === 'string') {
    const named = all.filter((e) => e.name === arg);
    if (named.length > 0) return named.find((e) => orgContext.choice.isCurrent(e)) ?? named[0];
  }
  return pickEnvironment(orgContext, vscode.l10n.t('Choose environment'));
}

/** Asks which environment is meant, the current one first; no question where there is one only. */
export async function pickEnvironment(
  orgContext: OrgContext,
  title: string,
  among: readonly EnvironmentRef[] = orgContext.projects.environments,
  always = false,
): Promise<EnvironmentRef | undefined> {
  if (among.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No environment is defined here. Name one for each org under "environments" in recpolicy.config.json.',
      ),
    );
    return undefined;
  }
  if (among.length === 1 && !always) return among[0];
  const severalProjects = new Set(among.map((e) => e.project.root)).size > 1;
  const items = among.map((env) => {
    const { endpoints } = orgContext.model.state(env);
    const parts = [
      orgContext.choice.isCurrent(env) ? vscode.l10n.t('current') : '',
      env.isProtected ? vscode.l10n.t('protected') : '',
    ].filter((p) => p !== '');
    return {
      label: sanitiseForUi(env.name),
      description: [sanitiseForUi(endpoints?.org.replace(/^.*\((.*)\)$/, '$1') ?? ''), ...parts]
        .filter((p) => p !== '')
        .join(' · '),
      ...(severalProjects ? { detail: sanitiseForUi(vscode.workspace.asRelativePath(env.project.uri)) } : {}),
      env,
    };
  });
  items.sort(
    (a, b) => Number(orgContext.choice.isCurrent(b.env)) - Number(orgContext.choice.isCurrent(a.env)),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Which org?'),
    matchOnDescription: true,
  });
  return picked?.env;
}

function targetsOfNodes(nodes: readonly OrgNode[]): ActionTargets | undefined {
  const env = nodes[0]!.env;
  const own = nodes.filter((n) => keyOf(n.env) === keyOf(env));
  if (own.some((n) => n.type === 'environment' || n.type === 'group'))
    return { env, files: undefined, ids: [] };
  const items = own.flatMap((n) => (n.type === 'policy' ? [n.item] : []));
  return {
    env,
    files: items.flatMap((i) => (i.file === undefined ? [] : [i.file])),
    ids: items.flatMap((i) => (i.file === undefined && i.id !== undefined ? [i.id] : [])),
  };
}

async function targetsOfUris(
  orgContext: OrgContext,
  uris: readonly vscode.Uri[],
  wanted: string | undefined,
): Promise<ActionTargets | undefined> {
  const project = orgContext.projects.projectOf(uris[0]!);
  if (project === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'This file belongs to no project. A recpolicy.config.json in its folder or above says which orgs there are.',
      ),
    );
    return undefined;
  }
  const paths = await new EditorSource(project.root).paths();
  const chosen = uris.map(pathOf).map((p) => (p === project.root ? '' : p.slice(project.root.length + 1)));
  const files = paths
    .filter((p) => kindOfPath(p) !== 'config')
    .filter((p) => chosen.some((c) => c === '' || p === c || p.startsWith(`${c}/`)));
  const environments = project.environments.filter((e) => files.some((f) => e.includes(f)));
  const current = environments.find((e) => e.name === (wanted ?? orgContext.choice.of(project)?.name));
  const env =
    current ?? (await pickEnvironment(orgContext, vscode.l10n.t('Choose environment'), environments));
  return env === undefined ? undefined : { env, files: files.filter((f) => env.includes(f)), ids: [] };
}

/**
 * Saves what is unsaved in the files concerned: what is shown and what is deployed are then one. False where
 * a save failed.
 */
export async function saveTargets({ env, files }: ActionTargets): Promise<boolean> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme !== 'file') continue;
    const path = pathOf(document.uri);
    if (!path.startsWith(`${env.project.root}/`)) continue;
    const relative = path.slice(env.project.root.length + 1);
    if (files !== undefined ? !files.includes(relative) : !env.includes(relative)) continue;
    if (kindOfPath(path) === undefined) continue;
    if (!(await document.save())) return false;
  }
  return true;
}
