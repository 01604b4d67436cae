import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from '../lib/processes.mjs';
import { inRepo } from '../lib/repo.mjs';

/** What of dist/ the command line needs: no part of the extension, no source maps. */
const BUILT = [
  'cli.js',
  'cli-org.js',
  'cli-program.js',
  'emulator.js',
  'masks-worker.js',
  'rule-pages.json',
  'server.js',
  'ThirdPartyNotices.txt',
];

const DOCUMENTS = ['README.md', 'CHANGELOG.md', 'LICENSE'];

/** The manifest of the npm package. Everything is bundled, so that it has no dependencies. */
async function manifest() {
  const { name, version, license, engines, bin, keywords, repository, bugs, homepage } = JSON.parse(
    await readFile(inRepo('package.json'), 'utf8'),
  );
  const { description } = JSON.parse(await readFile(inRepo('package.nls.json'), 'utf8'));
  return {
    name,
    version,
    description,
    keywords,
    license,
    repository,
    bugs,
    homepage,
    bin,
    engines: { node: engines.node },
  };
}

/**
 * Makes the npm package of the command line.
 * @param {string} built folder of the bundles, absolute
 * @param {string} folder where the tarball is put, absolute
 * @returns {Promise<string>} absolute path of the tarball
 */
export async function makeNpmPackage(built, folder) {
  const content = await manifest();
  const staging = await mkdtemp(join(tmpdir(), 'recpolicy-npm-'));
  try {
    await mkdir(join(staging, 'dist'));
    for (const file of BUILT) await copyFile(join(built, file), join(staging, 'dist', file));
    for (const file of DOCUMENTS) await copyFile(inRepo(file), join(staging, file));
    await writeFile(join(staging, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
    const { code, output } = await npm(['pack', '--pack-destination', folder, '--loglevel=error'], {
      cwd: staging,
      quiet: true,
    });
    if (code !== 0) throw new Error(`npm pack failed (exit ${code}):\n${output.trim()}`);
    return join(folder, `${content.name}-${content.version}.tgz`);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
