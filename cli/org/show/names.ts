import type { OrgFacts } from '../../../core/index/org-facts';
import type { EnvironmentConfig } from '../../../org/model/project';
import type { NameOf } from './values';

/** Names from what was last read of the org, else the variable that holds the id. */
export function namesFrom(environment: EnvironmentConfig, facts: OrgFacts | undefined): NameOf {
  const variables = new Map(
    Object.entries(environment.variables ?? {}).map(([name, id]) => [id.toLowerCase(), `{{${name}}}`]),
  );
  return (type, id) =>
    facts?.names?.value.get(`${type}:${id.toLowerCase()}`) ?? variables.get(id.toLowerCase());
}
