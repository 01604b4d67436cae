/** The page of a VS Code that runs in the browser alone, as vscode.dev is: no server of VS Code's own, no remote extension host. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * code-server's workbench takes the server it came from for a remote machine, and keeps the user's data there. These parts of its script
 * are set back to what the plain workbench for browsers has.
 * @type {readonly (readonly [RegExp, string])[]}
 */
const plain = [
  [/remoteAuthority:location\.host/, 'remoteAuthority:void 0'],
  [
    /(get userRoamingDataHome\(\)\{return \w+\(\w+\.file\(this\.userDataPath\)\.with\(\{scheme:\w+)\.vscodeRemote\}/,
    '$1.vscodeUserData}',
  ],
];

/** @param {string} home VS Code's folder @returns {Promise<string>} the workbench's script, without a remote machine */
export async function workbenchScript(home) {
  let script = await readFile(join(home, 'out/vs/code/browser/workbench/workbench.js'), 'utf8');
  for (const [part, instead] of plain) {
    if (!part.test(script)) throw new Error(`This VS Code's workbench has no ${part}: see how it finds its remote machine.`);
    script = script.replace(part, instead);
  }
  return script;
}

/**
 * @typedef {object} PageOptions
 * @property {string} origin of the page itself
 * @property {string} folderUri the workspace
 * @property {readonly string[]} extensions addresses of extensions, besides the built-in ones
 * @property {Record<string, unknown>} settings the user's settings
 * @property {Record<string, readonly string[]>} proposals by extension, the proposed API it may use
 */

/** @param {string} text */
const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** @param {string} uri @returns {{ scheme: string, authority: string, path: string }} as VS Code revives a URI */
function components(uri) {
  const { protocol, host, pathname } = new URL(uri);
  return { scheme: protocol.slice(0, -1), authority: host, path: pathname };
}

/** @param {PageOptions} options @returns {string} HTML */
export function page({ origin, folderUri, extensions, settings, proposals }) {
  const { host } = new URL(origin);
  const configuration = {
    folderUri: components(folderUri),
    additionalBuiltinExtensions: extensions.map(components),
    configurationDefaults: settings,
    // What code-server's workbench asks for besides.
    userDataPath: '/',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    enableWorkspaceTrust: settings['security.workspace.trust.enabled'] !== false,
    productConfiguration: {
      enableTelemetry: false,
      extensionEnabledApiProposals: proposals,
      // Extension host and webviews in origins of their own, as on vscode.dev. Browsers take every name below localhost for this machine.
      webEndpointUrlTemplate: `http://{{uuid}}.${host}/build`,
      webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.${host}/build/out/vs/workbench/contrib/webview/browser/pre/`,
    },
  };
  return `<!DOCTYPE html>
<html>
	<head>
		<meta charset="utf-8" />
		<meta id="vscode-workbench-web-configuration" data-settings="${attribute(JSON.stringify(configuration))}">
		<link rel="stylesheet" href="/build/out/vs/code/browser/workbench/workbench.css">
	</head>
	<body aria-label=""></body>
	<script>globalThis._VSCODE_FILE_ROOT = location.origin + '/build/out/';</script>
	<script type="module" src="/build/out/nls.messages.js"></script>
	<script type="module" src="/build/out/vs/code/browser/workbench/workbench.js"></script>
</html>
`;
}
