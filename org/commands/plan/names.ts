import { nameKey } from '../../../core/index/policy-facts';

/** Case, outer spaces and Unicode forms aside. */
export function comparableName(name: string): string {
  return nameKey(name.normalize('NFKC'));
}
