/**
 * Everything that must hold, in one command: `npm test`. Needs nothing but Node: installs the dependencies, a
 * browser and a VS Code where they are missing. A step that fails does not stop those that do not depend on
 * it.
 *
 *   npm test -- [--only STEP[,STEP…]] [--skip STEP[,STEP…]]
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ensureDependencies, requireNode } from './lib/dependencies.mjs';
import { run } from './lib/processes.mjs';
import { inRepo } from './lib/repo.mjs';
import { countE2e, countVitest } from './lib/test-counts.mjs';

requireNode();

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {readonly string[]} command arguments for this same Node
 * @property {readonly string[]} [needs] steps without whose success this one means nothing
 * @property {string} [results] a file, absolute; with `count`
 * @property {(results: any) => { passed: number, failed: number }} [count] reads the results; else the step
 *   counts as one
 */

const bin = (/** @type {string[]} */ ...path) => inRepo('node_modules', ...path);
const results = (/** @type {string} */ name) => inRepo('test-results', `${name}.json`);

/** @type {readonly Step[]} */
const steps = [
  { name: 'generate', title: 'Generate code from the schemas', command: [inRepo('scripts', 'generate.mjs')] },
  {
    name: 'typecheck',
    title: 'Check types',
    command: [bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.'],
    needs: ['generate'],
  },
  {
    name: 'lint',
    title: 'Lint and format',
    command: [bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'],
  },
  {
    name: 'arch',
    title: 'Check that imports run one way',
    command: [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs'],
      ...['schemas', 'masks', 'core', 'org', 'server', 'client', 'cli', 'emulator'].filter((folder) =>
        existsSync(inRepo(folder)),
      ),
    ],
    needs: ['generate'],
  },
  {
    name: 'build',
    title: 'Build',
    command: [inRepo('scripts', 'build.mjs'), '--no-generate'],
    needs: ['generate'],
  },
  {
    name: 'unit',
    title: 'Unit and integration tests',
    command: [
      bin('vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results('unit')}`,
    ],
    needs: ['generate'],
    results: results('unit'),
    count: countVitest,
  },
  {
    name: 'package',
    title: 'Package the extension',
    command: [inRepo('scripts', 'package.mjs'), '--no-build'],
    needs: ['build'],
  },
  {
    name: 'e2e',
    title: 'Tests in a real VS Code',
    command: [inRepo('test', 'e2e', 'run.mjs'), '--json', results('e2e')],
    needs: ['build'],
    results: results('e2e'),
    count: countE2e,
  },
];

const list = (/** @type {string | undefined} */ value) => value?.split(',').filter(Boolean) ?? [];

/** @returns {Step[]} the steps asked for */
function chooseSteps() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, skip: { type: 'string' } } });
  const only = list(values.only);
  const skip = list(values.skip);
  const known = steps.map((step) => step.name);
  const unknown = [...only, ...skip].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No step is named ${unknown.join(', ')}. The steps are: ${known.join(', ')}.`);
    process.exit(2);
  }
  return steps.filter(({ name }) => (only.length === 0 || only.includes(name)) && !skip.includes(name));
}

/** @param {Step} step @returns {Promise<{ ok: boolean, passed: number, failed: number }>} */
async function perform(step) {
  if (step.results) await rm(step.results, { force: true });
  const { code } = await run(process.execPath, [...step.command], { cwd: inRepo() });
  let counts = step.count
    ? { passed: 0, failed: 0 }
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  if (step.count && step.results && existsSync(step.results))
    counts = step.count(JSON.parse(await readFile(step.results, 'utf8')));
  // A runner that fails without naming a test (it could not start, say) is a failure all the same; so is one
  // that ran nothing.
  const empty = counts.passed + counts.failed === 0;
  if (counts.failed === 0 && (code !== 0 || empty)) counts = { ...counts, failed: 1 };
  return { ok: counts.failed === 0, ...counts };
}

const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function main() {
  const chosen = chooseSteps();
  const begun = performance.now();
  if (!(await ensureDependencies())) {
    console.log('0 passed, 1 failed');
    return 1;
  }
  await mkdir(inRepo('test-results'), { recursive: true });
  const total = { passed: 0, failed: 0 };
  const broken = new Set();
  /** @type {string[]} */
  const summary = [];
  for (const step of chosen) {
    console.log(`\n== ${step.title} (${step.name}) ==`);
    const missing = (step.needs ?? []).filter((name) => broken.has(name));
    const since = performance.now();
    const outcome = missing.length > 0 ? { ok: false, passed: 0, failed: 1 } : await perform(step);
    if (missing.length > 0) console.log(`Not run: it needs ${missing.join(' and ')}, which failed.`);
    if (!outcome.ok) broken.add(step.name);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    const result = missing.length > 0 ? 'not run' : outcome.ok ? 'ok' : 'FAILED';
    summary.push(
      `${result.padEnd(8)} ${step.name.padEnd(10)} ${seconds(since).padStart(8)}   ${outcome.passed} passed, ${outcome.failed} failed`,
    );
  }
  console.log(`\n== Summary (${seconds(begun)}) ==\n${summary.map((line) => `  ${line}`).join('\n')}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

process.exitCode = await main();
