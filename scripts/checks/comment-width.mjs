/** Finds comments wider than the code. The formatter wraps code only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, sourceFiles } from './sources.mjs';

/** The line width of biome.json. */
export const WIDTH = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')).formatter.lineWidth;

/**
 * Numbers of the lines, from 1, that hold nothing but a comment and are too wide. A comment that cannot be
 * broken (a directive of a tool, one long word such as an address) is left out.
 * @param {string} text
 * @returns {number[]}
 */
export function wideComments(text) {
  const found = [];
  for (const [n, line] of text.split('\n').entries()) {
    if (line.length <= WIDTH || !/^\s*(?:\/\/|\/\*|\*)/.test(line)) continue;
    if (/biome-ignore|@ts-|@type|Usage:|`(?:npm|node) /.test(line)) continue;
    const words = line.trim().split(/\s+/);
    if (words.some((word) => word.length > WIDTH / 2)) continue;
    found.push(n + 1);
  }
  return found;
}

/** `path:line` of each comment of the repository that is too wide. */
export function wideCommentsOfRepository() {
  return sourceFiles('*.ts', '*.mjs', '*.cjs')
    .filter((path) => !/\/fixtures\//.test(path))
    .flatMap((path) => wideComments(readFileSync(join(root, path), 'utf8')).map((line) => `${path}:${line}`));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = wideCommentsOfRepository();
  for (const place of found) console.error(`${place} is wider than ${WIDTH} columns: wrap the comment.`);
  if (found.length > 0) process.exitCode = 1;
}
