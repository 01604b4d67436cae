import { type ParsedJson, parseJson } from '../../../core/json/parse';
import { digest } from '../../model/digest';
import { fieldsOf, type PayloadFields } from '../../model/policy/payload';
import type { LocalFile } from '../../model/project';
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
  if (unresolved.length > 0) {
    const names = unresolved.map((n) => `{{${n}}}`).join(', ');
    return {
      file,
      hash,
      name: raw,
      fields: undefined,
      fault: `${names} has no value in this environment. Give it one in recpolicy.config.json.`,
    };
  }
  const name = (resolved as Record<string, unknown>)['name'];
  if (typeof name !== 'string' || name.trim() === '')
    return { file, hash, name: file.path, fields: undefined, fault: 'The policy has no name.' };
  return { file, hash, name, fields: fieldsOf(resolved), fault: undefined };
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
