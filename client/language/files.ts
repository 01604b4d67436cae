import * as vscode from 'vscode';
import type { RecpolicyClient } from './client';

const EXCLUDED = '**/{node_modules,.git,.recpolicy,dist}/**';

/** Lets a server without a file system (in the browser, in virtual workspaces) list and read the workspace's documents. */
export function serveFiles(client: RecpolicyClient): void {
  client.onRequest(
    'recpolicy/listFiles',
    async (params: { globs: readonly string[] }, token: vscode.CancellationToken) => {
      const pattern = `{${params.globs.join(',')}}`;
      const uris = await vscode.workspace.findFiles(pattern, EXCLUDED, undefined, token);
      return uris.map((uri) => client.code2ProtocolConverter.asUri(uri));
    },
  );
  client.onRequest('recpolicy/readFile', async (params: { uri: string }) => {
    const bytes = await vscode.workspace.fs.readFile(client.protocol2CodeConverter.asUri(params.uri));
    return { text: new TextDecoder().decode(bytes) };
  });
}
