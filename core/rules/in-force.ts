import type { RuleLevel } from '../config/config';
import type { DocumentKind } from '../document/kinds';
import type { Severity } from '../findings/finding';
import { rules } from '../generated/rules';
import type { Rule, RuleCondition } from './api';

/**
 * A rule that a project has not switched off, with the severity it sets instead of the rule's own, if any.
 */
export interface RuleInForce {
  readonly rule: Rule;
  readonly severity: Severity | undefined;
}

/** Rules that need the same. */
export interface RuleGroup {
  readonly need: RuleCondition | undefined;
  readonly rules: readonly RuleInForce[];
}

type Levels = ReadonlyMap<string, RuleLevel>;

/**
 * By the levels of a configuration: a keystroke must not look up dozens of codes that change only with it.
 */
const known = new WeakMap<Levels, Map<DocumentKind, readonly RuleGroup[]>>();

/** The rules for a kind of document under the levels of a configuration, in a fixed order. */
export function rulesInForce(levels: Levels, kind: DocumentKind): readonly RuleGroup[] {
  let byKind = known.get(levels);
  if (byKind === undefined) {
    byKind = new Map();
    known.set(levels, byKind);
  }
  let list = byKind.get(kind);
  if (list === undefined) {
    list = select(levels, kind);
    byKind.set(kind, list);
  }
  return list;
}

function select(levels: Levels, kind: DocumentKind): RuleGroup[] {
  const groups = new Map<RuleCondition | undefined, RuleInForce[]>();
  for (const rule of rules) {
    const level = levels.get(rule.code);
    if (level === 'off' || !rule.kinds.includes(kind)) continue;
    const need = typeof rule.appliesWhen === 'object' ? rule.appliesWhen[kind] : rule.appliesWhen;
    const group = groups.get(need);
    if (group === undefined) groups.set(need, [{ rule, severity: level }]);
    else group.push({ rule, severity: level });
  }
  return [...groups].map(([need, rules]) => ({ need, rules }));
}
