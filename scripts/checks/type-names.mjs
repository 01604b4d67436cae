/** Finds type names that are declared in more than one module: two things of one name are easily confused. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { productFolders, root, sourceFiles } from './sources.mjs';

/**
 * The names of all types that a module declares at its top level.
 * @param {string} path
 * @param {string} text
 * @returns {Set<string>}
 */
export function declaredTypes(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const names = new Set();
  for (const statement of source.statements) {
    if (
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement)
    ) {
      if (statement.name !== undefined) names.add(statement.name.text);
    }
  }
  return names;
}

/**
 * Names with the modules that declare them, where there are several.
 * @param {Iterable<readonly [path: string, text: string]>} modules
 * @returns {[name: string, paths: string[]][]}
 */
export function duplicateTypes(modules) {
  /** @type {Map<string, string[]>} */
  const paths = new Map();
  for (const [path, text] of modules)
    for (const name of declaredTypes(path, text)) paths.set(name, [...(paths.get(name) ?? []), path]);
  return [...paths].filter(([, where]) => where.length > 1);
}

/** The modules of the product, without tests and declarations of foreign code. */
export function* productModules() {
  for (const path of sourceFiles(...productFolders)) {
    if (!path.endsWith('.ts') || /\.test\.ts$|\.d\.ts$|\/fixtures\/|\/testing\//.test(path)) continue;
    yield/** @type {const} */ ([path, readFileSync(join(root, path), 'utf8')]);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = duplicateTypes(productModules());
  for (const [name, paths] of found) console.error(`${name} is declared in ${paths.join(' and ')}.`);
  if (found.length > 0) {
    console.error('Give each type a name of its own, or declare it once and import it.');
    process.exitCode = 1;
  }
}
