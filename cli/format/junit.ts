import { oneLine } from '../../core/text/one-line';
import type { ReportedDiagnostic, ValidationReport } from './report';

/**
 * JUnit XML: one test case per finding of severity error or warning, grouped by file; a file without findings
 * passes. A case fails where its finding makes the command fail, so that the report is green where the exit
 * code is 0; other findings stand in the output of their case.
 */
export function formatJunit(
  report: ValidationReport,
  files: readonly string[],
  fails: (diagnostic: ReportedDiagnostic) => boolean,
): string {
  const byFile = new Map<string, ReportedDiagnostic[]>(files.map((f) => [f, []]));
  for (const d of report.diagnostics) {
    const list = byFile.get(d.file);
    if (list === undefined) byFile.set(d.file, [d]);
    else list.push(d);
  }
  let tests = 0;
  let failures = 0;
  const suites = [...byFile].map(([file, all]) => {
    const cases = all
      .filter((d) => fails(d) || d.severity === 'error' || d.severity === 'warning')
      .map((d) => testCase(d, fails(d)));
    const failed = all.filter(fails).length;
    if (cases.length === 0) cases.push(`    <testcase classname="${xml(file)}" name="recpolicy"/>\n`);
    tests += cases.length;
    failures += failed;
    return `  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${failed}">\n${cases.join('')}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="recpolicy" tests="${tests}" failures="${failures}">\n${suites.join('')}</testsuites>\n`;
}

function testCase(d: ReportedDiagnostic, fails: boolean): string {
  const line = d.range.start.line + 1;
  const place = `${d.file}:${line}:${d.range.start.character + 1}`;
  const content = fails
    ? `<failure type="${xml(d.severity)}" message="${xml(d.message)}">${xml(place)}</failure>`
    : `<system-out>${xml(`${d.severity} at ${place}: ${d.message}`)}</system-out>`;
  return `    <testcase classname="${xml(d.file)}" name="${xml(`${d.code} (line ${line})`)}">\n      ${content}\n    </testcase>\n`;
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
