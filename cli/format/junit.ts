import { oneLine } from '../../core/text/one-line';
import type { ReportedDiagnostic, ValidationReport } from './report';

/**
 * JUnit XML: one test case per finding of severity error or warning, grouped by file; a file without findings
 * passes.
 */
export function formatJunit(report: ValidationReport, files: readonly string[]): string {
  const byFile = new Map<string, ReportedDiagnostic[]>(files.map((f) => [f, []]));
  for (const d of report.diagnostics) {
    const list = byFile.get(d.file);
    if (list === undefined) byFile.set(d.file, [d]);
    else list.push(d);
  }
  const suites = [...byFile].map(([file, all]) => {
    const failures = all.filter((d) => d.severity === 'error' || d.severity === 'warning');
    const cases = failures.map(
      (d) =>
        `    <testcase classname="${xml(file)}" name="${xml(`${d.code} (line ${d.range.start.line + 1})`)}">\n` +
        `      <failure type="${xml(d.severity)}" message="${xml(d.message)}">${xml(`${file}:${d.range.start.line + 1}:${d.range.start.character + 1}`)}</failure>\n` +
        '    </testcase>\n',
    );
    if (cases.length === 0) cases.push(`    <testcase classname="${xml(file)}" name="recpolicy"/>\n`);
    return `  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${failures.length}">\n${cases.join('')}  </testsuite>\n`;
  });
  const failures = report.summary.error + report.summary.warning;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="recpolicy" failures="${failures}">\n${suites.join('')}</testsuites>\n`;
}

/**
 * Text from a file for XML, in an element or an attribute: one line, and nothing that a CI would take for a
 * command.
 */
export function xml(text: string): string {
  return (
    oneLine(text)
      // XML 1.0 has no way to write these two.
      .replace(/[\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replace(/##(?=(?:vso|teamcity)?\[)/gi, '#&#35;')
  );
}
