/**
 * The tests that depend most on what Node does (files, processes, network, command line), on the oldest and
 * the newest Node supported, and the built command line on both. On the Node that runs this they are part of
 * the other steps already, so that version is left out.
 *
 *   node scripts/test-nodes.mjs [--json FILE]
 */
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { provideNode, supportedNodes } from './lib/node-programs.mjs';
import { run } from './lib/processes.mjs';
import { inRepo } from './lib/repo.mjs';
import { countVitest, judge, sum, tell } from './lib/test-counts.mjs';

const { values } = parseArgs({ options: { json: { type: 'string' } } });

/** Folders whose tests use Node itself: what only computes is the same in every version. */
const TESTS = ['org', 'cli', 'server', 'emulator', 'scripts'];

/** @param {number} major @returns {Promise<import('./lib/test-counts.mjs').Counts>} */
async function testOn(major) {
  const node = await provideNode(major);
  const results = inRepo('test-results', `node-${major}.json`);
  await rm(results, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${results}`];
  const vitest = [inRepo('node_modules', 'vitest', 'vitest.mjs'), 'run', ...reporters];
  const command = [...vitest, '--exclude', 'test/integration/**', '--maxWorkers=1', ...TESTS];
  const { code, output } = await run(node, command, { cwd: inRepo(), quiet: true });
  console.log(`\n== Node ${major} ==\n${output.trim()}`);
  const counts = existsSync(results)
    ? countVitest(JSON.parse(await readFile(results, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0, flaky: [] };
  // The samples hold faults on purpose: the command line says so by exit code 1 and a finding.
  const cli = await run(node, [inRepo('dist', 'cli.js'), 'validate', inRepo('samples', 'tour')], {
    quiet: true,
  });
  const works = cli.code === 1 && cli.output.includes('retention-out-of-range');
  if (!works)
    console.log(`The command line does not work on Node ${major} (exit ${cli.code}):\n${cli.output}`);
  const crashed = code !== 0 && counts.failed === 0;
  return sum([
    counts,
    { passed: works ? 1 : 0, failed: (works ? 0 : 1) + (crashed ? 1 : 0), skipped: 0, flaky: [] },
  ]);
}

const { oldest, newest } = await supportedNodes();
const current = Number(process.versions.node.split('.')[0]);
const majors = [...new Set([oldest, newest])].filter((major) => major !== current);
console.log(`Node ${[oldest, newest].join(' and ')}; this is Node ${current}.`);
const counts = sum(await Promise.all(majors.map(testOn)));
if (values.json) await writeFile(values.json, JSON.stringify(counts));
const judged = judge(counts);
for (const line of tell(judged)) console.log(line);
process.exitCode = judged.failed > 0 ? 1 : 0;
