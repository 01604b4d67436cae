import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../../core/document/kinds';
import { nameKey } from '../../core/index/policy-facts';
import type { LocalOrg } from '../node/run-local-org';
import { sanitiseForUi } from '../org/text/sanitise';
import type { LocalOrgRunner } from './local-org';

/** The other user of the demonstration. */
const OTHER = 'Jo Okafor';
const STEP_DAYS = 30;
const LONGEST_DAYS = 365;

interface PolicyOnOrg {
  readonly org: LocalOrg;
  readonly name: string;
  readonly days: number;
}

/**
 * Changes the retention of a policy in the local org as somebody else would, so that a conflict and its merge
 * can be seen: the policy of the active editor, in the org behind the chosen environment where it is there,
 * else one that is picked.
 */
export async function changeAsAnotherUser(
  runner: LocalOrgRunner,
  chosenOrigin: () => Promise<string | undefined>,
): Promise<void> {
  const policies = await policiesOf(await runner.running());
  const chosen = policies && (await choose(policies, await chosenOrigin()));
  if (policies === undefined) {
    const start = vscode.l10n.t('Start Local Org');
    const message = vscode.l10n.t('No local org runs. Start it, and deploy a policy to it first.');
    if ((await vscode.window.showInformationMessage(message, start)) === start)
      await vscode.commands.executeCommand('recpolicy.startLocalOrg');
    return;
  }
  if (chosen === undefined) return;
  const days = chosen.days + STEP_DAYS <= LONGEST_DAYS ? chosen.days + STEP_DAYS : chosen.days - STEP_DAYS;
  const body = { action: 'updatePolicy', policy: chosen.name, set: { retentionDays: days }, by: OTHER };
  await post(`${chosen.org.url}/__emulator/edit`, body);
  await showChanged(chosen, days);
}

async function policiesOf(orgs: readonly LocalOrg[]): Promise<PolicyOnOrg[] | undefined> {
  if (orgs.length === 0) return undefined;
  const found: PolicyOnOrg[] = [];
  for (const org of orgs) {
    const response = await fetch(`${org.url}/__emulator/state`, { redirect: 'error' });
    const { policies } = (await response.json()) as {
      policies: { payload: { name: string; retentionDays: number } }[];
    };
    for (const { payload } of policies) found.push({ org, name: payload.name, days: payload.retentionDays });
  }
  return found;
}

async function choose(
  policies: readonly PolicyOnOrg[],
  origin: string | undefined,
): Promise<PolicyOnOrg | undefined> {
  const name = activePolicy();
  const same = policies.filter((p) => name !== undefined && nameKey(p.name) === nameKey(name));
  const meant = same.find((p) => p.org.url === origin) ?? (same.length === 1 ? same[0] : undefined);
  if (meant !== undefined) return meant;
  const here = (policy: PolicyOnOrg) => Number(policy.org.url !== origin);
  const items = [...(same.length > 1 ? same : policies)]
    .sort((a, b) => here(a) - here(b))
    .map((policy) => ({
      label: sanitiseForUi(policy.name),
      description: policy.org.name,
      detail: vscode.l10n.t('{0} days', policy.days),
      policy,
    }));
  const title = vscode.l10n.t('Change a policy in the local org as {0}', OTHER);
  const placeHolder = vscode.l10n.t('Whose retention is changed?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.policy;
}

/** The name of the policy in the active editor. */
function activePolicy(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== LANGUAGE_ID) return undefined;
  const written = /"name"\s*:\s*("(?:[^"\\\n]|\\.)*")/.exec(document.getText())?.[1];
  try {
    return written === undefined ? undefined : (JSON.parse(written) as string);
  } catch {
    return undefined;
  }
}

async function showChanged({ org, name, days: before }: PolicyOnOrg, days: number): Promise<void> {
  const change = vscode.l10n.t('Change It Here Too');
  const message = vscode.l10n.t(
    '{0} changed the retention of {1} in {2} from {3} to {4} days. Change it in the file to another value and deploy: VS Code opens its merge editor.',
    OTHER,
    sanitiseForUi(name),
    org.name,
    before,
    days,
  );
  if ((await vscode.window.showInformationMessage(message, change)) !== change) return;
  const file = await fileOf(name);
  if (file === undefined) return;
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  const value = /"retentionDays"\s*:\s*(\d+)/.exec(document.getText());
  if (value === null) return;
  const end = value.index + value[0].length;
  const range = new vscode.Range(document.positionAt(end - value[1]!.length), document.positionAt(end));
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range);
}

/** The first file whose policy has the name. */
async function fileOf(name: string): Promise<vscode.Uri | undefined> {
  const files = await vscode.workspace.findFiles('**/*.recpolicy.json', '**/node_modules/**', 2_000);
  for (const uri of files) {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    if (text.includes(JSON.stringify(name))) return uri;
  }
  return undefined;
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), redirect: 'error' });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}
