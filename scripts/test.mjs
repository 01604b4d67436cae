/**
 * Everything that must hold, in one command: `npm test`. Needs nothing but Node: installs the dependencies, a
 * browser and a VS Code where they are missing. A step that fails does not stop those that do not depend on
 * it.
 *
 *   npm test -- [--extent quick|default|all] [--only STEP[,STEP…]] [--skip STEP[,STEP…]] [--max-flaky N]
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureDependencies, requireNode } from './lib/dependencies.mjs';
import { npmCommand, run } from './lib/processes.mjs';
import { inRepo } from './lib/repo.mjs';
import { runSideBySide } from './lib/side-by-side.mjs';
import { judge, sum, tell } from './lib/test-counts.mjs';
import { chooseSteps, stepsOf } from './lib/test-steps.mjs';

requireNode();

/**
 * @typedef {import('./lib/test-counts.mjs').Counts} Counts @typedef {import('./lib/test-steps.mjs').Step}
 *   Step
 */

const { values } = parseArgs({
  options: {
    extent: { type: 'string', default: 'default' },
    only: { type: 'string' },
    skip: { type: 'string' },
    // How many tests may pass only at a second try; see `judge`.
    'max-flaky': { type: 'string' },
  },
});
const maxFlaky = values['max-flaky'] === undefined ? undefined : Number(values['max-flaky']);

/** @returns {Step[]} the steps asked for */
function chosenSteps() {
  const list = (/** @type {string | undefined} */ value) => value?.split(',').filter(Boolean) ?? [];
  const { extent } = values;
  if (extent !== 'quick' && extent !== 'default' && extent !== 'all')
    throw new Error(`--extent is quick, default or all, not "${extent}".`);
  const only = list(values.only);
  const steps = stepsOf(extent);
  // A step that is named runs, whatever the extent.
  const known = only.every((name) => steps.some((step) => step.name === name));
  return chooseSteps(known ? steps : stepsOf('all'), only, list(values.skip));
}

/** @param {Step} step @param {boolean} quiet @returns {Promise<{ code: number, output: string }>} */
function launch({ command, script }, quiet) {
  if (command) return run(process.execPath, [...command], { cwd: inRepo(), quiet });
  const npm = npmCommand();
  return run(npm.command, [...npm.prefix, 'run', '--silent', String(script)], {
    cwd: inRepo(),
    quiet,
    shell: npm.shell,
  });
}

/**
 * @param {Step} step @returns {Promise<{ counts: Counts, output: string }>} `output` is what has not been
 *   shown yet
 */
async function perform(step) {
  if (step.results) await rm(step.results, { force: true });
  // Steps that run beside others would mix their lines: they are shown when they have ended.
  const { code, output } = await launch(step, !step.alone);
  const [passed, failed] = code === 0 ? [1, 0] : [0, 1];
  if (!step.count) return { counts: { passed, failed, skipped: 0, flaky: [] }, output };
  const counts =
    step.results && existsSync(step.results)
      ? step.count(JSON.parse(await readFile(step.results, 'utf8')))
      : sum([]);
  // A runner that fails without naming a test (it could not start, say) is a failure all the same; so is one
  // that ran nothing.
  const flakyOnly = counts.flaky.length > 0 && judge(counts) !== counts;
  const unexplained = code !== 0 && !flakyOnly;
  const empty = counts.passed + counts.failed === 0;
  return {
    counts: counts.failed === 0 && (unexplained || empty) ? { ...counts, failed: 1 } : counts,
    output,
  };
}

const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function main() {
  const chosen = chosenSteps();
  const begun = performance.now();
  if (!(await ensureDependencies())) {
    console.log('0 passed, 1 failed');
    return 1;
  }
  await mkdir(inRepo('test-results'), { recursive: true });
  /** @type {Counts[]} */
  const all = [];
  /** @type {string[]} */
  const summary = [];
  const note = (
    /** @type {string} */ result,
    /** @type {Step} */ { name },
    /** @type {number} */ since,
    /** @type {Counts} */ counts,
  ) => {
    all.push(counts);
    const time = seconds(since).padStart(8);
    summary.push(
      `${result.padEnd(8)} ${name.padEnd(10)} ${time}   ${counts.passed} passed, ${counts.failed} failed`,
    );
  };
  await runSideBySide(
    chosen,
    Math.max(2, availableParallelism()),
    async (step) => {
      const since = performance.now();
      const heading = `\n== ${step.title} (${step.name}) ==`;
      if (step.alone) console.log(heading);
      const { counts, output } = await perform(step);
      if (!step.alone) console.log(`${heading}\n${output.trimEnd()}`);
      const ok = counts.failed === 0;
      note(ok ? 'ok' : 'FAILED', step, since, counts);
      return ok;
    },
    (step, failed) => {
      console.log(
        `\n== ${step.title} (${step.name}) ==\nNot run: it needs ${failed.join(' and ')}, which failed.`,
      );
      note('not run', step, performance.now(), { passed: 0, failed: 1, skipped: 0, flaky: [] });
    },
  );
  console.log(`\n== Summary (${seconds(begun)}) ==\n${summary.map((line) => `  ${line}`).join('\n')}\n`);
  const total = judge(sum(all), maxFlaky);
  for (const line of tell(total, maxFlaky)) console.log(line);
  return total.failed > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
