import type { ParsedJson } from '../json/parse';
import { positionAt } from '../text/lines';

/** A `// recpolicy-disable…` comment. */
export interface Directive {
  /** Codes it names, each with its offsets. */
  readonly codes: readonly { readonly code: string; readonly start: number; readonly end: number }[];
  /** The line it silences; undefined for the whole file. */
  readonly line: number | undefined;
  /** A file-wide directive below the first value silences nothing. */
  readonly misplaced: boolean;
  readonly reason: string;
  readonly start: number;
  readonly end: number;
}

const FORM = /^(?:\/\/|\/\*)\s*recpolicy-disable(-next-line)?(?=\s|$|\*)\s*([\s\S]*?)(?:\*\/)?$/;

/** The directives of a document. */
export function directivesOf(json: ParsedJson): Directive[] {
  const found: Directive[] = [];
  for (const comment of json.comments) {
    const raw = json.text.slice(comment.start, comment.end);
    if (!raw.includes('recpolicy-disable')) continue;
    const m = FORM.exec(raw);
    if (m === null) continue;
    const body = m[2]!;
    const bodyStart =
      comment.start +
      raw.indexOf(body, raw.indexOf('recpolicy-disable') + 'recpolicy-disable'.length + (m[1]?.length ?? 0));
    const dashes = /(?:^|\s)--(?:\s|$)/.exec(body);
    const list = dashes === null ? body : body.slice(0, dashes.index);
    const reason = dashes === null ? '' : body.slice(dashes.index + dashes[0].length).trim();
    const codes = [...list.matchAll(/[^\s,]+/g)].map((c) => ({
      code: c[0],
      start: bodyStart + c.index,
      end: bodyStart + c.index + c[0].length,
    }));
    const line = m[1] === undefined ? undefined : positionAt(json.lineStarts, comment.end).line + 1;
    const misplaced = line === undefined && json.root !== undefined && comment.start > json.root.start;
    found.push({ codes, line, misplaced, reason, start: comment.start, end: comment.end });
  }
  // Directives one below the other are about one line.
  for (let i = found.length - 2; i >= 0; i--) {
    const { line, start } = found[i + 1]!;
    const above = found[i]!.line;
    if (above === undefined || line === undefined) continue;
    const from = json.lineStarts[above];
    if (from !== undefined && from <= start && /^[ \t]*$/.test(json.text.slice(from, start)))
      found[i] = { ...found[i]!, line };
  }
  return found;
}

/** A comment that begins as a directive does and is none. */
export interface MisspeltDirective {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const NEARLY = /^(?:\/\/|\/\*)\s*(recpolicy-(?:disable|enable)[\w-]*)/i;

/** Comments that were meant for directives, as far as their first word tells. */
export function misspeltDirectives(json: ParsedJson): MisspeltDirective[] {
  const found: MisspeltDirective[] = [];
  for (const comment of json.comments) {
    const raw = json.text.slice(comment.start, comment.end);
    const m = NEARLY.exec(raw);
    if (m === null || DIRECTIVES.includes(m[1]!)) continue;
    const start = comment.start + m[0].length - m[1]!.length;
    found.push({ word: m[1]!, start, end: start + m[1]!.length });
  }
  return found;
}

/** The directives there are. */
export const DIRECTIVES: readonly string[] = ['recpolicy-disable-next-line', 'recpolicy-disable'];
