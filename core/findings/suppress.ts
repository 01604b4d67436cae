import type { RuleLevel } from '../config/config';
import type { CoreDocument } from '../document/document';
import { t } from '../l10n';
import { positionAt } from '../text/lines';
import { nearest } from '../text/nearest';
import {
  DIRECTIVES,
  type Directive,
  directivesOf,
  type MisspeltDirective,
  misspeltDirectives,
} from './directives';
import type { Finding, Fix, Severity } from './finding';

/** Findings no directive can silence: a file that does not parse is not a matter of opinion. */
const ALWAYS = new Set(['json-syntax', 'unused-directive']);

/** Whether a directive may silence findings of this code. */
export function isSuppressible(code: string): boolean {
  return !ALWAYS.has(code);
}

/**
 * Takes out what the document's directives silence and reports each directive (or code of one) that silences
 * nothing, has no reason, or names no rule. `mayFollow` tells of codes whose findings are still being worked
 * out: whether they are silenced is not known. `onSilenced` is told of what was taken out, with the reason.
 */
export function applyDirectives(
  doc: CoreDocument,
  findings: Finding[] | undefined,
  level: RuleLevel | undefined,
  codes: readonly string[],
  mayFollow: (code: string) => boolean = () => false,
  onSilenced?: (finding: Finding, reason: string) => void,
): Finding[] | undefined {
  const directives = directivesOf(doc.json);
  const misspelt = level === 'off' ? [] : misspeltDirectives(doc.json);
  if (directives.length === 0 && misspelt.length === 0) return findings;
  const used = new Set<{ code: string }>();
  const kept = (findings ?? []).filter((finding) => {
    if (ALWAYS.has(finding.code)) return true;
    const line = positionAt(doc.lineStarts, finding.start).line;
    let reason: string | undefined;
    for (const directive of directives) {
      if (directive.reason === '' || directive.misplaced) continue;
      if (directive.line !== undefined && directive.line !== line) continue;
      for (const entry of directive.codes) {
        if (entry.code === finding.code) {
          used.add(entry);
          reason ??= directive.reason;
        }
      }
    }
    if (reason !== undefined) onSilenced?.(finding, reason);
    return reason === undefined;
  });
  if (level !== 'off')
    for (const d of directives) kept.push(...faults(doc, d, used, level ?? 'warning', codes, mayFollow));
  for (const m of misspelt) kept.push(misspeltFinding(m, (level as Severity | undefined) ?? 'warning'));
  return kept;
}

function misspeltFinding({ word, start, end }: MisspeltDirective, severity: Severity): Finding {
  const guess = word.toLowerCase().includes('enable') ? undefined : nearest(word, DIRECTIVES);
  return {
    code: 'unused-directive',
    severity,
    message: t(
      'There is no directive {word}, so it silences nothing. Write recpolicy-disable-next-line above the line concerned, or recpolicy-disable above the first "{".',
      { word },
    ),
    start,
    end,
    related: [],
    fixes: guess === undefined ? [] : [replacement({ start, end }, guess)],
  };
}

/** What was meant; not safe, as it then silences what it did not before. */
function replacement({ start, end }: { start: number; end: number }, guess: string): Fix {
  return { title: t('Write {guess}', { guess }), safe: false, edits: () => [{ start, end, newText: guess }] };
}

function* faults(
  doc: CoreDocument,
  directive: Directive,
  used: ReadonlySet<{ code: string }>,
  severity: Severity,
  codes: readonly string[],
  mayFollow: (code: string) => boolean,
): Iterable<Finding> {
  const make = (message: string, place: { start: number; end: number }, fixes: Fix[]): Finding => {
    return {
      code: 'unused-directive',
      severity,
      message,
      start: place.start,
      end: place.end,
      related: [],
      fixes,
      tag: 'unnecessary',
    };
  };
  if (directive.codes.length === 0) {
    yield make(
      t(
        'This directive names no rule, so it silences nothing. Write the code of the rule after it, then "-- " and the reason.',
      ),
      directive,
      [removal(doc, directive)],
    );
    return;
  }
  if (directive.reason === '') {
    const code = directive.codes[0]!.code;
    yield make(
      t(
        'This directive gives no reason, so it silences nothing. Reviewers need to know why: write `{code} -- reason`.',
        { code },
      ),
      directive,
      [],
    );
    return;
  }
  if (directive.misplaced) {
    yield make(
      t(
        'A directive for the whole file counts only above the first "{". Move it to the top, or use recpolicy-disable-next-line.',
      ),
      directive,
      [],
    );
    return;
  }
  for (const [n, entry] of directive.codes.entries()) {
    if (used.has(entry) || mayFollow(entry.code)) continue;
    const known = codes.includes(entry.code);
    const guess = known ? undefined : nearest(entry.code, codes);
    const removed = directive.codes.length === 1 ? removal(doc, directive) : codeRemoval(directive.codes, n);
    // A directive with a misspelt code is wanted: its reason is not thrown away unasked.
    const fixes = known
      ? [removed]
      : [...(guess === undefined ? [] : [replacement(entry, guess)]), { ...removed, safe: false }];
    const message = ALWAYS.has(entry.code)
      ? t(
          'Findings of {code} cannot be silenced: a file must be readable, and directives honest. Mend what it reports, and remove this directive.',
          entry,
        )
      : known
        ? t(
            'Nothing here is reported as {code}, so this directive silences nothing and would hide a later fault. Remove it.',
            entry,
          )
        : t(
            'There is no rule {code}, so this directive silences nothing. Check the spelling, or remove it.',
            entry,
          );
    yield make(message, entry, fixes);
  }
}

/** Takes one code of several away, with what parts it from its neighbour. */
function codeRemoval(codes: Directive['codes'], n: number): Fix {
  const [entry, before, after] = [codes[n]!, codes[n - 1], codes[n + 1]];
  return {
    title: t('Remove {code} from the directive', { code: entry.code }),
    safe: true,
    edits: () => [
      after === undefined
        ? { start: before!.end, end: entry.end, newText: '' }
        : { start: entry.start, end: after.start, newText: '' },
    ],
  };
}

/** Takes the directive away, with its line when it stands alone there. */
function removal(doc: CoreDocument, directive: Directive): Fix {
  return {
    title: t('Remove the directive'),
    safe: true,
    edits: () => {
      const { text } = doc;
      let start = directive.start;
      while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
      let end = directive.end;
      const alone = start === 0 || text[start - 1] === '\n' || text[start - 1] === '\r';
      if (alone) {
        if (text[end] === '\r') end++;
        if (text[end] === '\n') end++;
      }
      return [{ start: alone ? start : directive.start, end, newText: '' }];
    },
  };
}
