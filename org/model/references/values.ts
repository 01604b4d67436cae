/**
 * What texts of a file stand for in one environment: the values of its variables, and the ids of the things
 * in its org that are named as `{{kind:name}}`.
 */
export class EnvironmentValues extends Map<string, string> {
  /** References whose name several things of the org have, with their ids. */
  readonly shared = new Map<string, readonly string[]>();
  /** Active members of the groups that files name, by the group's id. */
  readonly members = new Map<string, readonly string[]>();
  /** Groups of `forGroups` that the org does not have. */
  readonly missingGroups = new Set<string>();
}

/** What an environment knows of values. */
interface Valued {
  readonly variables?: Readonly<Record<string, string>>;
  readonly values?: EnvironmentValues;
}

/** The values of an environment, with those of its org where they were read. */
export function valuesOf(environment: Valued): ReadonlyMap<string, string> {
  return environment.values ?? new EnvironmentValues(Object.entries(environment.variables ?? {}));
}
