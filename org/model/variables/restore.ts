import { REFERENCE_KINDS } from '../../../core/document/references';

/**
 * The way back: an id that is a variable's value is written as that variable, so that a pulled file serves
 * other orgs too; one that is the id of a thing of the given kind by that thing's name. Of several with one
 * value the first by name is taken, own variables before names. Short values stay as they are: they may equal
 * by chance.
 */
export function restoreVariable(id: string, variables: ReadonlyMap<string, string>, kind?: string): string {
  if (id.length < 8) return id;
  const names = (namesOf(variables).get(id.toLowerCase()) ?? []).filter(
    (name) => kindOf(name) === undefined || kindOf(name) === kind,
  );
  const name = names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0];
  return name === undefined ? id : `{{${name}}}`;
}

function rank(name: string): number {
  return kindOf(name) === undefined ? 0 : 1;
}

/** The kind of thing that a name is of; undefined for a variable. */
function kindOf(name: string): string | undefined {
  const colon = name.indexOf(':');
  const kind = name.slice(0, Math.max(0, colon));
  return REFERENCE_KINDS.includes(kind) ? kind : undefined;
}

const NAMES = new WeakMap<ReadonlyMap<string, string>, ReadonlyMap<string, string[]>>();

/** Names by value, worked out once: an org has thousands. */
function namesOf(variables: ReadonlyMap<string, string>): ReadonlyMap<string, string[]> {
  const known = NAMES.get(variables);
  if (known !== undefined) return known;
  const names = new Map<string, string[]>();
  for (const [name, value] of variables) {
    const key = value.toLowerCase();
    const list = names.get(key);
    if (list === undefined) names.set(key, [name]);
    else list.push(name);
  }
  NAMES.set(variables, names);
  return names;
}
