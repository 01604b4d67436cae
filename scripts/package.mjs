/**
 * Makes the two packages in dist/: the extension (`.vsix`) and the command line for npm (`.tgz`). Checks what
 * is in the extension: exactly the files that scripts/package-contents.txt lists, and no more bytes than
 * promised.
 *
 *   npm run package [-- --no-build] [-- --update]
 *
 * --update: write the list anew, for you to read in the diff
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { makeNpmPackage } from './build/npm-package.mjs';
import { ensureDependencies, requireNode } from './lib/dependencies.mjs';
import { run } from './lib/processes.mjs';
import { inRepo, shortPath } from './lib/repo.mjs';

/** What an installation may cost at most, in bytes. */
const sizeLimit = 1.5 * 1024 * 1024;
const contentsFile = inRepo('scripts', 'package-contents.txt');

requireNode();
const { values } = parseArgs({
  options: {
    'no-build': { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
  },
});

/** @param {string} what @param {readonly string[]} args */
async function node(what, args) {
  const { code } = await run(process.execPath, [...args], { cwd: inRepo() });
  if (code !== 0) throw new Error(`${what} failed (exit ${code}).`);
}

/** @returns {Promise<string[]>} the files that go into the package, sorted */
async function listFiles() {
  const { listFiles, PackageManager } = (await import('@vscode/vsce')).default;
  const files = await listFiles({ cwd: inRepo(), packageManager: PackageManager.None });
  return files.map((file) => file.replaceAll('\\', '/')).sort();
}

async function checkContents() {
  const actual = await listFiles();
  if (values.update) {
    await writeFile(contentsFile, `${actual.join('\n')}\n`);
    return actual.length;
  }
  const text = existsSync(contentsFile) ? await readFile(contentsFile, 'utf8') : '';
  const expected = text.split(/\r?\n/).filter(Boolean);
  const added = actual.filter((file) => !expected.includes(file)).map((file) => `  + ${file}`);
  const gone = expected.filter((file) => !actual.includes(file)).map((file) => `  - ${file}`);
  if (added.length + gone.length > 0) {
    const changes = [...added, ...gone].join('\n');
    throw new Error(
      `The package's files are not those of ${shortPath(contentsFile)}:\n${changes}\n` +
        'Keep what users do not need out with .vscodeignore; where the change is meant, run: npm run package -- --update',
    );
  }
  return actual.length;
}

async function main() {
  if (!(await ensureDependencies())) return 1;
  if (!values['no-build']) await node('The build', [inRepo('scripts', 'build.mjs')]);
  const { name, version } = JSON.parse(await readFile(inRepo('package.json'), 'utf8'));
  const vsix = inRepo('dist', `${name}-${version}.vsix`);
  for (const file of await readdir(inRepo('dist')))
    if (/\.(vsix|tgz)$/.test(file)) await rm(inRepo('dist', file));
  const count = await checkContents();
  const vsce = inRepo('node_modules', '@vscode', 'vsce', 'vsce');
  await node('Packaging', [
    vsce,
    'package',
    '--no-dependencies',
    // The package goes to no marketplace that would need addresses of images.
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ]);
  const tarball = await makeNpmPackage(inRepo('dist'), inRepo('dist'));
  console.log(`${shortPath(tarball)}: ${((await stat(tarball)).size / 1024).toFixed(0)} KB`);
  const { size } = await stat(vsix);
  console.log(
    `${shortPath(vsix)}: ${count} files, ${(size / 1024).toFixed(0)} KB (limit ${sizeLimit / 1024} KB)`,
  );
  if (size <= sizeLimit) return 0;
  throw new Error('The package is over its limit. See what grew with: npx vsce ls --tree --no-dependencies');
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
