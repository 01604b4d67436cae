import type { Severity } from '../../core/findings/finding';
import { sanitiseForTerminal } from '../terminal/text';
import { type ValidationReport, worstFirst } from './report';

const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * GitHub Actions workflow commands, in a log that takes colours and cursor moves as a terminal does: each
 * finding as an annotation of the pull request. Lines and columns count from 1. GitHub shows the first ten
 * errors, warnings and notices of a step, and fifty annotations of a job, so that the worst come first.
 */
export function formatGithub(report: ValidationReport): string {
  const lines = worstFirst(report.diagnostics).map((d) => {
    const properties = [
      `file=${escapeProperty(sanitiseForTerminal(d.file))}`,
      `line=${d.range.start.line + 1}`,
      `endLine=${d.range.end.line + 1}`,
      `col=${d.range.start.character + 1}`,
      `endColumn=${d.range.end.character + 1}`,
      `title=${escapeProperty(d.code)}`,
    ];
    return `::${LEVEL[d.severity]} ${properties.join(',')}::${escapeData(sanitiseForTerminal(d.message))}\n`;
  });
  return lines.join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
