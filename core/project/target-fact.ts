import type { Range } from '../text/lines';
import type { PolicyFacts } from './policy-facts';

/** One target of a policy, as written. It stands in the index itself, as what the index knows of a policy on a target. */
export class TargetFact {
  /** The index key of the target as written. */
  readonly key: string;
  /** Whether the id holds a variable, so that each environment has its own key. */
  readonly variable: boolean;
  /** The id where it is not simply the rest of the key. */
  private readonly written: string | undefined;

  constructor(
    readonly policy: PolicyFacts,
    readonly type: string,
    id: string,
    /** Its place in the file's array of targets. */
    readonly index: number,
  ) {
    this.key = joined(type, ':', id.toLowerCase());
    this.variable = id.includes('{{');
    this.written = this.key.endsWith(id) ? undefined : flat(id);
  }

  get id(): string {
    return this.written ?? this.key.slice(this.type.length + 1);
  }

  get targetIndex(): number {
    return this.index;
  }

  /** The priority of its policy. Only policies with a priority are in the index. */
  get priority(): number {
    return this.policy.priority!;
  }

  get range(): Range {
    return this.policy.targetRange(this);
  }

  /** Whether a target of a file is this one. */
  is(type: string, id: string, index: number): boolean {
    const { key, written } = this;
    if (this.index !== index || this.type !== type) return false;
    if (written !== undefined) return written === id;
    return key.length === type.length + 1 + id.length && key.endsWith(id);
  }
}

/** The key under which a target is compared: type and resolved id, case aside. */
export function targetKey(type: string, id: string): string {
  return `${type}:${id.toLowerCase()}`;
}

/** A copy of a string that does not keep the text alive it was cut from. */
export function flat(text: string): string {
  return text.length < 13 ? text : joined(text.slice(0, 1), text.slice(1));
}

/** Joins into characters of its own: what `+` gives keeps its parts alive, and what they were cut from. */
function joined(...parts: readonly string[]): string {
  return parts.join('');
}
