import * as vscode from 'vscode';
import type { LanguageFeature } from '../language/feature';
import { sanitiseMessage } from '../org/text/sanitise';
import { changeAsAnotherUser } from './another-user';
import { LocalOrgRunner, type LocalOrgs, USUAL_PORT } from './local-org';

/** Commands of the local org: a place to try everything with no org at hand. */
export function registerLocalOrg(
  context: vscode.ExtensionContext,
  language: LanguageFeature,
  chosenOrigin: () => Promise<string | undefined>,
): void {
  const runner = new LocalOrgRunner(context, (line) => language.output.info(`[local org] ${line}`));
  const register = (id: string, run: () => Promise<void>) =>
    vscode.commands.registerCommand(id, async () => {
      const reason = whyNot();
      if (reason !== undefined) void vscode.window.showInformationMessage(reason);
      else await run();
    });
  context.subscriptions.push(
    runner,
    register('recpolicy.startLocalOrg', () => start(runner)),
    register('recpolicy.stopLocalOrg', () => stop(runner)),
    register('recpolicy.changeAsAnotherUser', () => changeAsAnotherUser(runner, chosenOrigin)),
  );
}

function whyNot(): string | undefined {
  if (typeof process === 'undefined' || process.versions?.node === undefined)
    return vscode.l10n.t('The local org runs beside VS Code on the desktop, not in the browser.');
  if (!vscode.workspace.isTrusted)
    return vscode.l10n.t('The local org is started from trusted folders only. Trust the folder first.');
  return undefined;
}

async function start(runner: LocalOrgRunner): Promise<void> {
  let running: LocalOrgs;
  try {
    const options = {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Starting the local org'),
    };
    running = await vscode.window.withProgress(options, () => runner.start());
  } catch (error) {
    const message = sanitiseMessage(String((error as Error).message));
    void vscode.window.showErrorMessage(vscode.l10n.t('The local org did not start: {0}', message));
    return;
  }
  await showStarted(running);
}

/** Says where the orgs are and what opens them. */
async function showStarted({ orgs, origin }: LocalOrgs): Promise<void> {
  const [first] = orgs;
  if (first === undefined) return;
  const where = orgs
    .map(({ name, url, clientId, clientSecret }) =>
      vscode.l10n.t('{0} at {1} (client id {2}, secret {3})', name, url, clientId, clientSecret),
    )
    .join(', ');
  const state =
    origin === 'started'
      ? vscode.l10n.t('The local org runs: {0}.', where)
      : vscode.l10n.t('A local org runs already: {0}.', where);
  const moved = first.url.endsWith(`:${USUAL_PORT}`)
    ? ''
    : vscode.l10n.t(
        'Another program has port {0}: write these addresses into recpolicy.config.json as "apiBaseUrl".',
        USUAL_PORT,
      );
  const only = vscode.l10n.t('The secrets open nothing else, and connecting offers them.');
  const message = [state, moved, only].filter((text) => text !== '').join(' ');
  const connect = vscode.l10n.t('Connect');
  if ((await vscode.window.showInformationMessage(message, connect)) === connect)
    await vscode.commands.executeCommand('recpolicy.connect');
}

async function stop(runner: LocalOrgRunner): Promise<void> {
  const message = runner.stop()
    ? vscode.l10n.t('The local org is stopped. What was changed in it is gone.')
    : vscode.l10n.t('No local org was started by this window.');
  void vscode.window.showInformationMessage(message);
}
