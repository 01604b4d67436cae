import { mapAroundVariables } from '../document/variables';

/** The key under which a target is compared: type and resolved id, case aside. */
export function targetKey(type: string, id: string): string {
  return `${type}:${comparedId(id)}`;
}

/** What nearly all ids with a variable are. */
const ONE_VARIABLE = /^\{\{[A-Za-z_][A-Za-z0-9_.-]*\}\}$/;

/**
 * An id as it is compared, case aside; names of variables keep theirs, as `{{Group}}` and `{{group}}` are two
 * variables.
 */
export function comparedId(id: string): string {
  if (ONE_VARIABLE.test(id)) return id;
  return id.includes('{{') ? mapAroundVariables(id, (text) => text.toLowerCase()) : id.toLowerCase();
}

/** A copy of a string that does not keep the text alive it was cut from. */
export function detached(text: string): string {
  return text.length < 13 ? text : joinToNewString(text.slice(0, 1), text.slice(1));
}

/** Joins into characters of its own: what `+` gives keeps its parts alive, and what they were cut from. */
function joinToNewString(...parts: readonly string[]): string {
  return parts.join('');
}
