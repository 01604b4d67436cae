import type { DocumentKind } from '../kinds';
import { schemaOf } from './schema';

const OWNED = new Map<DocumentKind, ReadonlySet<string>>();

/** Whether a top-level property of this name is the server's to set; capitals make no difference. */
export function isServerOwned(kind: DocumentKind, name: string): boolean {
  let names = OWNED.get(kind);
  if (names === undefined) {
    names = new Set((schemaOf(kind)['x-serverOwned'] ?? []).map((n) => n.toLowerCase()));
    OWNED.set(kind, names);
  }
  return names.has(name.toLowerCase());
}
