/** The steps of the tests, and which of them each command runs. */
import { inRepo } from './repo.mjs';
import { countE2e, countVitest } from './test-counts.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {readonly string[]} [command] arguments for this same Node
 * @property {string} [script] instead of `command`: the name of an npm script
 * @property {readonly string[]} [needs] steps without whose success this one means nothing
 * @property {boolean} [alone] nothing runs beside it: it uses the whole machine, or shows how quick things
 *   are
 * @property {string} [results] a file, absolute; with `count`
 * @property {(results: any) => import('./test-counts.mjs').Counts} [count] reads the results; else the step
 *   counts as one
 */

/**
 * Which tests are run: `quick` what needs no process and no window, `default` besides a window through every
 * layer, `all` everything. @typedef {'quick' | 'default' | 'all'} Extent
 */

/**
 * The suites in a real VS Code of the default run. Together they cross every layer: from the package, from
 * the tree, with an org, in the browser alone.
 */
const DEFAULT_SUITES = ['activation', 'authoring', 'installed', 'org-deploy', 'web'];

const results = (/** @type {string} */ name) => inRepo('test-results', `${name}.json`);

/** @param {string} name of the results @param {...string} args */
const vitest = (name, ...args) => [
  inRepo('node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results(name)}`,
  ...args,
];

/** @param {Extent} extent @returns {readonly Step[]} in the order in which they are to be begun */
export function stepsOf(extent) {
  /** @type {Step[]} */
  const steps = [
    {
      name: 'generate',
      title: 'Generate code from the schemas',
      command: [inRepo('scripts', 'generate.mjs')],
    },
    { name: 'typecheck', title: 'Check types', script: 'typecheck', needs: ['generate'] },
    { name: 'arch', title: 'Check that imports run one way', script: 'arch', needs: ['generate'] },
    { name: 'lint', title: 'Lint and format', script: 'lint' },
    {
      name: 'build',
      title: 'Build',
      command: [inRepo('scripts', 'build.mjs'), '--no-generate'],
      needs: ['generate'],
    },
    {
      name: 'package',
      title: 'Package the extension',
      command: [inRepo('scripts', 'package.mjs'), '--no-build'],
      needs: ['build'],
    },
    {
      name: 'unit',
      title: extent === 'quick' ? 'Unit tests' : 'Unit and integration tests',
      command: vitest('unit', ...(extent === 'quick' ? ['--exclude', 'test/integration/**'] : [])),
      needs: ['generate'],
      alone: true,
      results: results('unit'),
      count: countVitest,
    },
    {
      name: 'e2e',
      title: 'Tests in a real VS Code',
      command: [
        inRepo('test', 'e2e', 'run.mjs'),
        ...['--json', results('e2e')],
        ...(extent === 'all' ? [] : DEFAULT_SUITES),
      ],
      // One suite installs the package.
      needs: ['build', 'package'],
      alone: true,
      results: results('e2e'),
      count: countE2e,
    },
    {
      name: 'nodes',
      title: 'Unit tests on the oldest and the newest Node',
      command: [inRepo('scripts', 'test-nodes.mjs'), '--json', results('nodes')],
      needs: ['generate', 'build'],
      alone: true,
      results: results('nodes'),
      count: (counts) => counts,
    },
  ];
  const without = { quick: ['build', 'package', 'e2e', 'nodes'], default: ['nodes'], all: [] }[extent];
  return steps.filter(({ name }) => !without.includes(name));
}

/**
 * The steps asked for, and what they need.
 * @param {readonly Step[]} steps
 * @param {readonly string[]} only names; none: all
 * @param {readonly string[]} skip names; what another step needs runs all the same
 * @returns {Step[]}
 * @throws where a name is not that of a step
 */
export function chooseSteps(steps, only, skip) {
  const known = new Map(steps.map((step) => [step.name, step]));
  const unknown = [...only, ...skip].filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new Error(
      `No step is named ${unknown.join(', ')}. The steps are: ${[...known.keys()].join(', ')}.`,
    );
  const chosen = new Set();
  const choose = (/** @type {Step} */ { name, needs = [] }) => {
    chosen.add(name);
    for (const step of steps) if (needs.includes(step.name)) choose(step);
  };
  for (const step of steps)
    if ((only.length === 0 || only.includes(step.name)) && !skip.includes(step.name)) choose(step);
  return steps.filter(({ name }) => chosen.has(name));
}
