/**
 * What a suite runs on: a copy of its workspace to change at will, its user's settings, the extension under
 * test.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRepo } from '../../../scripts/lib/repo.mjs';
import { themes } from './themes.mjs';

/** A quiet editor: nothing asks, nothing blinks, nothing calls out. A suite's own settings go over these. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
  // As on a desktop. A VS Code in a browser saves by itself after a second, which a slow machine takes
  // between two steps.
  'files.autoSave': 'off',
  'editor.cursorBlinking': 'solid',
  'window.dialogStyle': 'custom',
};

/**
 * The settings of the user who runs a suite. @param {import('./suites.mjs').Suite} suite @returns
 * {Record<string, unknown>}
 */
export const userSettings = (suite) => ({
  ...quietSettings,
  'workbench.colorTheme': themes[suite.options.theme ?? 'dark'].name,
  ...suite.settings,
});

/**
 * A folder for one run of a suite.
 * @param {import('./suites.mjs').Suite} suite
 * @returns {Promise<{ root: string, workspace: string, remove: () => Promise<void> }>} absolute paths; the
 *   workspace's copy is below `root`
 */
export async function copyWorkspace(suite) {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'rp-')));
  const source = resolve(suite.folder, suite.options.workspace ?? 'workspace');
  const workspace = join(root, suite.options.workspace ? basename(source) : suite.name);
  if (existsSync(source)) await cp(source, workspace, { recursive: true });
  else await mkdir(workspace);
  const remove = () => rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  return { root, workspace, remove };
}

/** @returns {Promise<string>} the newest `.vsix` of dist/ */
export async function newestPackage() {
  const folder = inRepo('dist');
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.vsix')) : [];
  const aged = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), time: (await stat(join(folder, name))).mtimeMs })),
  );
  const newest = aged.sort((a, b) => b.time - a.time)[0];
  if (!newest) throw new Error('There is no package to test in dist/. Make it first: npm run package');
  return newest.path;
}

/** The extension under test: this tree, built. */
export const developedExtension = () => process.env.RECPOLICY_E2E_EXTENSION ?? inRepo();

/**
 * Enters the built tree among the installed extensions, as it lies. A window that is told of an extension
 * under development instead hides notifications and refuses dialogs, which is not what a user sees.
 * @param {{ extensions: string }} folders what `--extensions-dir` names
 */
export async function installTree({ extensions }) {
  const folder = developedExtension();
  const { publisher, name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const location = { $mid: 1, path: pathToFileURL(folder).pathname, scheme: 'file' };
  const entry = {
    identifier: { id: `${publisher}.${name}` },
    version,
    location,
    metadata: { source: 'vsix', installedTimestamp: Date.now() },
  };
  await writeFile(join(extensions, 'extensions.json'), JSON.stringify([entry]));
}
