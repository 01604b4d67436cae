/**
 * Makes a release from a clean checkout of main: version, changelog, packages, commit, tag. Publishes
 * nothing: the packages in dist/ are uploaded by hand.
 *
 *   npm run release -- VERSION [--apply]
 *
 * VERSION: such as 1.2.0 · --apply: do it; otherwise everything is checked and packaged, and the checkout is
 * left as it was
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { run } from './lib/processes.mjs';
import { inRepo, shortPath } from './lib/repo.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { apply: { type: 'boolean', default: false } },
});

/** @param {string} program @param {...string} args @returns {Promise<string>} what it printed */
async function output(program, ...args) {
  const { code, output } = await run(program, args, { cwd: inRepo(), quiet: true });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed (exit ${code}):\n${output.trim()}`);
  return output.trim();
}

/** @param {string} version of three numbers @returns {number[]} */
const parts = (version) => version.split('.').map(Number);

/** @param {string} a @param {string} b whether a comes after b */
function isLater(a, b) {
  const [x, y] = [parts(a), parts(b)];
  const at = x.findIndex((n, i) => n !== y[i]);
  return at >= 0 && Number(x[at]) > Number(y[at]);
}

/**
 * What is wrong with releasing this version now, all of it.
 * @param {string | undefined} version @param {string} current
 */
async function faults(version, current) {
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version))
    return [`VERSION must be three numbers, such as 1.2.0; found "${version ?? ''}".`];
  const found = [];
  const tagged = (await output('git', 'tag', '--list', `v${version}`)) !== '';
  // The first release has the version that stands there already.
  if (version !== current && !isLater(version, current))
    found.push(`Version ${version} is not later than ${current}.`);
  if (tagged) found.push(`The tag v${version} exists already.`);
  if (sectionOf(await readFile(inRepo('CHANGELOG.md'), 'utf8'), version) === undefined)
    found.push(
      `CHANGELOG.md has no text under "## ${version}" or "## Unreleased". Write what changed for users.`,
    );
  if ((await output('git', 'status', '--porcelain', '--untracked-files=no')) !== '')
    found.push('The checkout has changes that are not committed.');
  return found;
}

/**
 * The text of a version in the changelog, else that of what is not released. @param {string} changelog @param
 * {string} version
 */
function sectionOf(changelog, version) {
  for (const title of [version, 'Unreleased']) {
    const start = changelog.indexOf(`\n## ${title}\n`);
    if (start < 0) continue;
    const from = start + title.length + 5;
    const end = changelog.indexOf('\n## ', from);
    const text = changelog.slice(from, end < 0 ? undefined : end).trim();
    if (text !== '') return text;
  }
  return undefined;
}

/** Writes the version into the files that state it. @param {string} version */
async function writeVersion(version) {
  for (const file of ['package.json', 'package-lock.json']) {
    const content = JSON.parse(await readFile(inRepo(file), 'utf8'));
    content.version = version;
    if (content.packages) content.packages[''].version = version;
    await writeFile(inRepo(file), `${JSON.stringify(content, null, 2)}\n`);
  }
  const changelog = await readFile(inRepo('CHANGELOG.md'), 'utf8');
  await writeFile(inRepo('CHANGELOG.md'), changelog.replace('\n## Unreleased\n', `\n## ${version}\n`));
}

const VERSIONED = ['package.json', 'package-lock.json', 'CHANGELOG.md'];

async function main() {
  const [version] = positionals;
  const { version: current } = JSON.parse(await readFile(inRepo('package.json'), 'utf8'));
  const wrong = await faults(version, current);
  if (wrong.length > 0) {
    console.error(`${wrong.join('\n')}\nNothing was changed. Usage: npm run release -- VERSION [--apply]`);
    return 2;
  }
  const before = await Promise.all(VERSIONED.map((file) => readFile(inRepo(file))));
  try {
    await writeVersion(String(version));
    const { code } = await run(process.execPath, [inRepo('scripts', 'package.mjs')], { cwd: inRepo() });
    if (code !== 0) throw new Error(`Packaging failed (exit ${code}): see above.`);
    const made = (await readdir(inRepo('dist'))).filter((file) => file.includes(String(version)));
    const files = [...made, 'ThirdPartyNotices.txt', 'sbom.cdx.json'].map((file) => inRepo('dist', file));
    for (const file of files) if (!existsSync(file)) throw new Error(`${shortPath(file)} was not made.`);
    console.log(`\nRelease ${version}:\n${files.map((file) => `  ${shortPath(file)}`).join('\n')}`);
    if (values.apply) {
      await output('git', 'commit', '--quiet', '--message', `release: ${version}`, '--', ...VERSIONED);
      await output('git', 'tag', '--annotate', `v${version}`, '--message', `Version ${version}`);
      console.log(`Committed and tagged as v${version}. Push both, and upload the packages.`);
      return 0;
    }
  } catch (error) {
    await restore(before);
    throw error;
  }
  await restore(before);
  console.log(`Tried only: nothing was committed or tagged. Add --apply to make the release.`);
  return 0;
}

/** @param {readonly Buffer[]} contents of the files that state the version */
async function restore(contents) {
  await Promise.all(VERSIONED.map((file, i) => writeFile(inRepo(file), contents[i] ?? '')));
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
