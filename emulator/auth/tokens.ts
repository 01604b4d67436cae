import { randomBytes } from 'node:crypto';

export interface AccessToken {
  value: string;
  clientId: string;
  scopes: string[];
  /** Written to each audit record of a change made with this token. */
  sessionId: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Requests it may still be used for; undefined: any number. */
  callsLeft: number | undefined;
  revoked: boolean;
}

/** Access tokens that one org has issued. */
export class TokenRegistry {
  private readonly tokens = new Map<string, AccessToken>();
  /** New tokens expire after this many requests; undefined: by time only. */
  private callLimit: number | undefined;

  constructor(private readonly now: () => number) {}

  issue(clientId: string, scopes: string[], lifetimeSeconds: number): AccessToken {
    const token: AccessToken = {
      value: randomBytes(32).toString('base64url'),
      clientId,
      scopes,
      sessionId: randomBytes(8).toString('hex'),
      expiresAt: this.now() + lifetimeSeconds * 1000,
      callsLeft: this.callLimit,
      revoked: false,
    };
    this.tokens.set(token.value, token);
    return token;
  }

  knows(value: string): boolean {
    return this.tokens.has(value);
  }

  /** Why a token is not accepted, or the token itself. Counts as one use. */
  use(value: string): AccessToken | 'unknown' | 'revoked' | 'expired' {
    const token = this.tokens.get(value);
    if (!token) return 'unknown';
    if (token.revoked) return 'revoked';
    if (token.expiresAt <= this.now() || token.callsLeft === 0) return 'expired';
    if (token.callsLeft !== undefined) token.callsLeft--;
    return token;
  }

  expireAll(): void {
    for (const token of this.tokens.values()) token.expiresAt = 0;
  }

  revokeAll(): void {
    for (const token of this.tokens.values()) token.revoked = true;
  }

  /** Limits every token, issued ones too, to this many more requests. Undefined removes the limit. */
  limitCalls(calls: number | undefined): void {
    this.callLimit = calls;
    for (const token of this.tokens.values()) token.callsLeft = calls;
  }

  clear(): void {
    this.tokens.clear();
    this.callLimit = undefined;
  }
}
