import type { OrgFacts } from '../../../core/index/org-facts';
import type { EnvironmentConfig } from '../../../org/model/project';
import type { TargetNameOf } from './values';

/** Names from what was last read of the org, else the variable that holds the id. */
export function targetNamesFrom(environment: EnvironmentConfig, facts: OrgFacts | undefined): TargetNameOf {
  const variables = new Map(
    Object.entries(environment.variables ?? {}).map(([name, id]) => [id.toLowerCase(), `{{${name}}}`]),
  );
  return (type, id) =>
    facts?.names?.value.get(`${type}:${id.toLowerCase()}`) ?? variables.get(id.toLowerCase());
}
