import { applyOffsetEdits, formattingOf } from '../../../core/edit/edits';
import { type JsonNode, nodeAt, property } from '../../../core/json/nodes';
import { type ParsedJson, parseJson } from '../../../core/json/parse';
import { isRecord } from '../../transport/http/json';
import { canonicalText, fieldAt, inOrder, mapReferences } from '../policy/fields';
import { fieldsOf, type PayloadFields, setAt } from '../policy/payload';
import { differingFields, keyOfTarget, samePayload } from '../policy/same';
import { groupLists, withMembers, withoutMembers } from '../references/groups';
import { resolveValue } from '../variables/resolve';
import { restoreVariable } from '../variables/restore';
import { containerOf, insertMember, removeMember, type TextEdit } from './container';
import { keptIndexes } from './kept';

/** Why a file was left as it is, a clause. */
export class EditRefusal extends Error {}

/**
 * A policy file's text changed to mean `wanted`, and nothing else about it: comments, key order, layout,
 * unknown members and the `{{variables}}` of what stays are kept. Throws {@link EditRefusal} rather than give
 * a text that means anything else.
 */
export function editedText(
  text: string,
  wanted: PayloadFields,
  variables: ReadonlyMap<string, string>,
): string {
  let json = isValidEdit(text);
  for (const path of differingFields(parsedValue(json, variables), wanted)) {
    const at = path.slice(1).split('/');
    const node = nodeAt(json.root, at);
    // No patterns mean the same as none at all, and an emptied list keeps the comments that stand in it.
    const value =
      ownUsers(json, path, wanted, variables) ??
      (node?.kind === 'array' && path !== '/targets' ? [] : undefined);
    if (Array.isArray(value) && node?.kind === 'array') {
      const { keyOf, unordered } = listOf(path);
      json = editArray(json, path, value, keyOf, unordered, variables);
    } else json = setMember(json, at, restored(path, value, variables));
  }
  if (!samePayload(parsedValue(json, variables), wanted))
    throw new EditRefusal('its layout does not let the change be put in safely');
  return json.text;
}

/** Sets (or, for undefined, removes) the member at a path of an object, keeping every comment. */
export function setMember(json: ParsedJson, path: readonly string[], value: unknown): ParsedJson {
  const parent = nodeAt(json.root, path.slice(0, -1));
  const key = path.at(-1)!;
  if (parent?.kind !== 'object') {
    if (value === undefined || path.length < 2) return json;
    return setMember(json, path.slice(0, -1), { [key]: value });
  }
  const present = property(parent, key);
  const container = containerOf(parent);
  if (present === undefined) {
    if (value === undefined) return json;
    const render = (indent: string | undefined) =>
      `${JSON.stringify(key)}: ${layout(json.text, value, indent)}`;
    return edited(json, insertMember(json, container, container.members.length, render));
  }
  if (value === undefined) {
    const without = edited(json, removeMember(json, container, parent.props!.indexOf(present)));
    // An object that nothing is left in may still say something by being there.
    const rest = nodeAt(without.root, path.slice(0, -1));
    const isEmpty = rest?.props?.length === 0 && !hasComment(without, rest);
    return path.length > 1 && isEmpty ? setMember(without, path.slice(0, -1), undefined) : without;
  }
  const lineStart = json.text.lastIndexOf('\n', present.keyStart - 1) + 1;
  const indent = /^[ \t]*/.exec(json.text.slice(lineStart, present.keyStart))![0];
  return edited(json, [
    { start: present.value.start, end: present.value.end, newText: layout(json.text, value, indent) },
  ]);
}

function hasComment({ comments }: ParsedJson, { start, end }: JsonNode): boolean {
  return comments.some((c) => c.start >= start && c.end <= end);
}

/** The text of a new file for a policy. */
export function newText(wanted: PayloadFields, variables: ReadonlyMap<string, string>): string {
  const out: Record<string, unknown> = {};
  for (const path of inOrder(wanted.keys()))
    setAt(out, path.slice(1).split('/'), restored(path, wanted.get(path), variables));
  return `${JSON.stringify(out, null, 2)}\n`;
}

/** What a text means with its variables filled in. */
function parsedValue(json: ParsedJson, variables: ReadonlyMap<string, string>): PayloadFields {
  return withMembers(writtenIn(json, variables), variables);
}

/** The fields as they are written, groups not expanded. */
function writtenIn(json: ParsedJson, variables: ReadonlyMap<string, string>): PayloadFields {
  return fieldsOf(resolveValue(json.root?.value, variables).value);
}

function isValidEdit(text: string): ParsedJson {
  const json = parseJson(text);
  if (json.errors.some((e) => e.kind !== 'trailing-comma') || json.root?.kind !== 'object')
    throw new EditRefusal('it is not sound JSON');
  return json;
}

/** Takes out and puts in single elements, so that what stays keeps its comments and variables. */
function editArray(
  start: ParsedJson,
  field: string,
  wanted: readonly unknown[],
  keyOf: (value: unknown) => string,
  unordered: boolean,
  variables: ReadonlyMap<string, string>,
): ParsedJson {
  let json = start;
  const path = field.slice(1).split('/');
  const array = (): JsonNode => nodeAt(json.root, path)!;
  const keys = (): string[] => (resolveValue(array().value, variables).value as unknown[]).map(keyOf);
  const goal = wanted.map(keyOf);
  const kept = new Set(keptIndexes(keys(), goal, unordered));
  for (let i = keys().length - 1; i >= 0; i--)
    if (!kept.has(i)) json = edited(json, removeMember(json, containerOf(array()), i));
  const put = (index: number, value: unknown) => {
    const style = array().items?.find((n) => json.text.slice(n.start, n.end).includes('\n')) === undefined;
    const [element] = restored(field, [value], variables) as [unknown];
    const render = (indent: string | undefined) =>
      style && array().items!.length > 0 ? inRow(element) : layout(json.text, element, indent);
    json = edited(json, insertMember(json, containerOf(array()), index, render));
  };
  goal.forEach((key, i) => {
    const now = keys();
    if (unordered ? !now.includes(key) : now[i] !== key) put(unordered ? now.length : i, wanted[i]);
  });
  return json;
}

/**
 * The value of a field without the users that groups of the file bring along: those are not written one by
 * one.
 */
function ownUsers(
  json: ParsedJson,
  path: string,
  wanted: PayloadFields,
  variables: ReadonlyMap<string, string>,
): unknown {
  const value = wanted.get(path);
  const list = groupLists(writtenIn(json, variables)).find((l) => l.usersPath === path);
  if (list === undefined || !Array.isArray(value)) return value;
  const own = withoutMembers(value, list.groups, variables);
  return own.length === 0 ? undefined : own;
}

/** How the elements of a list are told apart, and whether their order says nothing. */
function listOf(path: string): { keyOf: (value: unknown) => string; unordered: boolean } {
  if (path === '/targets') return { keyOf: keyOfTarget, unordered: true };
  const field = fieldAt(path);
  if (field?.kind !== 'mediaPolicy') return { keyOf: JSON.stringify, unordered: false };
  return { keyOf: (value) => canonicalText(field, [value]), unordered: true };
}

function edited(json: ParsedJson, edits: readonly TextEdit[]): ParsedJson {
  return isValidEdit(applyOffsetEdits(json.text, edits));
}

/** JSON over several lines, in the file's own indentation; in a row where the place is in a row. */
function layout(text: string, value: unknown, indent: string | undefined): string {
  if (indent === undefined) return inRow(value);
  const { insertSpaces, tabSize, eol } = formattingOf(text);
  const lines = JSON.stringify(value, null, insertSpaces ? tabSize : '\t').split('\n');
  return lines.join(`${eol}${indent}`);
}

function inRow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inRow).join(', ')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${inRow(v)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function restored(path: string, value: unknown, variables: ReadonlyMap<string, string>): unknown {
  if (path === '/targets' && Array.isArray(value)) return value.map((t) => restoredTarget(t, variables));
  const field = fieldAt(path);
  if (field === undefined) return value;
  return mapReferences(field, value, (id, kind) => restoreVariable(id, variables, kind));
}

function restoredTarget(target: unknown, variables: ReadonlyMap<string, string>): unknown {
  if (!isRecord(target) || typeof target['id'] !== 'string') return target;
  return { ...target, id: restoreVariable(target['id'], variables) };
}
