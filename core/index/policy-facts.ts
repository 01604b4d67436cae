import { isRecord } from '../config/read';
import { CoreDocument } from '../document/document';
import type { Range } from '../text/lines';
import { claimedStandard } from './compliance';
import { type ComplianceFacts, complianceFacts } from './compliance-settings';
import { type Places, placesOf, rangeAt, samePlaces } from './places';
import { comparedId, detached, targetKey } from './target-key';

export { targetKey } from './target-key';

/** Gives the text of a file again, by its URI, as long as it is in with this text. */
export type RereadText = (uri: string) => string;

/**
 * What the index keeps of a policy: enough for every cross-file rule and for the cascade, without its text.
 * Fields of the wrong type are left out, as other rules report them.
 *
 * Places are needed only where another file's finding points here. While the document is open they are worked
 * out when first asked for; `pinPlaces` works them out and lets go of the document, `dropText` has its text
 * given again for them.
 */
export class PolicyFacts {
  readonly uri: string;
  path: string;
  readonly name: string | undefined;
  readonly enabled: boolean;
  readonly priority: number | undefined;
  readonly retentionDays: number | undefined;
  readonly strict: boolean;
  private readonly settings: ComplianceFacts;
  /** The standard the name or description claims ("PCI DSS"), if any. */
  readonly claims: string | undefined;
  /** The targets as written. */
  readonly targets: readonly TargetFact[];
  /** False guarantees that no other policy has shared this name or a target. */
  maybeShared: boolean;
  private doc: CoreDocument | undefined;
  private rereadText: RereadText | undefined;
  private cachedPlaces: Places | undefined;

  constructor(doc: CoreDocument) {
    const value = recordOf(doc);
    this.uri = doc.uri;
    this.path = doc.path;
    const { name } = value;
    // What a JSON parser gives has characters of its own.
    const own = doc.isStrictJson ? unchanged : detached;
    this.name = typeof name === 'string' ? own(name) : undefined;
    this.enabled = value['enabled'] === true;
    this.priority = integer(value['priority']);
    this.retentionDays = integer(value['retentionDays']);
    this.strict = value['evaluationMode'] !== 'BEST_EFFORT';
    this.settings = complianceFacts(value['complianceSettings']);
    this.claims = claimedStandard(this.name, value['description']);
    const list = value['targets'];
    this.targets = Array.isArray(list) ? this.targetsIn(list, own) : NO_TARGETS;
    this.maybeShared = false;
    this.doc = doc;
    this.rereadText = undefined;
    this.cachedPlaces = undefined;
  }

  get nameRange(): Range {
    return rangeAt(this.places, 0);
  }

  get priorityRange(): Range {
    return rangeAt(this.places, 1);
  }

  /** The target that stands at an index of the file's array. */
  target(index: number): TargetFact {
    return this.targets[this.slotOf(index)]!;
  }

  /** Where the id of the target stands that is at an index of the file's array. */
  targetRange(index: number): Range {
    return rangeAt(this.places, 2 + this.slotOf(index));
  }

  get masking(): boolean {
    return this.settings.masking;
  }

  /** The compliance settings as one comparable text. */
  get compliance(): string {
    return this.settings.signature;
  }

  /** The mask patterns in force, sorted; none where masking is off. */
  get patterns(): readonly string[] {
    return this.settings.patterns;
  }

  /** Whether the agent must consent to being recorded. */
  get consent(): boolean {
    return this.settings.agentConsents;
  }

  /** The policy as messages name it: its name, or its file if it has none. */
  get label(): string {
    return this.name === undefined || this.name.trim() === '' ? this.path : this.name;
  }

  /** Computes the places and releases the document. */
  pinPlaces(): this {
    this.cachedPlaces = this.places;
    this.doc = undefined;
    this.rereadText = undefined;
    return this;
  }

  /** Releases the document; its text is read again when a place is needed. */
  dropText(rereadText: RereadText): this {
    this.rereadText = rereadText;
    this.doc = undefined;
    return this;
  }

  /** The same facts under the path they have in another project. */
  movedTo(path: string): PolicyFacts {
    this.pinPlaces();
    const copy: PolicyFacts = Object.create(PolicyFacts.prototype) as PolicyFacts;
    const targets = this.targets.map((t) => new TargetFact(copy, t.type, t.id, t.index));
    Object.assign(copy, this, { path, targets });
    return copy;
  }

  /**
   * Whether a version of the same file has the same facts, places aside. Makes nothing, as it runs on every
   * keystroke.
   */
  hasSameFacts(doc: CoreDocument): boolean {
    const value = recordOf(doc);
    const { name } = value;
    if (
      this.name !== (typeof name === 'string' ? name : undefined) ||
      this.enabled !== (value['enabled'] === true) ||
      this.priority !== integer(value['priority']) ||
      this.retentionDays !== integer(value['retentionDays']) ||
      this.strict !== (value['evaluationMode'] !== 'BEST_EFFORT') ||
      !this.settings.equals(value['complianceSettings']) ||
      this.claims !== claimedStandard(name, value['description'])
    ) {
      return false;
    }
    return this.hasTargets(value['targets']);
  }

  /** Whether all places are the same in a version with the same facts. */
  hasSamePlaces(doc: CoreDocument): boolean {
    return samePlaces(this.places, placesOf(doc, this.indexes()));
  }

  /** Takes the places from a version with the same facts. */
  updatePlaces(doc: CoreDocument): void {
    this.doc = doc;
    this.rereadText = undefined;
    this.cachedPlaces = undefined;
  }

  private get places(): Places {
    this.cachedPlaces ??= placesOf(
      this.doc ?? new CoreDocument(this.uri, this.path, 'policy', this.rereadText!(this.uri)),
      this.indexes(),
    );
    return this.cachedPlaces;
  }

  private indexes(): number[] {
    return this.targets.map((t) => t.index);
  }

  /**
   * Where the target stands in `targets` that is at an index of the file's array: there, too, unless one
   * before it is no target.
   */
  private slotOf(index: number): number {
    return this.targets[index]?.index === index ? index : this.targets.findIndex((t) => t.index === index);
  }

  private hasTargets(value: unknown): boolean {
    const { targets } = this;
    if (!Array.isArray(value)) return targets.length === 0;
    let slot = 0;
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (!isTarget(item)) continue;
      const cachedPlaces = targets[slot++];
      if (cachedPlaces === undefined || !cachedPlaces.is(item.type, item.id, i)) return false;
    }
    return slot === targets.length;
  }

  private targetsIn(list: readonly unknown[], own: (text: string) => string): TargetFact[] {
    const targets: TargetFact[] = [];
    for (let i = 0; i < list.length; i++) {
      const item = list[i];
      if (isTarget(item))
        targets.push(new TargetFact(this, TYPES.get(item.type) ?? detached(item.type), own(item.id), i));
    }
    return targets;
  }
}

const NO_TARGETS: readonly TargetFact[] = [];

/** The key under which a policy's name is compared: case and outer spaces aside. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

const unchanged = (text: string): string => text;

const EMPTY: Readonly<Record<string, unknown>> = {};

function recordOf(doc: CoreDocument): Readonly<Record<string, unknown>> {
  return isRecord(doc.value) ? doc.value : EMPTY;
}

/** One copy of each usual type, whatever text it was read from. */
const TYPES = new Map(['USER', 'GROUP', 'LOCATION', 'SKILL'].map((type) => [type, type]));

function isTarget(value: unknown): value is { type: string; id: string } {
  return (
    isRecord(value) &&
    typeof value['type'] === 'string' &&
    typeof value['id'] === 'string' &&
    value['id'] !== ''
  );
}

function integer(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

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
