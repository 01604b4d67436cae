import * as vscode from 'vscode';
import type { Access } from '../../../org/commands/access/access';
import type { Credentials } from '../../../org/transport/auth/credentials';
import { isLoopback } from '../../../org/transport/endpoints/checked-url';
import type { Endpoints } from '../../../org/transport/endpoints/endpoints';
import type { Desk } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { plain } from '../text/sanitise';
import { tellFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import { environmentOf, pickEnvironment } from '../ui/targets';
import { accessText } from './access-text';
import { askClientId, askSecret, BACK, pickLocal } from './steps';

/**
 * Environment, client id, secret; then the token is fetched and the scopes are looked at, and only then are the credentials kept,
 * under the origin that they were given for.
 */
export async function connectOrg(desk: Desk, arg: unknown): Promise<void> {
  const env =
    typeof arg === 'string' || (typeof arg === 'object' && arg !== null)
      ? await environmentOf(desk, arg)
      : await pickEnvironment(desk, vscode.l10n.t('Connect Org (1/3)'));
  if (env === undefined) return;
  try {
    const engine = await env.project.engine();
    const endpoints = await engine.endpoints(env.name);
    const credentials = await askCredentials(desk, env, endpoints);
    if (credentials === BACK) return connectOrg(desk, undefined);
    if (credentials === undefined) return;
    desk.projects.forgetTokens();
    const access = await check(env, credentials);
    const before = desk.model.state(env).connected === true;
    await desk.secrets.store(endpoints.credentialsKey, credentials);
    // Of an org that was not connected nothing is known; its first look may have begun at the news of the secret.
    if (before) desk.model.forget(env);
    await desk.choice.choose(env);
    await desk.model.look(env);
    desk.model.want(env);
    tellAccess(desk, access);
  } catch (error) {
    await tellFailure(desk, error, env);
  }
}

async function askCredentials(
  desk: Desk,
  env: EnvironmentRef,
  endpoints: Endpoints,
): Promise<Credentials | typeof BACK | undefined> {
  const canGoBack = desk.projects.environments.length > 1;
  const host = new URL(endpoints.apiBase).hostname;
  if (isLoopback(host) && env.orgDomain !== undefined) {
    const local = await pickLocal(endpoints, env.orgDomain, canGoBack);
    if (local !== 'other') return local;
  }
  let clientId = (await desk.secrets.credentials({ key: endpoints.credentialsKey }))?.clientId ?? '';
  for (;;) {
    const id = await askClientId(endpoints, clientId, canGoBack);
    if (id === undefined || id === BACK) return id;
    clientId = id;
    const clientSecret = await askSecret(endpoints);
    if (clientSecret === BACK) continue;
    return clientSecret === undefined ? undefined : { clientId, clientSecret };
  }
}

/** Fetches a token with credentials that are kept nowhere yet. */
async function check(env: EnvironmentRef, credentials: Credentials): Promise<Access> {
  const engine = await env.project.engine({ credentials: async () => credentials });
  return withPhases(vscode.l10n.t('Signing in to {0}', plain(env.name)), (work) =>
    engine.access(env.name, work),
  );
}

function tellAccess(desk: Desk, access: Access): void {
  const { complete, text } = accessText(access);
  desk.output.info(text);
  const show = complete ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const open = vscode.l10n.t('Show Policies');
  void show(text, open).then((chosen) => {
    if (chosen === open) void vscode.commands.executeCommand('recpolicy.policies.focus');
  });
}

/** Forgets the credentials of an org. Others stay signed in. */
export async function signOut(desk: Desk, arg: unknown): Promise<void> {
  const signedIn = desk.projects.environments.filter((e) => desk.model.state(e).connected === true);
  const env =
    arg === undefined
      ? await pickEnvironment(desk, vscode.l10n.t('Sign Out'), signedIn)
      : await environmentOf(desk, arg);
  if (env === undefined) return;
  try {
    const endpoints = await (await env.project.engine()).endpoints(env.name);
    await desk.played.forget(desk, env);
    desk.projects.forgetTokens();
    await desk.secrets.forget(endpoints.credentialsKey);
    desk.model.forget(env);
    await desk.model.lookAll();
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Signed out of {0}. Its client id and secret are forgotten here.', plain(endpoints.org)),
    );
  } catch (error) {
    await tellFailure(desk, error, env);
  }
}
