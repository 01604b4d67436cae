import type { Finding } from '../../findings/finding';
import { isSuppressible } from '../../findings/suppress';
import { rules } from '../../generated/rules';
import { t } from '../../l10n';
import { positionAt } from '../../text/lines';
import { ItemKind } from '../shared/item-kinds';
import type { Proposals } from './proposals';

const NEXT_LINE = 'recpolicy-disable-next-line';
const FILE = 'recpolicy-disable';

/** Suppression directives inside comments; the codes found on the line concerned come first. */
export function proposeDirectives(into: Proposals, findings: readonly Finding[]): void {
  const { caret, ctx, offset } = into;
  const { text } = ctx.doc;
  const comment = caret.comment!;
  const before = text.slice(comment.start, offset);
  const after = text.slice(offset, comment.end);
  const opening = /^\/[/*]\s*([a-z-]*)$/.exec(before);
  if (opening !== null) {
    const start = offset - opening[1]!.length;
    const end = offset + /^[a-z-]*/.exec(after)![0].length;
    const codes = codesOf(into, findings, true);
    const best = codes.find((c) => c.found)?.code;
    for (const form of [NEXT_LINE, FILE]) {
      into.add({
        label: form,
        kind: ItemKind.Keyword,
        snippet: `${form} \${1:${best ?? 'CODE'}} -- \${2:reason}`,
        filter: form,
        range: {
          start,
          end: after.slice(end - offset).trim() === '' ? comment.end - trailing(text, comment) : end,
        },
        detail:
          form === NEXT_LINE
            ? t('Silences a rule on the next line; the reason is required')
            : t('Silences a rule in this file (above the first brace); the reason is required'),
      });
    }
    return;
  }
  const directive = /^\/[/*]\s*recpolicy-disable(-next-line)?\s+([^\n]*)$/.exec(before);
  if (directive === null || /(?:^|\s)--(?:\s|$)/.test(directive[2]!)) return;
  const word = /[^\s,]*$/.exec(directive[2]!)![0];
  const rest = /^[^\s,]*/.exec(after)![0];
  const hasReason = after.includes('--');
  const named = new Set(directive[2]!.slice(0, directive[2]!.length - word.length).split(/[\s,]+/));
  for (const { code, title, found } of codesOf(into, findings, directive[1] !== undefined)) {
    if (named.has(code)) continue;
    into.add({
      label: code,
      kind: ItemKind.Constant,
      ...(hasReason ? { text: code } : { snippet: `${code} -- \${1:reason}` }),
      filter: code,
      range: { start: offset - word.length, end: offset + rest.length },
      ...(found ? { description: t('found here') } : undefined),
      docs: title,
    });
  }
}

function codesOf(into: Proposals, findings: readonly Finding[], nextLine: boolean) {
  const { doc } = into.ctx;
  const lines = doc.lineStarts;
  const line = positionAt(lines, into.caret.comment!.end).line + 1;
  const here = new Set<string>();
  for (const f of findings)
    if (isSuppressible(f.code) && (!nextLine || positionAt(lines, f.start).line === line)) here.add(f.code);
  const all = rules
    .filter((r) => isSuppressible(r.code) && (here.has(r.code) || r.kinds.includes(doc.kind)))
    .map((r) => ({ code: r.code, title: t(r.title), found: here.has(r.code) }));
  return [...all.filter((r) => r.found), ...all.filter((r) => !r.found)];
}

/** The length of what closes a block comment. */
function trailing(text: string, comment: { start: number; end: number }): number {
  return text.startsWith('/*', comment.start) && text.slice(comment.start, comment.end).endsWith('*/')
    ? 2
    : 0;
}
