import type { Environment } from '../../config/environment';
import type { OrgFacts } from '../../index/org-facts';
import { targetName, targetText } from '../conflicts/messages';

const names = new WeakMap<Environment, ReadonlyMap<string, string>>();

/** The variable of the environment that stands for an id (case aside), as `{{name}}`. */
function variableOf(environment: Environment, id: string): string | undefined {
  let known = names.get(environment);
  if (known === undefined) {
    known = new Map([...environment.variables].map(([name, value]) => [value.toLowerCase(), `{{${name}}}`]));
    names.set(environment, known);
  }
  return known.get(id.toLowerCase());
}

/** A target by its index key, as people call it: by its name in the org, else its variable, else its id. */
export function targetLabel(key: string, environment: Environment, facts: OrgFacts | undefined): string {
  const colon = key.indexOf(':');
  const id = key.slice(colon + 1);
  const name = targetName(facts, key);
  return targetText(key.slice(0, colon), name === undefined ? (variableOf(environment, id) ?? id) : id, name);
}
