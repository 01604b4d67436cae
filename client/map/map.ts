import * as vscode from 'vscode';
import type { InEnvironmentParams } from '../../server/protocol';
import { choosePlace, pickEnvironment } from '../views/place';
import { registerView } from '../views/register';
import type { ViewRequests } from '../views/requests';

const SCHEME = 'recpolicy-map';

/**
 * "Show Policy Map": a read-only Markdown document in the built-in preview, drawn anew when policies change.
 */
export function registerPolicyMap(context: vscode.ExtensionContext, requests: ViewRequests): void {
  const maps = new PolicyMaps(requests);
  context.subscriptions.push(
    maps,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, maps),
    registerView('recpolicy.showPolicyMap', async () => {
      const title = vscode.l10n.t('Policy map');
      const place = await choosePlace(requests, title);
      if (place === undefined) return;
      const environment = await pickEnvironment(title, place.environments, place.environment);
      if (environment === undefined) return;
      const uri = uriOf({ folder: place.folder, environment });
      // Locked: an unlocked preview turns to whatever Markdown is looked at next, and the map would be gone.
      await vscode.commands.executeCommand('markdown.showPreview', uri, undefined, { locked: true });
    }),
  );
}

/** The place stands in the query, so that a map survives a reload of the window. */
function uriOf(place: InEnvironmentParams): vscode.Uri {
  const name = place.environment.replace(/[^\p{L}\p{N}._ -]+/gu, '_') || vscode.l10n.t('Policies');
  const title = vscode.l10n.t('Map of {0}', name);
  return vscode.Uri.from({ scheme: SCHEME, path: `/${title}.md`, query: JSON.stringify(place) });
}

class PolicyMaps implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly listener: vscode.Disposable;

  constructor(private readonly requests: ViewRequests) {
    this.listener = requests.onChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) this.changed.fire(uri);
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const place = placeOf(uri.query);
    const map = place && (await this.requests.policyMap(place, token));
    return map?.markdown ?? vscode.l10n.t('This environment is gone. Show the map of another one.');
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}

function placeOf(query: string): InEnvironmentParams | undefined {
  try {
    const { folder, environment } = JSON.parse(query) as Partial<InEnvironmentParams>;
    return typeof folder === 'string' && typeof environment === 'string'
      ? { folder, environment }
      : undefined;
  } catch {
    return undefined;
  }
}
