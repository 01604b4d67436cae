import type { FeatureContext } from '../shared/context';
import { environmentsFor } from '../shared/context';
import { ItemKind } from '../shared/item-kinds';
import type { Proposals } from './proposals';

/** Where a half-typed `{{name` stands around the caret inside a string. */
export function openVariable(
  text: string,
  offset: number,
  from: number,
  to: number,
): { start: number; end: number } | undefined {
  const before = text.slice(from, offset);
  const m = /\{\{[ \t]*[A-Za-z0-9_.-]*$/.exec(before);
  if (m === null) return undefined;
  const after = /^[A-Za-z0-9_.-]*[ \t]*(?:\}\}|\}(?!\}))?/.exec(text.slice(offset, to))![0].length;
  return { start: from + m.index, end: offset + after };
}

/** `{{variables}}` inside any string, once two braces are typed. True when the caret is in one. */
export function proposeOpenVariable(into: Proposals): boolean {
  const { caret, ctx, offset } = into;
  const { token } = caret;
  if (token?.kind !== 'string' || ctx.doc.kind === 'config') return false;
  const end = token.closed ? token.end - 1 : token.end;
  const range = openVariable(ctx.doc.text, offset, token.start + 1, Math.max(offset, end));
  if (range === undefined) return false;
  for (const [name, values] of variablesOf(ctx)) {
    const text = `{{${name}}}`;
    into.add({ label: text, kind: ItemKind.Variable, text, filter: text, range, detail: values });
  }
  return true;
}

/** `{{variables}}` as whole values of ids. */
export function proposeVariableValues(into: Proposals): void {
  for (const [name, values] of variablesOf(into.ctx)) {
    const label = `{{${name}}}`;
    into.add({ label, kind: ItemKind.Variable, text: JSON.stringify(label), detail: values });
  }
}

/**
 * Variables with their values by environment; those that every environment of the file defines come first.
 */
export function variablesOf(ctx: FeatureContext): [name: string, values: string][] {
  const environments = environmentsFor(ctx).map((i) => i.environment);
  const defined = new Map<string, string[]>();
  for (const e of environments) {
    for (const [name, value] of e.variables) {
      const values = defined.get(name);
      const text = environments.length > 1 ? `${e.name}: ${value}` : value;
      if (values === undefined) defined.set(name, [text]);
      else values.push(text);
    }
  }
  return [...defined]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([name, values]) => [name, values.join(', ')]);
}
