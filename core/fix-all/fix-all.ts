import type { Finding, OffsetEdit } from '../findings/finding';
import type { Workspace } from '../index/workspace';
import { parseJson } from '../json/parse';
import { type ChosenFix, chooseFixes, spliced } from './choose';

/**
 * Fixes can call for further fixes; a text that still changes after this many rounds is left as it is then.
 */
const MAX_ROUNDS = 20;

export interface FixAllResult {
  readonly text: string;
  /** From the original to `text`; empty where nothing was fixed. */
  readonly edits: readonly OffsetEdit[];
  /** What was done, in order. */
  readonly applied: readonly { readonly code: string; readonly title: string }[];
  /** False when the rounds ran out or fixes undid each other. */
  readonly stable: boolean;
}

/**
 * Applies all safe fixes of a document, again and again until none is left. `check` gives the findings of a
 * version of the text. A round that would leave more syntax errors than before, or as many after mending the
 * syntax, is not taken over.
 */
export function fixAll(original: string, check: (text: string) => readonly Finding[]): FixAllResult {
  let text = original;
  let first: OffsetEdit[] | undefined;
  let errors = parseJson(text).errors.length;
  const applied: { code: string; title: string }[] = [];
  const seen = new Set([text]);
  let stable = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const all = chooseFixes(check(text), text.length);
    if (all.length === 0) {
      stable = true;
      break;
    }
    const isImprovement = (fixes: readonly ChosenFix[]) => {
      const result = spliced(
        text,
        fixes.flatMap((c) => c.edits),
      );
      if (result === text || seen.has(result)) return false;
      // A fix of the syntax that leaves as many errors has only moved one, and the next run would move it
      // back.
      const most = fixes.some((c) => c.finding.code === 'json-syntax') ? errors - 1 : errors;
      return parseJson(result).errors.length <= most;
    };
    // Fixes that are right alone can be wrong together: then one at a time.
    const together = isImprovement(all);
    const alone = together ? undefined : all.find((one) => isImprovement([one]));
    const chosen = together ? all : alone === undefined ? [] : [alone];
    if (chosen.length === 0) break;
    const edits = chosen.flatMap((c) => c.edits);
    const next = spliced(text, edits);
    errors = parseJson(next).errors.length;
    seen.add(next);
    text = next;
    first = first === undefined ? edits : [];
    for (const c of chosen) applied.push({ code: c.finding.code, title: c.title });
  }
  const edits =
    text === original ? [] : first !== undefined && first.length > 0 ? first : difference(original, text);
  return { text, edits, applied, stable };
}

/**
 * The same for a file of a workspace, cross-file rules included. The workspace is left with the original
 * text.
 */
export function fixAllIn(workspace: Workspace, uri: string, original: string): FixAllResult {
  let last = original;
  try {
    return fixAll(original, (text) => {
      last = text;
      const put = workspace.put(uri, text);
      return put === undefined ? [] : workspace.check(put.doc);
    });
  } finally {
    if (last !== original) workspace.put(uri, original);
  }
}

/** One edit that turns a text into another, without their common beginning and end. */
function difference(from: string, to: string): OffsetEdit[] {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let tail = 0;
  const most = Math.min(from.length, to.length) - start;
  while (tail < most && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  // Half of a surrogate pair is no place to cut.
  if (start > 0 && /[\ud800-\udbff]/.test(from[start - 1]!)) start--;
  if (tail > 0 && /[\udc00-\udfff]/.test(from[from.length - tail]!)) tail--;
  return [{ start, end: from.length - tail, newText: to.slice(start, to.length - tail) }];
}
