import mediaPolicySchema from '../schemas/media-policy.schema.json';

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
