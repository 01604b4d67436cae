import mediaPolicySchema from '../../schemas/media-policy.schema.json';
import type { Path } from '../json/nodes';
import { schemaAt } from './schema/schema';

/** The kinds of things in an org that a text can refer to by name, as in `{{queue:Sales}}`. */
export const REFERENCE_KINDS: readonly string[] = Object.values(mediaPolicySchema.definitions).flatMap((d) =>
  'x-reference' in d ? [d['x-reference']] : [],
);

/** A thing in the org by its name. */
export interface Reference {
  readonly kind: string;
  readonly name: string;
}

const USE = new RegExp(`^\\{\\{\\s*(${REFERENCE_KINDS.join('|')}):\\s*(.*?)\\s*\\}\\}$`);

/** The reference that a whole text is; undefined where it is none. */
export function referenceIn(text: string): Reference | undefined {
  if (!text.startsWith('{{')) return undefined;
  const match = USE.exec(text);
  return match === null || match[2] === '' ? undefined : { kind: match[1]!, name: match[2]! };
}

/** Under what name a reference is found among the values of an environment. */
export function referenceKey({ kind, name }: Reference): string {
  return `${kind}:${name}`;
}

/**
 * The kind of thing that a text at a path of a media retention policy refers to; undefined where none is
 * meant.
 */
export function referenceKindAt(path: Path): string | undefined {
  return schemaAt('mediaPolicy', path)?.['x-reference'];
}
