import type { Severity } from '../../core/findings/finding';
import type { Colours } from '../terminal/colour';
import { sanitiseForTerminal } from '../terminal/text';
import type { ValidationReport } from './report';

/** The report for people: findings by file, then a summary line, unless it is to be quiet. */
export function formatPretty(report: ValidationReport, colours: Colours, quiet = false): string {
  const paint: Readonly<Record<Severity, (t: string) => string>> = {
    error: colours.red,
    warning: colours.yellow,
    information: colours.blue,
    hint: colours.dim,
  };
  let out = '';
  let file = '';
  for (const d of report.diagnostics) {
    if (d.file !== file) {
      file = d.file;
      out += `${out === '' ? '' : '\n'}${colours.bold(sanitiseForTerminal(file))}\n`;
    }
    const place = `${d.range.start.line + 1}:${d.range.start.character + 1}`;
    out += `  ${colours.dim(place.padEnd(7))} ${paint[d.severity](d.severity.padEnd(11))} ${sanitiseForTerminal(d.message)}  ${colours.dim(d.code)}\n`;
    for (const r of d.related) {
      const at = `${sanitiseForTerminal(r.file)}:${r.range.start.line + 1}:${r.range.start.character + 1}`;
      out += `          ${colours.dim(`→ ${at}  ${sanitiseForTerminal(r.message)}`)}\n`;
    }
  }
  if (quiet) return out;
  return `${out}${out === '' ? '' : '\n'}${summary(report, colours)}\n`;
}

function summary(report: ValidationReport, colours: Colours): string {
  const { error, warning, information, hint } = report.summary;
  const files = count(report.files, 'file');
  if (report.files === 0) return 'No recording documents found: nothing was checked.';
  if (error + warning + information + hint === 0) return colours.green(`${files} checked, nothing found.`);
  const fixable = report.diagnostics.filter((d) => d.fixes.length > 0).length;
  const parts = [
    count(error, 'error'),
    count(warning, 'warning'),
    `${information} information`,
    count(hint, 'hint'),
  ];
  const text = `${files} checked: ${parts.join(', ')}.`;
  const painted = error > 0 ? colours.red(text) : warning > 0 ? colours.yellow(text) : text;
  return fixable > 0
    ? `${painted} ${colours.dim(`${fixable} with a fix in the editor; recpolicy fix applies the safe ones.`)}`
    : painted;
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
