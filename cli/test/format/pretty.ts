import { coloursFor } from '../../terminal/colour';
import type { Terminal } from '../../terminal/terminal';
import { sanitiseForTerminal } from '../../terminal/text';
import type { FileResults, ProjectCoverage } from '../run';
import { countsOf } from './report';

/** Names of one list that are printed; JSON has them all. */
const LISTED = 50;

export function formatTestsPretty(files: readonly FileResults[], terminal: Terminal): string {
  const colours = coloursFor(terminal.stdout, terminal.env);
  const lost = files.some((f) => f.fault !== undefined);
  if (files.length === 0) return 'No policy tests found (files named *.recpolicy-test.json).\n';
  if (files.every((f) => f.results.length === 0)) return lost ? '' : 'No policy test was run.\n';
  let out = '';
  for (const { file, results } of files) {
    if (results.length === 0) continue;
    out += `${colours.bold(sanitiseForTerminal(file))}\n`;
    for (const r of results) {
      const mark =
        r.outcome === 'passed'
          ? colours.green('passed ')
          : r.outcome === 'failed'
            ? colours.red('failed ')
            : colours.red('not run');
      const environment = r.environment === '' ? '' : colours.dim(` [${sanitiseForTerminal(r.environment)}]`);
      out += `  ${mark} ${sanitiseForTerminal(r.name)}${environment}\n`;
      for (const m of r.messages) out += `          ${sanitiseForTerminal(m.message)}\n`;
    }
  }
  const { passed, failed, notRun } = countsOf(files);
  const summary = `${passed} passed, ${failed} failed${notRun === 0 ? '' : `, ${notRun} not run`}`;
  return `${out}\n${failed + notRun > 0 || lost ? colours.red(summary) : colours.green(summary)}\n`;
}

/** What no test speaks of, environment by environment. */
export function coverageText(
  coverage: readonly ProjectCoverage[],
  terminal: Terminal,
  stream: { readonly isTTY?: boolean },
): string {
  const colours = coloursFor(stream, terminal.env);
  return coverage
    .map(({ project, environment, targets, policies }) => {
      const place = [project, environment].filter((part) => part !== '').map(sanitiseForTerminal);
      const title = place.length === 0 ? 'Coverage' : `Coverage of ${place.join(', ')}`;
      const tested = (part: { total: number; untested: readonly unknown[] }) =>
        `${part.total - part.untested.length} of ${part.total}`;
      return (
        `\n${colours.bold(title)}: tests speak of ${tested(targets)} targets and ${tested(policies)} policies\n` +
        list(
          'no test has',
          targets.untested.map((t) => `${t.type} ${t.id}`),
        ) +
        list(
          'no test reaches',
          policies.untested.map((p) => `${p.label} (${p.path})`),
        )
      );
    })
    .join('');
}

function list(label: string, names: readonly string[]): string {
  const shown = names.slice(0, LISTED).map((name) => `  ${label} ${sanitiseForTerminal(name)}\n`);
  const more = names.length - LISTED;
  return shown.join('') + (more > 0 ? `  and ${more} more (--format json has them all)\n` : '');
}
