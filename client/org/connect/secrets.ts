import type * as vscode from 'vscode';
import type {
  CredentialSource,
  Credentials,
  CredentialsRequest,
} from '../../../org/transport/auth/credentials';

const PREFIX = 'recpolicy.credentials ';

/**
 * OAuth clients in the editor's secret store, under the org and environment they were given for: one that is
 * pointed elsewhere finds nothing there. They leave it only into the memory of the engine.
 */
export class SecretCredentials implements CredentialSource {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  readonly onDidChange: vscode.Event<unknown> = (listener, thisArg, disposables) =>
    this.secrets.onDidChange(
      (e) => e.key.startsWith(PREFIX) && listener.call(thisArg, e),
      undefined,
      disposables,
    );

  async credentials({ key }: Pick<CredentialsRequest, 'key'>): Promise<Credentials | undefined> {
    const text = await this.secrets.get(PREFIX + key);
    if (text === undefined) return undefined;
    try {
      const value = JSON.parse(text) as Partial<Credentials>;
      return typeof value.clientId === 'string' && typeof value.clientSecret === 'string'
        ? { clientId: value.clientId, clientSecret: value.clientSecret }
        : undefined;
    } catch {
      return undefined;
    }
  }

  async store(key: string, { clientId, clientSecret }: Credentials): Promise<void> {
    await this.secrets.store(PREFIX + key, JSON.stringify({ clientId, clientSecret }));
  }

  async forget(key: string): Promise<void> {
    await this.secrets.delete(PREFIX + key);
  }
}
