import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepo } from '../lib/repo.mjs';

/**
 * Writes the pages of the rules as one file, by name: small files hardly compress, and each takes a place in
 * the package's list.
 *
 * @param {string} folder that of the bundles, which read it from beside them
 */
export function writeRulePages(folder) {
  const source = inRepo('docs', 'rules');
  const names = readdirSync(source).filter((name) => name !== 'README.md');
  const pages = Object.fromEntries(names.map((name) => [name, readFileSync(join(source, name), 'utf8')]));
  writeFileSync(join(folder, 'rule-pages.json'), JSON.stringify(pages));
}
