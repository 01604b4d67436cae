import * as vscode from 'vscode';
import type { ListFilesParams } from '../../server/protocol';
import type { RecpolicyClient } from './client';
import { findBelow } from './find';

/**
 * Lets a server without a file system (in the browser, in virtual workspaces) list and read the workspace's
 * documents.
 */
export function serveFiles(client: RecpolicyClient): void {
  client.onRequest(
    'recpolicy/listFiles',
    async ({ folder, globs }: ListFilesParams, token: vscode.CancellationToken) => {
      const uris = await findBelow(client.protocol2CodeConverter.asUri(folder), globs, token);
      return uris.map((uri) => client.code2ProtocolConverter.asUri(uri));
    },
  );
  client.onRequest('recpolicy/readFile', async (params: { uri: string }) => {
    const bytes = await vscode.workspace.fs.readFile(client.protocol2CodeConverter.asUri(params.uri));
    return { text: new TextDecoder().decode(bytes) };
  });
}
