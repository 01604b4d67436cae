import { referenceIn } from '../../../core/document/references';
import { type ParsedJson, parseJson } from '../../../core/json/parse';
import { digest } from '../../model/digest';
import { fieldsOf, type PayloadFields } from '../../model/policy/payload';
import type { LocalFile } from '../../model/project';
import { groupFault, withMembers } from '../../model/references/groups';
import { EnvironmentValues } from '../../model/references/values';
import { resolveValue } from '../../model/variables/resolve';
import { isRecord } from '../../transport/http/json';

/** A policy file as a plan sees it. */
export interface LocalPolicy {
  readonly file: LocalFile;
  readonly hash: string;
  readonly name: string;
  /** Undefined where the file cannot be deployed as it is. */
  readonly fields: PayloadFields | undefined;
  /** Why not, a sentence. */
  readonly fault: string | undefined;
  /** Some of its users are the members of groups. */
  readonly usesGroups?: boolean;
}

/** Reads a policy file; a trailing comma is forgiven, as comments are. */
export function readLocal(file: LocalFile, variables: ReadonlyMap<string, string>): LocalPolicy {
  const json = parseJson(file.text);
  const hash = digest(file.text);
  const broken = syntaxFault(json);
  const value = json.root?.value;
  const raw = isRecord(value) && typeof value['name'] === 'string' ? value['name'] : file.path;
  if (broken !== undefined) return { file, hash, name: raw, fields: undefined, fault: broken };
  const { value: resolved, unresolved } = resolveValue(value, variables);
  if (unresolved.length > 0)
    return { file, hash, name: raw, fields: undefined, fault: unresolvedFault(unresolved, variables) };
  const name = (resolved as Record<string, unknown>)['name'];
  if (typeof name !== 'string' || name.trim() === '')
    return { file, hash, name: file.path, fields: undefined, fault: 'The policy has no name.' };
  const written = fieldsOf(resolved);
  const fault = groupFault(written, variables);
  if (fault !== undefined) return { file, hash, name, fields: undefined, fault };
  const fields = withMembers(written, variables);
  return { file, hash, name, fields, fault: undefined, ...(fields === written ? {} : { usesGroups: true }) };
}

/** What a person is told of names without a value: variables are given one, things must be in the org. */
function unresolvedFault(names: readonly string[], values: ReadonlyMap<string, string>): string {
  const reference = names.map((name) => ({ name, parts: referenceIn(`{{${name}}}`) })).find((n) => n.parts);
  if (reference === undefined) {
    const all = names.map((n) => `{{${n}}}`).join(', ');
    return `${all} has no value in this environment. Give it one in recpolicy.config.json.`;
  }
  const { kind, name } = reference.parts!;
  const shared = values instanceof EnvironmentValues ? values.shared.get(reference.name) : undefined;
  return shared === undefined
    ? `The org has no ${kind} named "${name}". Correct {{${reference.name}}}, or make it there.`
    : `The org has ${shared.length} things of the kind "${kind}" named "${name}": which one is meant cannot be told. Write one of the ids: ${shared.slice(0, 5).join(', ')}.`;
}

/** The first thing that keeps a text from being read, a sentence; undefined for a sound object. */
export function syntaxFault(json: ParsedJson): string | undefined {
  const error = json.errors.find((e) => e.kind !== 'trailing-comma');
  if (error !== undefined) {
    let line = 0;
    while (line + 1 < json.lineStarts.length && json.lineStarts[line + 1]! <= error.start) line++;
    return `The file has a syntax error on line ${line + 1} (${error.kind}).`;
  }
  return json.root?.kind === 'object' ? undefined : 'The file is not a JSON object.';
}
