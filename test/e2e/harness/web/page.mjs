/**
 * The page of a VS Code that runs in the browser alone, as vscode.dev is: no server of VS Code's own, no
 * remote extension host.
 */

/**
 * @typedef {object} PageOptions
 * @property {string} origin of the page itself
 * @property {string} folderUri the workspace
 * @property {readonly string[]} extensions addresses of extensions, besides the built-in ones
 * @property {Record<string, unknown>} settings the user's settings
 * @property {Record<string, readonly string[]>} proposals by extension, the proposed API it may use
 */

/**
 * @param {string} uri @returns {{ scheme: string, authority: string, path: string }} as VS Code revives a URI
 */
function components(uri) {
  const { protocol, host, pathname } = new URL(uri);
  return { scheme: protocol.slice(0, -1), authority: host, path: pathname };
}

/** @param {import('./builds.mjs').WebBuild} build @param {PageOptions} options @returns {string} HTML */
export function page(build, { origin, folderUri, extensions, settings, proposals }) {
  const { host } = new URL(origin);
  const { head, scripts } = build.page({
    folderUri: components(folderUri),
    additionalBuiltinExtensions: extensions.map(components),
    configurationDefaults: settings,
    enableWorkspaceTrust: settings['security.workspace.trust.enabled'] !== false,
    productConfiguration: {
      enableTelemetry: false,
      ...build.product,
      extensionEnabledApiProposals: proposals,
      // Extension host and webviews in origins of their own, as on vscode.dev. Browsers take every name below
      // localhost for this machine.
      webEndpointUrlTemplate: `http://{{uuid}}.${host}/build`,
      webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.${host}/build/out/vs/workbench/contrib/webview/browser/pre/`,
    },
  });
  return `<!DOCTYPE html>
<html>
	<head>
		<meta charset="utf-8" />
		${head}
	</head>
	<body aria-label=""></body>
	${scripts}
</html>
`;
}
