import type { EnvironmentIndex } from '../../core/index/environment-index';
import { UsageError } from '../project/errors';

const TYPES = ['GROUP', 'LOCATION', 'SKILL', 'USER'] as const;
export type TargetType = (typeof TYPES)[number];

export interface ExplainedTarget {
  readonly type: TargetType;
  readonly id: string;
}

/**
 * Reads what a person calls a target: `GROUP:id`, `{{variable}}`, the name of a variable, or an id. Without a
 * type it is the type under which policies of the environment name the id; a group where none does.
 */
export function readTargets(text: string, index: EnvironmentIndex): ExplainedTarget[] {
  if (/^(?:[A-Za-z]+:)?\s*$/.test(text))
    throw new UsageError(
      `"${text}" names no target. Give TYPE:id, {{variable}}, the name of a variable, or an id.`,
    );
  const typed = /^([A-Za-z]+):(.+)$/.exec(text);
  if (typed !== null) {
    const type = typed[1]!.toUpperCase();
    if (!(TYPES as readonly string[]).includes(type)) {
      throw new UsageError(`"${typed[1]}" is no type of target. There are: ${TYPES.join(', ')}.`);
    }
    return [{ type: type as TargetType, id: known(typed[2]!, index) }];
  }
  const id = known(text, index);
  const named = TYPES.filter((type) => {
    const key = index.keyOf(type, id);
    return key !== undefined && index.targets.entriesOn(key).length > 0;
  });
  return (named.length > 0 ? named : (['GROUP'] as const)).map((type) => ({ type, id }));
}

function known(text: string, index: EnvironmentIndex): string {
  const { variables, name } = index.environment;
  if (text.includes('{{')) {
    if (index.keyOf('GROUP', text) === undefined)
      throw new UsageError(
        `${text} has no value in ${name}. Variables there: ${[...variables.keys()].join(', ')}.`,
      );
    return text;
  }
  return variables.has(text) ? `{{${text}}}` : text;
}
