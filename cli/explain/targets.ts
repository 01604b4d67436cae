import { knownTargets } from '../../core/cascade/report/known-targets';
import type { EnvironmentIndex } from '../../core/index/environment-index';
import type { OrgFacts } from '../../core/index/org-facts';
import { targetKey } from '../../core/index/policy-facts';
import type { Project } from '../../core/index/project';
import { nearest } from '../../core/text/nearest';
import { UsageError } from '../project/errors';

const TYPES = ['GROUP', 'LOCATION', 'SKILL', 'USER'] as const;
export type TargetType = (typeof TYPES)[number];

export interface Target {
  readonly type: TargetType;
  readonly id: string;
  /** Its name in the org, where that is known. */
  readonly name: string | undefined;
  /** Whether a file, a variable or what was read of the org names it. */
  readonly known: boolean;
}

/** Where targets are looked up. */
export interface TargetContext {
  readonly project: Project;
  readonly index: EnvironmentIndex;
  readonly facts: OrgFacts | undefined;
}

/**
 * Reads what a person calls targets, as {@link TargetReader.read} does. @throws UsageError where nobody knows
 * any of them
 */
export function readTargets(texts: readonly string[], context: TargetContext): Target[] {
  const reader = new TargetReader(context);
  const targets = texts.map((text) => reader.read(text));
  const unknown = targets.findIndex((target) => !target.known);
  if (unknown >= 0 && targets.every((target) => !target.known)) throw reader.unknown(texts[unknown]!);
  return targets;
}

/** All targets that somebody may ask about, as `--all` does. */
export function allTargets({ project, index, facts }: TargetContext): Target[] {
  return knownTargets(project, index, facts).flatMap(({ type, id, name }) =>
    isType(type) ? [{ type, id, name, known: true }] : [],
  );
}

class TargetReader {
  /** Ids and names by index key. */
  private readonly byKey = new Map<
    string,
    { readonly type: TargetType; readonly name: string | undefined }
  >();
  private readonly byName = new Map<string, string[]>();

  constructor(private readonly context: TargetContext) {
    for (const { type, resolved, name } of knownTargets(context.project, context.index, context.facts)) {
      if (!isType(type)) continue;
      const key = targetKey(type, resolved);
      this.byKey.set(key, { type, name });
      if (name !== undefined) push(this.byName, name.toLowerCase(), key);
    }
  }

  /**
   * What a person calls a target: `GROUP:id`, `{{variable}}`, the name of a variable, an id, or the name of a
   * group of the org. Without a type it is the type under which it is known.
   *
   * @throws UsageError for a group or an untyped name that nobody knows, or one that is of several types
   */
  read(text: string): Target {
    if (/^(?:[A-Za-z]+:)?\s*$/.test(text))
      throw new UsageError(
        `"${text}" names no target. Give TYPE:id, {{variable}}, the name of a variable, an id, or the name of a group.`,
      );
    const typed = /^([A-Za-z]+):(.+)$/.exec(text);
    if (typed !== null && isType(typed[1]!.toUpperCase()))
      return this.typed(typed[1]!.toUpperCase() as TargetType, typed[2]!, text);
    if (typed !== null && !this.isKnownAsWritten(text))
      throw new UsageError(`"${typed[1]}" is no type of target. There are: ${TYPES.join(', ')}.`);
    const id = this.withVariable(text);
    const keys = TYPES.flatMap((type) => this.keyOf(type, id) ?? []).filter((key) => this.byKey.has(key));
    const found = keys.length > 0 ? keys : (this.byName.get(text.toLowerCase()) ?? []);
    if (found.length > 1) {
      const choices = found.join(', ');
      throw new UsageError(`"${text}" names several targets. Say which of them: ${choices}.`);
    }
    const key = found[0];
    if (key === undefined) throw this.unknown(text);
    const { type, name } = this.byKey.get(key)!;
    return { type, id: keys.length > 0 ? id : key.slice(type.length + 1), name, known: true };
  }

  /** That nobody knows a target, with what may have been meant. */
  unknown(text: string): UsageError {
    const { index, facts } = this.context;
    const environment = index.environment.name;
    const bare = text.replace(/^[A-Za-z]+:/, '');
    const close = nearest(bare, this.candidates());
    const groups = facts?.groups;
    const where =
      groups === undefined
        ? `no variable and no file of ${environment} names it, and the groups of the org are not known`
        : groups.complete
          ? `no variable and no file of ${environment} names it, and no group of the org (as read at ${groups.asOf})`
          : `no variable and no file of ${environment} names it, and not all groups of the org could be read (at ${groups.asOf})`;
    const meant = close === undefined ? '' : ` Did you mean "${close}"?`;
    const fetch = groups === undefined ? ` recpolicy facts -e ${environment} fetches the groups.` : '';
    return new UsageError(
      `"${text}" is unknown, so nothing can be said of its recordings: ${where}.${meant}${fetch}`,
    );
  }

  private typed(type: TargetType, written: string, text: string): Target {
    const id = this.withVariable(written);
    const key = this.keyOf(type, id);
    const found = key === undefined ? undefined : this.byKey.get(key);
    if (found !== undefined) return { type, id, name: found.name, known: true };
    const named = (this.byName.get(written.toLowerCase()) ?? []).filter((k) => k.startsWith(`${type}:`));
    if (named.length === 1)
      return {
        type,
        id: named[0]!.slice(type.length + 1),
        name: this.byKey.get(named[0]!)!.name,
        known: true,
      };
    // Of groups a typo can be told; of locations, skills and users nobody has a list.
    if (type === 'GROUP' && !id.includes('{{')) throw this.unknown(text);
    return { type, id, name: undefined, known: id.includes('{{') };
  }

  /** A `{{variable}}` must have a value; the bare name of one stands for it. */
  private withVariable(text: string): string {
    const { variables, name } = this.context.index.environment;
    if (!text.includes('{{')) return variables.has(text) ? `{{${text}}}` : text;
    if (this.keyOf('GROUP', text) !== undefined) return text;
    const close = nearest(text.replace(/[{}]/g, ''), [...variables.keys()]);
    const meant = close === undefined ? '' : ` Did you mean {{${close}}}?`;
    throw new UsageError(
      `${text} has no value in ${name}.${meant} Variables there: ${[...variables.keys()].join(', ')}.`,
    );
  }

  private isKnownAsWritten(text: string): boolean {
    return this.byName.has(text.toLowerCase()) || TYPES.some((type) => this.byKey.has(targetKey(type, text)));
  }

  private keyOf(type: string, id: string): string | undefined {
    return this.context.index.keyOf(type, id);
  }

  private candidates(): string[] {
    const ids = [...this.byKey].map(([key, { type }]) => key.slice(type.length + 1));
    const names = [...this.byKey.values()].flatMap(({ name }) => name ?? []);
    return [...new Set([...this.context.index.environment.variables.keys(), ...names, ...ids])];
  }
}

function isType(type: string): type is TargetType {
  return (TYPES as readonly string[]).includes(type);
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
