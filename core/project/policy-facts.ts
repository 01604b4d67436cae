import type { CoreDocument } from '../documents/document';
import { type JsonNode, property } from '../json/nodes';
import { positionAt, type Range } from '../text/lines';
import { claimedStandard } from './compliance';

/** One target of a policy, as written, and where its id stands. */
export class TargetFact {
  /** The index key of the target as written; kept, as looking up a string anew costs hashing it. */
  readonly key: string;
  /** Whether the id holds a variable, so that each environment has its own key. */
  readonly variable: boolean;

  constructor(
    readonly type: string,
    readonly id: string,
    readonly index: number,
    private readonly line: number,
    private readonly character: number,
    private readonly length: number,
  ) {
    this.key = targetKey(type, id);
    this.variable = id.includes('{{');
  }

  get range(): Range {
    return span(this.line, this.character, this.length);
  }

  /** Whether it is the same target at the same place. */
  sameAs(other: TargetFact): boolean {
    return (
      this.type === other.type &&
      this.id === other.id &&
      this.index === other.index &&
      this.line === other.line &&
      this.character === other.character &&
      this.length === other.length
    );
  }
}

/**
 * What the index keeps of a policy: enough for every cross-file rule and for the cascade, without its text. Fields of the wrong
 * type are left out, as other rules report them.
 */
export class PolicyFacts {
  readonly uri: string;
  path: string;
  readonly name: string | undefined;
  readonly enabled: boolean;
  readonly priority: number | undefined;
  readonly retentionDays: number | undefined;
  readonly strict: boolean;
  readonly masking: boolean;
  /** The compliance settings as one comparable text, patterns sorted. */
  readonly compliance: string;
  /** The standard the name or description claims ("PCI DSS"), if any. */
  readonly claims: string | undefined;
  readonly targets: readonly TargetFact[];
  private readonly namePlace: number;
  private readonly nameCharacter: number;
  private readonly nameLength: number;
  private readonly priorityLine: number;
  private readonly priorityCharacter: number;
  private readonly priorityLength: number;

  constructor(doc: CoreDocument) {
    const root = doc.root;
    const value = (root?.kind === 'object' ? root.value : {}) as Record<string, unknown>;
    const lines = doc.json.lineStarts;
    this.uri = doc.uri;
    this.path = doc.path;
    const name = value['name'];
    this.name = typeof name === 'string' ? name : undefined;
    this.enabled = value['enabled'] === true;
    this.priority = integer(value['priority']);
    this.retentionDays = integer(value['retentionDays']);
    this.strict = value['evaluationMode'] !== 'BEST_EFFORT';
    const settings = value['complianceSettings'];
    this.masking = isRecord(settings) && settings['maskSensitiveData'] === true;
    this.compliance = signature(settings);
    this.claims = claimedStandard(this.name, value['description']);
    const targets: TargetFact[] = [];
    const items = property(root, 'targets')?.value.items;
    if (items !== undefined) {
      for (let i = 0; i < items.length; i++) {
        const t = items[i]!.value;
        if (!isRecord(t) || typeof t['type'] !== 'string' || typeof t['id'] !== 'string' || t['id'] === '')
          continue;
        const id = property(items[i], 'id')!.value;
        const at = positionAt(lines, id.start);
        targets.push(new TargetFact(t['type'], t['id'], i, at.line, at.character, id.end - id.start));
      }
    }
    this.targets = targets;
    const nameNode = property(root, 'name')?.value;
    const n = place(lines, nameNode);
    this.namePlace = n.line;
    this.nameCharacter = n.character;
    this.nameLength = n.length;
    const p = place(lines, property(root, 'priority')?.value);
    this.priorityLine = p.line;
    this.priorityCharacter = p.character;
    this.priorityLength = p.length;
  }

  get nameRange(): Range {
    return span(this.namePlace, this.nameCharacter, this.nameLength);
  }

  get priorityRange(): Range {
    return span(this.priorityLine, this.priorityCharacter, this.priorityLength);
  }

  /** The target that stands at an index of the file's array. */
  target(index: number): TargetFact {
    const target = this.targets[index];
    return target?.index === index ? target : this.targets.find((t) => t.index === index)!;
  }

  /** The mask patterns in force, sorted; none where masking is off. */
  get patterns(): readonly string[] {
    return this.compliance
      .split('\n')
      .slice(1)
      .map((p) => JSON.parse(p) as string);
  }

  /** Whether the agent must consent to being recorded. */
  get consent(): boolean {
    return this.compliance.charAt(1) === 'C';
  }

  /** How people call the policy: its name, or its file where it has none. */
  get label(): string {
    return this.name === undefined || this.name.trim() === '' ? this.path : this.name;
  }

  /** The same facts under the path they have in another project. */
  movedTo(path: string): PolicyFacts {
    const copy: PolicyFacts = Object.create(PolicyFacts.prototype) as PolicyFacts;
    Object.assign(copy, this);
    copy.path = path;
    return copy;
  }

  /** Whether another version of the same file would be the same to every other file. */
  sameToOthers(other: PolicyFacts): boolean {
    if (
      this.name !== other.name ||
      this.enabled !== other.enabled ||
      this.priority !== other.priority ||
      this.retentionDays !== other.retentionDays ||
      this.strict !== other.strict ||
      this.compliance !== other.compliance ||
      this.claims !== other.claims ||
      this.targets.length !== other.targets.length ||
      this.namePlace !== other.namePlace ||
      this.nameCharacter !== other.nameCharacter ||
      this.nameLength !== other.nameLength ||
      this.priorityLine !== other.priorityLine ||
      this.priorityCharacter !== other.priorityCharacter ||
      this.priorityLength !== other.priorityLength
    ) {
      return false;
    }
    for (let i = 0; i < this.targets.length; i++) {
      const a = this.targets[i]!;
      const b = other.targets[i]!;
      if (!a.sameAs(b)) return false;
    }
    return true;
  }
}

/** The key under which a policy's name is compared: case and outer spaces aside. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

/** The key under which a target is compared: type and resolved id, case aside. */
export function targetKey(type: string, id: string): string {
  return `${type}:${id.toLowerCase()}`;
}

function span(line: number, character: number, length: number): Range {
  return { start: { line, character }, end: { line, character: character + length } };
}

function place(
  lines: readonly number[],
  node: JsonNode | undefined,
): { line: number; character: number; length: number } {
  if (node === undefined) return { line: 0, character: 0, length: 0 };
  const at = positionAt(lines, node.start);
  return { ...at, length: node.end - node.start };
}

function integer(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const interned = new Map<string, string>();

function signature(settings: unknown): string {
  if (!isRecord(settings)) return '';
  const patterns = settings['allowedMaskPatterns'];
  const sorted = Array.isArray(patterns) ? patterns.filter((p) => typeof p === 'string').sort() : [];
  const mask = settings['maskSensitiveData'] === true;
  let text = `${mask ? 'M' : '-'}${settings['requireAgentConsent'] === true ? 'C' : '-'}`;
  // A pattern may hold a line break, so each is written as JSON.
  if (mask) for (const p of sorted) text += `\n${JSON.stringify(p)}`;
  // Few distinct settings stand in many policies: one copy of each is kept.
  const known = interned.get(text);
  if (known !== undefined) return known;
  if (interned.size > 10_000) interned.clear();
  interned.set(text, text);
  return text;
}
