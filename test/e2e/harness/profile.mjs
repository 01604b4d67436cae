/**
 * The folders of one run of a suite: a copy of its workspace to change at will, a user of its own, extensions
 * of its own.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRepo } from '../../../scripts/lib/repo.mjs';
import { provideVsCodeServer } from '../../../scripts/lib/vscode-server.mjs';
import { installExtension, settingsFile } from '../../../scripts/lib/vscode-server-run.mjs';

const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
};

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
  'editor.cursorBlinking': 'solid',
  'window.dialogStyle': 'custom',
};

/**
 * @typedef {{ workspace: string, userData: string, extensions: string, remove: () => Promise<void> }} Profile
 *   absolute paths
 */

/**
 * The settings of the user who runs a suite. @param {import('./suites.mjs').Suite} suite @returns
 * {Record<string, unknown>}
 */
export const userSettings = (suite) => ({
  ...quietSettings,
  'workbench.colorTheme': themes[suite.options.theme ?? 'dark'],
  ...suite.settings,
});

/** @param {import('./suites.mjs').Suite} suite @returns {Promise<Profile>} */
export async function makeProfile(suite) {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'rp-')));
  const source = resolve(suite.folder, suite.options.workspace ?? 'workspace');
  const profile = {
    workspace: join(root, suite.options.workspace ? basename(source) : suite.name),
    userData: join(root, 'user'),
    extensions: join(root, 'ext'),
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
  try {
    if (existsSync(source)) await cp(source, profile.workspace, { recursive: true });
    else await mkdir(profile.workspace);
    await mkdir(profile.extensions);
    const file = settingsFile(profile.userData);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(userSettings(suite), null, 2));
    if (suite.options.extension === 'packaged')
      await installExtension(await provideVsCodeServer(), profile, await newestPackage());
    return profile;
  } catch (error) {
    await profile.remove();
    throw error;
  }
}

/** @returns {Promise<string>} the newest `.vsix` of dist/ */
async function newestPackage() {
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
 * @param {Profile} profile
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
