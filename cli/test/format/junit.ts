import type { PolicyTestResult } from '../../../core/policy-tests/results';
import { xml } from '../../format/junit';
import type { FileResults } from '../run';

/**
 * JUnit XML: a suite for each file, a test case for each test in each of its environments. A file that cannot
 * be read or parsed is an error of its suite.
 */
export function formatTestsJunit(files: readonly FileResults[]): string {
  const suites = files.filter((f) => f.results.length > 0 || f.fault !== undefined).map(suiteOf);
  const sum = (key: 'tests' | 'failures' | 'errors') => suites.reduce((n, s) => n + s[key], 0);
  const counts = `tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}"`;
  const body = suites.map((s) => s.text).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="recpolicy test" ${counts}>\n${body}</testsuites>\n`;
}

function suiteOf({ file, results, fault }: FileResults) {
  const cases = results.map((result) => caseOf(file, result));
  if (fault !== undefined)
    cases.push(
      `    <testcase classname="${xml(file)}" name="all tests of the file are run">\n      <error message="${xml(fault)}"/>\n    </testcase>\n`,
    );
  const tests = cases.length;
  const failures = results.filter((r) => r.outcome === 'failed').length;
  const errors = results.filter((r) => r.outcome === 'errored').length + (fault === undefined ? 0 : 1);
  const text = `  <testsuite name="${xml(file)}" tests="${tests}" failures="${failures}" errors="${errors}">\n${cases.join('')}  </testsuite>\n`;
  return { tests, failures, errors, text };
}

function caseOf(file: string, result: PolicyTestResult & { readonly line: number }): string {
  const { name, environment, outcome, messages, line } = result;
  const title = environment === '' ? name : `${name} [${environment}]`;
  const head = `    <testcase classname="${xml(file)}" name="${xml(title)}" file="${xml(file)}" line="${line}"`;
  if (outcome === 'passed') return `${head}/>\n`;
  const element = outcome === 'failed' ? 'failure' : 'error';
  const first = messages[0]?.message ?? '';
  const all = messages.map((m) => xml(m.message)).join('\n');
  return `${head}>\n      <${element} message="${xml(first)}">${all}</${element}>\n    </testcase>\n`;
}
