import type { FileResults, ProjectCoverage } from '../run';

/** How many tests passed, failed, and could not be run. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
}

export function countsOf(files: readonly FileResults[]): TestCounts {
  const counts = { passed: 0, failed: 0, errored: 0 };
  for (const { results } of files) for (const { outcome } of results) counts[outcome]++;
  return { passed: counts.passed, failed: counts.failed, notRun: counts.errored };
}

/** The results as `--format json` prints them. */
export function testsReport(
  files: readonly FileResults[],
  coverage: readonly ProjectCoverage[] | undefined,
  relative: (path: string) => string,
): object {
  const tests = files.flatMap(({ file, results }) =>
    results.map((r) => ({
      file,
      line: r.line,
      name: r.name,
      environment: r.environment,
      outcome: r.outcome,
      messages: r.messages.map(({ message, expected, actual }) => ({ message, expected, actual })),
    })),
  );
  const faults = files.flatMap(({ file, fault }) => (fault === undefined ? [] : [{ file, message: fault }]));
  return {
    version: 1,
    summary: countsOf(files),
    tests,
    faults,
    ...(coverage && {
      coverage: coverage.map(({ project, environment, targets, policies }) => ({
        ...(project === '' ? {} : { project }),
        environment,
        targets: { total: targets.total, untested: targets.untested },
        policies: {
          total: policies.total,
          untested: policies.untested.map((p) => ({ name: p.label, file: relative(p.uri) })),
        },
      })),
    }),
  };
}
