import { referenceIn, referenceKey } from '../../../core/document/references';
import { resolveVariables, variablesIn } from '../../../core/document/variables';

/** A value with its `{{variables}}` filled in, and the names that have no value. */
export interface Resolved {
  readonly value: unknown;
  readonly unresolved: readonly string[];
}

/**
 * Fills in the variables and the references by name of every string inside a value. Depth is bounded by the
 * parser that made the value.
 */
export function resolveValue(value: unknown, variables: ReadonlyMap<string, string>): Resolved {
  const unresolved = new Set<string>();
  const visit = (v: unknown): unknown => {
    if (typeof v === 'string') {
      const reference = referenceIn(v);
      if (reference !== undefined) {
        const id = variables.get(referenceKey(reference));
        if (id === undefined) unresolved.add(referenceKey(reference));
        return id ?? v;
      }
      const filled = resolveVariables(v, variables);
      if (filled !== undefined) return filled;
      for (const use of variablesIn(v)) if (!variables.has(use.name)) unresolved.add(use.name);
      return v;
    }
    if (Array.isArray(v)) return v.map(visit);
    if (typeof v === 'object' && v !== null)
      return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, visit(x)]));
    return v;
  };
  const result = visit(value);
  return { value: result, unresolved: [...unresolved] };
}

/** The variables of an environment; only strings are values. */
export function variablesOf(
  variables: Readonly<Record<string, unknown>> | undefined,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(variables ?? {}).filter((e): e is [string, string] => typeof e[1] === 'string'),
  );
}
