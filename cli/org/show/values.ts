import { sanitiseForTerminal } from '../../terminal/text';

/** Names things by their ids, where a name is known. */
export type TargetNameOf = (type: string, id: string) => string | undefined;

interface TargetValue {
  readonly type: string;
  readonly id: string;
}

/** A value of a plan as a person reads it: JSON, as in the file, on one line. */
export function valueText(value: unknown): string {
  return value === undefined ? 'absent' : sanitiseForTerminal(JSON.stringify(value));
}

/** A field's name without the leading slash of its pointer. */
export function fieldName(path: string): string {
  return sanitiseForTerminal(
    path.replace(/^\//, '').replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~'),
  );
}

/** What a list gained and lost, where both sides are lists: that is what a person looks for in them. */
export function listChange(from: unknown, to: unknown): { added: unknown[]; removed: unknown[] } | undefined {
  if (!Array.isArray(from) || !Array.isArray(to)) return undefined;
  const keys = (list: unknown[]) => new Set(list.map(keyOf));
  const [before, after] = [keys(from), keys(to)];
  return {
    added: to.filter((v) => !before.has(keyOf(v))),
    removed: from.filter((v) => !after.has(keyOf(v))),
  };
}

/** An entry of a list: a target with its name, anything else as JSON. */
export function entryText(value: unknown, nameOf: TargetNameOf): string {
  if (!isTarget(value)) return valueText(value);
  const name = nameOf(value.type, value.id);
  return sanitiseForTerminal(`${value.type} ${value.id}${name === undefined ? '' : ` (${name})`}`);
}

export function isTarget(value: unknown): value is TargetValue {
  const v = value as Partial<TargetValue> | null;
  return typeof v === 'object' && v !== null && typeof v.type === 'string' && typeof v.id === 'string';
}

function keyOf(value: unknown): string {
  return isTarget(value) ? `${value.type.toUpperCase()}:${value.id.toLowerCase()}` : JSON.stringify(value);
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
