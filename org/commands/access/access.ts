import { type Capability, WEM_SCOPES } from '../../transport/auth/scopes';
import { MissingScopeError } from '../../transport/errors/kinds';
import type { OrgSession } from '../session';

/**
 * What an OAuth client can be used for: each capability with the scopes it lacks; none where it has them all.
 */
export interface Access {
  /** The org as messages name it. */
  readonly org: string;
  readonly capabilities: readonly { readonly capability: Capability; readonly missing: readonly string[] }[];
}

export const ALL_CAPABILITIES = Object.keys(WEM_SCOPES) as readonly Capability[];

/** Signs in, and says what the client was not granted. Sends nothing but the token request. */
export async function access({ backend, signal }: OrgSession): Promise<Access> {
  const capabilities: { capability: Capability; missing: readonly string[] }[] = [];
  for (const capability of ALL_CAPABILITIES) {
    try {
      await backend.require([capability], signal);
      capabilities.push({ capability, missing: [] });
    } catch (error) {
      if (!(error instanceof MissingScopeError)) throw error;
      capabilities.push({ capability, missing: error.missing });
    }
  }
  return { org: backend.org, capabilities };
}
