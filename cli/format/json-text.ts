import { oneLine } from '../../core/text/one-line';

/**
 * Members that hold what a policy says, to be read by programs: nothing of it is replaced, it is written in
 * escapes.
 */
const VALUES: ReadonlySet<string> = new Set(['from', 'to', 'base', 'expected', 'actual']);

/**
 * A value as indented JSON. Names, messages and paths are on one line, as in every format. No control or
 * invisible character stands in it as such, and nothing that a CI would take for a command.
 */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  return `${escaped(SUSPECT.test(json) ? JSON.stringify(shown(value), null, 2) : json)}\n`;
}

/**
 * What stands in JSON wherever a text may hold something that is not shown as it is; a report of many
 * findings has it rarely.
 */
const SUSPECT = /\\[bfnrtu]|[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/u;

/** JSON text with whatever cannot be seen, and `##[`, in escapes: the same value when it is parsed. */
export function escaped(json: string): string {
  return json
    .replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (c) =>
      c
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
    )
    .replace(/##(?=(?:vso|teamcity)?\[)/gi, '#\\u0023');
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return oneLine(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => [oneLine(key), VALUES.has(key) ? v : shown(v)]),
  );
}
