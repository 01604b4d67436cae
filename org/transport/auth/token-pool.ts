import { digest } from '../../model/digest';
import { TokenSource, type TokenSourceOptions } from './token-source';

/**
 * Signs in once to each org as each client, for the life of the process: whoever asks for the same gets the
 * same token.
 */
export class TokenPool {
  private readonly sources = new Map<string, TokenSource>();

  /**
   * The source for these credentials and scopes. Clock, network and limits are those it was first asked for
   * with.
   */
  source(options: TokenSourceOptions): TokenSource {
    const { tokenUrl, credentials, scopes } = options;
    const key = digest(JSON.stringify([tokenUrl, credentials.clientId, credentials.clientSecret, scopes]));
    const known = this.sources.get(key);
    if (known !== undefined) return known;
    const source = new TokenSource(options);
    this.sources.set(key, source);
    return source;
  }

  /** Forgets all tokens; what is under way ends with those it has. */
  clear(): void {
    this.sources.clear();
  }
}
