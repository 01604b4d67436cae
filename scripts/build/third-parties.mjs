/**
 * The libraries of others that are in the bundles, found from the bundler's own account of what it put there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { inRepo } from '../lib/repo.mjs';

/**
 * @typedef {object} ThirdParty
 * @property {string} name of the npm package
 * @property {string | undefined} version
 * @property {string} license SPDX identifier
 * @property {string} notice the texts of its licence and notice files
 */

/** The folder of the innermost package that a path is in. */
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** Code that a generator bundled already: esbuild leaves the path of each file it takes as a comment. */
const BUNDLED_BEFORE = /^ *\/\/ (node_modules\/\S+)$/gm;

/** @param {readonly string[]} files paths in the repository @returns {string[]} folders of packages */
function packageFolders(files) {
  const paths = files.flatMap((file) =>
    /^schemas\/generated\/.*\.js$/.test(file)
      ? [...readFileSync(inRepo(file), 'utf8').matchAll(BUNDLED_BEFORE)].map(([, path]) => String(path))
      : [file],
  );
  return [...new Set(paths.flatMap((path) => PACKAGE.exec(path)?.[1] ?? []))];
}

/** @param {string} folder of an npm package @returns {ThirdParty} */
function describePackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(inRepo(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(inRepo(folder))
    .filter((file) => /^(licen[cs]e|copying|notice|thirdpartynotices)(\.|-|$)/i.test(file))
    .sort()
    .map((file) => readFileSync(inRepo(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (typeof license !== 'string' || texts.length === 0)
    throw new Error(
      `The package ${name} in ${folder} is bundled and has no licence file. Find its text before it is shipped.`,
    );
  return { name, version, license, notice: texts.join('\n\n') };
}

/**
 * @param {readonly string[]} files what is in the bundles, as paths in the repository
 * @returns {ThirdParty[]} sorted by name and version, each once
 */
export function thirdParties(files) {
  const found = packageFolders(files).map(describePackage);
  const byKey = new Map(found.map((party) => [titleOf(party), party]));
  return [...byKey.values()].sort((a, b) => compare(titleOf(a), titleOf(b)));
}

/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {ThirdParty} party */
const titleOf = ({ name, version }) => (version === undefined ? name : `${name} ${version}`);

/**
 * The file that is shipped beside the bundles; packages with the same texts share them. @param {readonly
 * ThirdParty[]} parties
 */
export function noticesText(parties) {
  const line = '-'.repeat(80);
  const head = [
    'Third-party notices',
    '',
    'The bundles of recpolicy contain code of the following packages, each under its own licence.',
    '',
    ...parties.map((party) => `  ${titleOf(party)} (${party.license})`),
  ];
  /** @type {Map<string, ThirdParty[]>} */
  const byNotice = new Map();
  for (const party of parties) byNotice.set(party.notice, [...(byNotice.get(party.notice) ?? []), party]);
  const sections = [...byNotice].map(
    ([notice, sharing]) => `${line}\n${sharing.map(titleOf).join('\n')}\n${line}\n\n${notice}\n`,
  );
  // Notices of the Apache licence refer to its text, which stands once.
  if (parties.some(({ license }) => license === 'Apache-2.0'))
    sections.push(`${line}\nApache License 2.0\n${line}\n\n${apache()}\n`);
  return `${head.join('\n')}\n\n${sections.join('\n')}`;
}

const apache = () => readFileSync(inRepo('scripts', 'build', 'licenses', 'apache-2.0.txt'), 'utf8').trim();
