import type { EnvironmentIndex } from '../index/environment-index';
import { type Cascade, type CascadeOptions, cascadeOn } from './cascade';

/** An agent by what policies can target. Ids, or `{{variables}}` of the environment. */
export interface Agent {
  readonly groups?: readonly string[];
  readonly location?: string;
  readonly skills?: readonly string[];
  readonly user?: string;
}

/** What applies to an agent. */
export interface EffectivePolicy extends Cascade {
  /** Ids of the agent with a variable that has no value in the environment; they match nothing. */
  readonly unresolved: readonly string[];
}

/** The cascade of one target. An id whose variable has no value matches nothing. */
export function cascadeFor(
  index: EnvironmentIndex,
  target: { readonly type: string; readonly id: string },
  options: CascadeOptions = {},
): Cascade {
  const key = index.keyOf(target.type, target.id);
  return cascadeOn(index, key === undefined ? [] : [key], options);
}

/**
 * The policy that applies to an agent, and all that match. An agent who matches any one target of a policy
 * matches the policy.
 */
export function effectivePolicy(
  index: EnvironmentIndex,
  agent: Agent,
  options: CascadeOptions = {},
): EffectivePolicy {
  const keys: string[] = [];
  const unresolved: string[] = [];
  for (const [type, id] of targetsOf(agent)) {
    const key = index.keyOf(type, id);
    if (key === undefined) unresolved.push(id);
    else keys.push(key);
  }
  return { ...cascadeOn(index, keys, options), unresolved };
}

/** What policies can target of an agent, as type and id. */
export function* targetsOf(agent: Agent): Iterable<readonly [string, string]> {
  for (const id of agent.groups ?? []) yield ['GROUP', id];
  if (agent.location !== undefined) yield ['LOCATION', agent.location];
  for (const id of agent.skills ?? []) yield ['SKILL', id];
  if (agent.user !== undefined) yield ['USER', agent.user];
}
