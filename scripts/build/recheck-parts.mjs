/**
 * What is inside recheck: it is Scala, compiled by Scala.js to one file together with the libraries it uses,
 * of which its npm package names none. Names of classes stay in the file as texts, and each must belong to a
 * library of this list: a new one in a later version of recheck stops the build.
 */
import { readFileSync } from 'node:fs';
import { inRepo } from '../lib/repo.mjs';

/** @typedef {import('./third-parties.mjs').ThirdParty} ThirdParty */

/** @type {readonly { classes: RegExp, name: string, license: string, texts: readonly string[] }[]} */
const PARTS = [
  {
    // Scala.js brings its own versions of Java's classes.
    classes: /^(?:scala\.scalajs|org\.scalajs|java)\./,
    name: 'org.scala-js:scalajs-library_2.13',
    license: 'Apache-2.0',
    texts: ['scala-js.txt'],
  },
  {
    classes: /^scala\./,
    name: 'org.scala-lang:scala-library',
    license: 'Apache-2.0',
    texts: ['scala.txt'],
  },
  {
    classes: /^io\.circe\./,
    name: 'io.circe:circe-core_sjs1_2.13',
    license: 'Apache-2.0',
    texts: ['circe.txt'],
  },
  {
    classes: /^cats\./,
    name: 'org.typelevel:cats-core_sjs1_2.13',
    license: 'MIT',
    texts: ['cats.txt'],
  },
  {
    classes: /^fastparse\./,
    name: 'com.lihaoyi:fastparse_sjs1_2.13',
    license: 'MIT',
    texts: ['lihaoyi.txt'],
  },
  {
    classes: /^sourcecode\./,
    name: 'com.lihaoyi:sourcecode_sjs1_2.13',
    license: 'MIT',
    texts: ['lihaoyi.txt'],
  },
];

/** recheck's own classes, which its own licence covers. */
const OWN = /^codes\.quine\./;

/** @param {string} file name in licenses/ */
const read = (file) => readFileSync(inRepo('scripts', 'build', 'licenses', file), 'utf8').trim();

/**
 * @param {string} source recheck's file
 * @returns {ThirdParty[]} the libraries in it. Throws where a class belongs to none that is known
 */
export function partsOfRecheck(source) {
  const classes = [...source.matchAll(/"((?:[a-z]+\.)+[A-Z][\w$]*)[^"]*"/g)].map(([, name]) => String(name));
  const others = [...new Set(classes)].filter((name) => !OWN.test(name));
  const stranger = others.find((name) => !PARTS.some((part) => part.classes.test(name)));
  if (stranger !== undefined)
    throw new Error(
      `recheck contains ${stranger}, of a library that scripts/build/recheck-parts.mjs does not know. Add it there, with its licence.`,
    );
  return PARTS.filter((part) => others.some((name) => part.classes.test(name))).map(
    ({ name, license, texts }) => ({
      name,
      // recheck states no version of what it was linked with.
      version: undefined,
      license,
      notice: texts.map(read).join('\n\n'),
      registry: 'maven',
    }),
  );
}
