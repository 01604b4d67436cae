/** A use of a variable inside a string: `{{name}}`, offsets within the string. */
export interface VariableUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const USE = /\{\{\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*\}\}/g;

/** All uses of variables in a text. */
export function variablesIn(text: string): VariableUse[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(USE)].map((m) => ({ name: m[1]!, start: m.index, end: m.index + m[0].length }));
}

/**
 * Replaces each `{{name}}` by its value. Undefined when a name has no value, so that an unresolved id is
 * never taken for a real one.
 */
export function resolveVariables(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  if (!text.includes('{{')) return text;
  let complete = true;
  const resolved = text.replace(USE, (whole, name: string) => {
    const value = variables.get(name);
    if (value === undefined) complete = false;
    return value ?? whole;
  });
  return complete ? resolved : undefined;
}

/** Changes the text around uses of variables, which stay and are written without spaces. */
export function mapAroundVariables(text: string, change: (part: string) => string): string {
  let result = '';
  let from = 0;
  for (const { name, start, end } of variablesIn(text)) {
    result += `${change(text.slice(from, start))}{{${name}}}`;
    from = end;
  }
  return result + change(text.slice(from));
}
