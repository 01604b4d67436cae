/** Brings the orgs, the project and the window into a known state, so that no test rests on another. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { OrgHandle } from '../../../emulator';
import { clearNotifications, connect, isConnected, type LocalOrgs, showTree } from './org';
import type { Workbench } from './window';

type Environment = 'dev' | 'prod';

/** A file, a text in it, and the text instead. */
export type Edit = readonly [file: string, from: string, to: string];

export interface Given {
  /**
   * The environments that the window is connected with; the last of them is the chosen one, `dev` where there
   * is none. Default: `dev`.
   */
  readonly connected?: readonly Environment[];
  /** Environments that the files are deployed to as they are at the start. */
  readonly deployed?: readonly Environment[];
  /** What is changed in the files after that. */
  readonly edits?: readonly Edit[];
}

const STATUS = '.statusbar-item[id$="recpolicy.environment"]';

/** Replaces the first match of a text in a file, behind the editor's back. */
export async function edit(window: Workbench, [file, from, to]: Edit): Promise<void> {
  const text = await window.readFile(file);
  assert.ok(text.includes(from), `${file} holds ${from}`);
  await window.writeFile(file, text.replace(from, to));
}

/**
 * Takes the orgs and the files as they are now for the state to go back to.
 * @returns what each test calls first
 */
export async function beginnings(
  window: Workbench,
  orgs: LocalOrgs,
): Promise<(given?: Given) => Promise<void>> {
  const files = await textsBelow(window.workspace);
  const states = { dev: orgs.dev.dump(), prod: orgs.prod.dump() };
  const environments = ['dev', 'prod'] as const;

  return async ({ connected = ['dev'], deployed = [], edits = [] } = {}) => {
    await quieten(window);
    for (const name of environments) {
      orgs[name].clearFaults();
      orgs[name].load(states[name]);
    }
    await restore(window, files);
    const chosen = connected.at(-1) ?? 'dev';
    const choose = () =>
      window.writeFile('.vscode/settings.json', JSON.stringify({ 'recpolicy.environment': chosen }));
    await choose();
    for (const name of deployed) await deploy(window, orgs[name], name);
    for (const one of edits) await edit(window, one);
    await window.waitForText(STATUS, chosen);
    await showTree(window);
    for (const name of environments) {
      if (connected.includes(name)) await connectWithOwnClient(window, orgs[name], name);
      else if (await isConnected(window, name)) await signOut(window, name);
    }
    // Connecting an org makes it the current one.
    await choose();
    await window.waitForText(STATUS, chosen);
    for (const name of environments) orgs[name].clearLog();
  };
}

async function textsBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name));
  return new Map(
    await Promise.all(
      paths.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const),
    ),
  );
}

/** Closes what an earlier test may have left open, also one that failed. */
async function quieten(window: Workbench): Promise<void> {
  const open = window.page.locator('.monaco-dialog-box, .quick-input-widget').filter({ visible: true });
  await window.until('nothing that asks', async () => {
    if ((await open.count()) === 0) return true;
    await window.press('Escape');
    return false;
  });
  await window.command('View: Close All Editors');
  await clearNotifications(window);
}

/** Files as they were, and no others; what the product keeps about deploys goes with them. */
async function restore(window: Workbench, files: ReadonlyMap<string, string>): Promise<void> {
  for (const path of (await textsBelow(window.workspace)).keys())
    if (!files.has(path) && !path.startsWith('.vscode')) await rm(window.path(path));
  for (const kept of [window.path('.recpolicy'), window.stateHome])
    if (kept) await rm(kept, { recursive: true, force: true });
  for (const [path, text] of files)
    if ((await window.readFile(path).catch(() => undefined)) !== text) await window.writeFile(path, text);
}

/** By the command line, which shares its account of deploys with the editor. */
async function deploy(window: Workbench, org: OrgHandle, name: Environment): Promise<void> {
  const { clientId, clientSecret } = org.credentials();
  const child = spawn(
    process.execPath,
    [join(process.cwd(), 'dist', 'cli.js'), 'deploy', '--env', name, '--adopt', `--yes=${name}`],
    {
      cwd: window.workspace,
      env: {
        ...process.env,
        XDG_STATE_HOME: window.stateHome,
        RECPOLICY_CLIENT_ID: clientId,
        RECPOLICY_CLIENT_SECRET: clientSecret,
      },
    },
  );
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.equal(code, 0, output);
}

/** Connects unless the window is, with the same client; the view then shows the org as it is now. */
async function connectWithOwnClient(window: Workbench, org: OrgHandle, name: Environment): Promise<void> {
  const { clientId } = org.credentials();
  org.clearLog();
  if (await isConnected(window, name)) {
    await window.command('Recording Policies: Refresh');
    const list = await window.until(`the view asks ${name}`, () =>
      org.log.find((r) => r.operation === 'listPolicies' && r.ending === 'answered'),
    );
    if (list.clientId === clientId) return;
  }
  await connect(window, name);
  await window.until(`${name} connected`, () => isConnected(window, name));
}

async function signOut(window: Workbench, name: Environment): Promise<void> {
  await window.command('Recording Policies: Sign Out of an Org…');
  // Where this is the only one, nothing is asked.
  const choice = window.page
    .locator('.quick-input-widget .monaco-list-row', { hasText: name })
    .filter({ visible: true });
  await window.until(`${name} signed out`, async () => {
    // A list that is closing after the choice still shows its rows for a moment.
    if ((await choice.count()) > 0)
      await choice
        .first()
        .click({ timeout: 1_000 })
        .catch(() => undefined);
    return !(await isConnected(window, name));
  });
  await clearNotifications(window);
}
