import { type DocumentKind, kindOfPath } from '../../core/document/kinds';
import { isHarmless } from '../../core/json/syntax-fault';
import { type TestCoverage, testCoverage } from '../../core/policy-tests/coverage';
import type { PolicyTestResult } from '../../core/policy-tests/results';
import { runPolicyTests } from '../../core/policy-tests/run';
import type { LoadedFiles } from '../project/load';
import type { CliServices } from '../project/services';

const TESTS: DocumentKind = 'tests';

/** The tests of one file. */
export interface FileResults {
  readonly file: string;
  readonly results: readonly (PolicyTestResult & { readonly line: number })[];
  /** Why some or all of its tests were not run: it cannot be read or parsed. */
  readonly fault: string | undefined;
}

/** What tests speak of in one environment of a project. */
export interface ProjectCoverage extends TestCoverage {
  /** The folder of the project as people call it; empty for the only one. */
  readonly project: string;
}

export interface TestRun {
  readonly files: readonly FileResults[];
  readonly coverage: readonly ProjectCoverage[];
}

/**
 * Runs the tests of all files.
 * @param filter a part of the names of the tests to run, case aside
 */
export function runTests(
  loaded: LoadedFiles,
  services: CliServices,
  relative: (path: string) => string,
  filter: string | undefined,
): TestRun {
  const files: FileResults[] = [];
  for (const { path, detail } of loaded.unreadable) {
    if (kindOfPath(path) !== TESTS) continue;
    const file = relative(path);
    files.push({
      file,
      results: [],
      fault: `${file} cannot be read (${detail}), so its tests were not run.`,
    });
  }
  const byProject = new Map(
    [...loaded.workspace.allProjects()].map((project) => [project, [] as PolicyTestResult[]]),
  );
  for (const [n, path] of loaded.paths.entries()) {
    if (kindOfPath(path) !== TESTS) continue;
    const doc = loaded.document(n);
    const project = loaded.workspace.projectOf(path);
    const all = runPolicyTests(doc, project, { org: services.org, masks: services.tester });
    const results = all.filter((r) => filter === undefined || includes(r.name, filter));
    byProject.get(project)?.push(...results);
    const file = relative(path);
    // A test file that does not parse may hold tests nobody ran.
    const fault = doc.errors.every(isHarmless)
      ? undefined
      : all.length === 0
        ? `${file} is not valid JSON, so its tests were not run: see recpolicy validate.`
        : `${file} is not valid JSON, so not all of its tests may have been run: see recpolicy validate.`;
    files.push({
      file,
      results: results.map((r) => ({ ...r, line: doc.range(r.start, r.end).start.line + 1 })),
      fault,
    });
  }
  const projects = [...byProject].filter(([project]) => project.size > 0);
  const coverage = projects.flatMap(([project, results]) =>
    testCoverage(project, results).map((c) => ({
      ...c,
      project: projects.length === 1 ? '' : relative(project.folder),
    })),
  );
  return { files, coverage };
}

function includes(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase());
}
