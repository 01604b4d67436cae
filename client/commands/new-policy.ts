import * as vscode from 'vscode';
import { findInWorkspace } from '../language/find';

/** "New Policy": asks for a name and a place, makes the file and opens it with the fields to fill in. */
export function registerNewPolicy(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('recpolicy.newPolicy', async (folder?: unknown) => {
      const target = folder instanceof vscode.Uri ? await folderOf(folder) : await pickFolder();
      if (target === undefined) return;
      const name = await askName();
      if (name === undefined) return;
      await create(target, name);
    }),
  );
}

async function folderOf(uri: vscode.Uri): Promise<vscode.Uri> {
  const stat = await vscode.workspace.fs.stat(uri);
  return stat.type & vscode.FileType.Directory ? uri : vscode.Uri.joinPath(uri, '..');
}

/** The folders that hold policies already, else the workspace folders. */
async function pickFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders;
  if (folders === undefined) {
    const open = vscode.l10n.t('Open Folder');
    const message = vscode.l10n.t('A policy is a file in a folder. Open a folder first.');
    if ((await vscode.window.showInformationMessage(message, open)) === open)
      await vscode.commands.executeCommand('vscode.openFolder');
    return undefined;
  }
  const files = await findInWorkspace('**/*.recpolicy.json');
  const known = new Map<string, vscode.Uri>();
  for (const file of files) {
    const parent = vscode.Uri.joinPath(file, '..');
    known.set(parent.toString(), parent);
  }
  const choices = known.size > 0 ? [...known.values()] : folders.map((f) => f.uri);
  if (choices.length === 1) return choices[0];
  const items = choices
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri, folders.length > 1), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('New policy'),
    placeHolder: vscode.l10n.t('In which folder?'),
  });
  return picked?.uri;
}

function askName(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('New policy'),
    prompt: vscode.l10n.t('Name of the policy, as <Department>_<Purpose>_Recording'),
    value: 'Department_Purpose_Recording',
    valueSelection: [0, 'Department_Purpose'.length],
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A policy needs a name.') : undefined),
  });
}

async function create(folder: vscode.Uri, name: string): Promise<void> {
  const base = fileNameOf(name);
  let uri = vscode.Uri.joinPath(folder, `${base}.recpolicy.json`);
  for (let n = 2; await exists(uri); n++) uri = vscode.Uri.joinPath(folder, `${base}-${n}.recpolicy.json`);
  await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  const editor = await vscode.window.showTextDocument(uri);
  await editor.insertSnippet(skeleton(name.trim()));
}

/** A file name from a policy name: lower case, words joined by hyphens, nothing a file system objects to. */
export function fileNameOf(name: string): string {
  const base = name
    .normalize('NFKD')
    .replace(/_?Recording$/i, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return base === '' ? 'policy' : base;
}

function skeleton(name: string): vscode.SnippetString {
  const snippet = new vscode.SnippetString();
  const line = (text: string) => snippet.appendText(text);
  line('{\n  "name": ');
  line(`${JSON.stringify(name)},\n  "description": "`);
  snippet.appendPlaceholder(vscode.l10n.t('What this policy is for'), 1);
  line('",\n  "enabled": true,\n  "recordingType": "SCREEN",\n  "targets": [{ "type": "');
  snippet.appendChoice(['GROUP', 'LOCATION', 'SKILL', 'USER'], 2);
  line('", "id": "');
  snippet.appendTabstop(3);
  line('" }],\n  "retentionDays": ');
  snippet.appendPlaceholder('90', 4);
  line(',\n  "priority": ');
  snippet.appendPlaceholder('200', 5);
  line(',\n  "evaluationMode": "');
  snippet.appendChoice(['STRICT', 'BEST_EFFORT'], 6);
  line('"\n}\n');
  snippet.appendTabstop(0);
  return snippet;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
