import { appendTo, applyOffsetEdits, setAt } from '../../core/edit/edits';
import { type ParsedJson, parseJson } from '../../core/json/parse';
import { isRecord } from '../http/json';
import { fieldsOf, PAYLOAD_FIELDS, type PayloadFields } from '../policy/payload';
import { differingFields, keyOfTarget, samePayload } from '../policy/same';
import { resolveValue } from '../variables/resolve';
import { restoreVariable } from '../variables/restore';

/** Why a file was left as it is, a clause. */
export class EditRefusal extends Error {}

/**
 * A policy file's text changed to mean `wanted`, and nothing else about it: comments, key order, layout, unknown members and the
 * `{{variables}}` of what stays are kept. Throws {@link EditRefusal} rather than give a text that means anything else.
 */
export function editedText(text: string, wanted: PayloadFields, variables: ReadonlyMap<string, string>): string {
  let json = sound(text);
  for (const path of differingFields(meaning(json, variables), wanted)) {
    const value = wanted.get(path);
    const at = path.slice(1).split('/');
    if (path === '/targets' && Array.isArray(value) && Array.isArray(at.reduce(member, json.root?.value))) {
      json = editTargets(json, value, variables);
    } else json = sound(applyOffsetEdits(json.text, setAt(json, at, restored(path, value, variables))));
  }
  if (!samePayload(meaning(json, variables), wanted)) throw new EditRefusal('its layout does not let the change be put in safely');
  return json.text;
}

/** The text of a new file for a policy. */
export function newText(wanted: PayloadFields, variables: ReadonlyMap<string, string>): string {
  const out: Record<string, unknown> = {};
  for (const path of PAYLOAD_FIELDS) {
    if (!wanted.has(path)) continue;
    const [first, second] = path.slice(1).split('/') as [string, string | undefined];
    const value = restored(path, wanted.get(path), variables);
    if (second === undefined) out[first] = value;
    else {
      const inner = (out[first] ??= {}) as Record<string, unknown>;
      inner[second] = value;
    }
  }
  return `${JSON.stringify(out, null, 2)}\n`;
}

/** What a text means with its variables filled in. */
function meaning(json: ParsedJson, variables: ReadonlyMap<string, string>): PayloadFields {
  return fieldsOf(resolveValue(json.root?.value, variables).value);
}

function sound(text: string): ParsedJson {
  const json = parseJson(text);
  if (json.errors.some((e) => e.kind !== 'trailing-comma') || json.root?.kind !== 'object') throw new EditRefusal('it is not sound JSON');
  return json;
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

/** Takes out and puts in single targets, last first, so that what stays keeps its comments. */
function editTargets(start: ParsedJson, wanted: readonly unknown[], variables: ReadonlyMap<string, string>): ParsedJson {
  let json = start;
  const keep = new Set(wanted.map(keyOfTarget));
  const keys = (): string[] => {
    const targets = (resolveValue(json.root?.value, variables).value as { targets: unknown[] }).targets;
    return targets.map((t) => keyOfTarget(isRecord(t) ? { type: t['type'], id: t['id'] } : t));
  };
  const before = keys();
  for (let i = before.length - 1; i >= 0; i--) {
    if (!keep.has(before[i]!)) json = sound(applyOffsetEdits(json.text, setAt(json, ['targets', i], undefined)));
  }
  const left = new Set(keys());
  for (const target of wanted) {
    if (left.has(keyOfTarget(target))) continue;
    const length = (json.root?.value as { targets: unknown[] }).targets.length;
    json = sound(applyOffsetEdits(withoutTrailingComma(json), appendTo(sound(withoutTrailingComma(json)), ['targets'], length, restoredTarget(target, variables))));
    left.add(keyOfTarget(target));
  }
  return json;
}

/** An insertion after a trailing comma would make two of them. */
function withoutTrailingComma(json: ParsedJson): string {
  const commas = json.errors.filter((e) => e.kind === 'trailing-comma');
  return applyOffsetEdits(json.text, commas.map((e) => ({ start: e.start, end: e.end, newText: '' })));
}

function restored(path: string, value: unknown, variables: ReadonlyMap<string, string>): unknown {
  if (path === '/targets' && Array.isArray(value)) return value.map((t) => restoredTarget(t, variables));
  return value;
}

function restoredTarget(target: unknown, variables: ReadonlyMap<string, string>): unknown {
  if (!isRecord(target) || typeof target['id'] !== 'string') return target;
  return { ...target, id: restoreVariable(target['id'], variables) };
}
