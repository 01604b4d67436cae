import * as vscode from 'vscode';
import type { Access } from '../../../org/commands/access/access';
import type { Credentials } from '../../../org/transport/auth/credentials';
import { isLoopback } from '../../../org/transport/endpoints/checked-url';
import type { Endpoints } from '../../../org/transport/endpoints/endpoints';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi } from '../text/sanitise';
import { showFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import { environmentOf, pickEnvironment } from '../ui/targets';
import { accessText } from './access-text';
import { askClientId, askSecret, BACK, pickLocal } from './steps';

/**
 * Environment, client id, secret; then the token is fetched and the scopes are looked at, and only then are
 * the credentials kept, under the origin that they were given for.
 */
export async function connectOrg(orgContext: OrgContext, arg: unknown): Promise<void> {
  const env =
    typeof arg === 'string' || (typeof arg === 'object' && arg !== null)
      ? await environmentOf(orgContext, arg)
      : await pickEnvironment(orgContext, vscode.l10n.t('Connect Org (1/3)'));
  if (env === undefined) return;
  try {
    const engine = await env.project.engine();
    const endpoints = await engine.endpoints(env.name);
    const credentials = await askCredentials(orgContext, env, endpoints);
    if (credentials === BACK) return connectOrg(orgContext, undefined);
    if (credentials === undefined) return;
    orgContext.projects.forgetTokens();
    const access = await check(env, credentials);
    const before = orgContext.model.state(env).connected === true;
    await orgContext.secrets.store(endpoints.credentialsKey, credentials);
    // Of an org that was not connected nothing is known; its first look may have begun at the news of the
    // secret.
    if (before) orgContext.model.forget(env);
    await orgContext.choice.choose(env);
    await orgContext.model.refreshConnection(env);
    orgContext.model.ensureStatus(env);
    showAccess(orgContext, access);
  } catch (error) {
    await showFailure(orgContext, error, env);
  }
}

async function askCredentials(
  orgContext: OrgContext,
  env: EnvironmentRef,
  endpoints: Endpoints,
): Promise<Credentials | typeof BACK | undefined> {
  const canGoBack = orgContext.projects.environments.length > 1;
  const host = new URL(endpoints.apiBase).hostname;
  if (isLoopback(host) && env.orgDomain !== undefined) {
    const local = await pickLocal(endpoints, env.orgDomain, canGoBack);
    if (local !== 'other') return local;
  }
  let clientId = (await orgContext.secrets.credentials({ key: endpoints.credentialsKey }))?.clientId ?? '';
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
  return withPhases(vscode.l10n.t('Signing in to {0}', sanitiseForUi(env.name)), (work) =>
    engine.access(env.name, work),
  );
}

function showAccess(orgContext: OrgContext, access: Access): void {
  const { complete, text } = accessText(access);
  orgContext.output.info(text);
  const show = complete ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const open = vscode.l10n.t('Show Policies');
  void show(text, open).then((chosen) => {
    if (chosen === open) void vscode.commands.executeCommand('recpolicy.policies.focus');
  });
}

/** Forgets the credentials of an org. Others stay signed in. */
export async function signOut(orgContext: OrgContext, arg: unknown): Promise<void> {
  const signedIn = orgContext.projects.environments.filter(
    (e) => orgContext.model.state(e).connected === true,
  );
  const env =
    arg === undefined
      ? await pickEnvironment(orgContext, vscode.l10n.t('Sign Out'), signedIn)
      : await environmentOf(orgContext, arg);
  if (env === undefined) return;
  try {
    const endpoints = await (await env.project.engine()).endpoints(env.name);
    await orgContext.played.forget(orgContext, env);
    orgContext.projects.forgetTokens();
    await orgContext.secrets.forget(endpoints.credentialsKey);
    orgContext.model.forget(env);
    await orgContext.model.refreshConnections();
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Signed out of {0}. Its client id and secret are forgotten here.',
        sanitiseForUi(endpoints.org),
      ),
    );
  } catch (error) {
    await showFailure(orgContext, error, env);
  }
}
