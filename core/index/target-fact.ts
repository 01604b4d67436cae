import { mapAroundVariables } from '../document/variables';
import type { Range } from '../text/lines';
import type { PolicyFacts } from './policy-facts';

/**
 * One target of a policy, as written. It stands in the index itself, as what the index knows of a policy on a
 * target.
 */
export class TargetFact {
  /** The id as targets are compared: in lower case, but for the names of variables. */
  readonly folded: string;
  /** Whether the id holds a variable, so that each environment has its own target. */
  readonly variable: boolean;
  /** The id where it is written in another way. */
  private readonly written: string | undefined;

  /** @param id with characters of its own: see `detached` */
  constructor(
    readonly policy: PolicyFacts,
    readonly type: string,
    id: string,
    /** Its place in the file's array of targets. */
    readonly index: number,
  ) {
    const folded = comparedId(id);
    this.folded = folded;
    this.variable = id.includes('{{');
    this.written = folded === id ? undefined : id;
  }

  get id(): string {
    return this.written ?? this.folded;
  }

  /** The index key of the target as written. */
  get key(): string {
    return targetKey(this.type, this.folded);
  }

  get targetIndex(): number {
    return this.index;
  }

  /** The priority of its policy. Only policies with a priority are in the index. */
  get priority(): number {
    return this.policy.priority!;
  }

  get range(): Range {
    return this.policy.targetRange(this.index);
  }

  /** Whether a target of a file is this one. */
  is(type: string, id: string, index: number): boolean {
    return this.index === index && this.type === type && (this.written ?? this.folded) === id;
  }

  /** Whether two are written as the same target, case aside. */
  isWrittenAs(other: TargetFact): boolean {
    return this.folded === other.folded && this.type === other.type;
  }
}

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
