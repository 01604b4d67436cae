import { markdownCode, markdownText } from './markdown';
import { type ValidationReport, worstFirst } from './report';

/** GitHub takes 1 MiB of a step; a table of this many rows of usual length is far below it. */
const MAX_ROWS = 500;
const MAX_LENGTH = 512 * 1024;

/** The report as Markdown for the summary page of a GitHub job, worst findings first. */
export function formatJobSummary(report: ValidationReport): string {
  const { error, warning, information, hint } = report.summary;
  const total = error + warning + information + hint;
  let out = `## Recording policies\n\nFiles checked: ${report.files}. Errors: ${error}, warnings: ${warning}, information: ${information}, hints: ${hint}.\n`;
  if (total === 0) return `${out}\n`;
  out += '\n| severity | place | rule | finding |\n| --- | --- | --- | --- |\n';
  let rows = 0;
  for (const d of worstFirst(report.diagnostics)) {
    const place = markdownCode(`${d.file}:${d.range.start.line + 1}`);
    const row = `| ${d.severity} | ${place} | ${markdownCode(d.code)} | ${markdownText(d.message)} |\n`;
    if (rows === MAX_ROWS || out.length + row.length > MAX_LENGTH) break;
    out += row;
    rows++;
  }
  return rows < total
    ? `${out}\nThe table ends here. Findings that are not in it: ${total - rows}.\n\n`
    : `${out}\n`;
}
