import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CONFIG_FILE } from '../../../../core/document/kinds';
import { MAX_GIT_IGNORE_SIZE } from '../../../../core/globs/git-ignore';
import { IgnoreChain } from '../../../../core/globs/ignore-chain';

export const GIT_IGNORE = '.gitignore';

/** The chain with the `.gitignore` of a folder, where it has one. Like Git, it follows no link to one. */
export function withIgnoreFile(chain: IgnoreChain, folder: string): IgnoreChain {
  const text = smallText(`${folder}/${GIT_IGNORE}`);
  return text === undefined ? chain : chain.with(folder, text);
}

/**
 * What Git ignores in a folder because of what stands above it: `.git/info/exclude` and the `.gitignore`
 * files from the top of the work tree (or of the project, where there is none) down to the folder's parent.
 * Nothing where the folder itself is ignored by that: whoever works in it means it.
 * @param folder absolute, with forward slashes
 */
export function ignoredFromAbove(folder: string): IgnoreChain {
  const top = workTreeOf(folder) ?? projectOf(folder) ?? folder;
  let chain = IgnoreChain.empty;
  const excluded = excludeFile(top);
  if (excluded !== undefined) chain = chain.with(top, excluded);
  if (top === folder) return chain;
  const names = folder.slice(top.length + 1).split('/');
  let at = top;
  for (const name of names) {
    chain = withIgnoreFile(chain, at);
    at = `${at}/${name}`;
    if (chain.ignores(at, true)) return IgnoreChain.empty;
  }
  return chain;
}

/**
 * Whether a path below a folder is no part of it because Git ignores it or a folder that it is in.
 * @param chain what holds in the folder from above
 */
export function isIgnoredBelow(folder: string, chain: IgnoreChain, path: string): boolean {
  let at = folder;
  let rules = chain;
  const names = path.slice(folder.length + 1).split('/');
  return names.some((name, i) => {
    rules = withIgnoreFile(rules, at);
    at = `${at}/${name}`;
    return rules.ignores(at, i < names.length - 1);
  });
}

function workTreeOf(folder: string): string | undefined {
  return upwards(folder, (at) => existsSync(`${at}/.git`));
}

/** The folder of the nearest configuration, from a folder upwards. */
export function projectOf(folder: string): string | undefined {
  return upwards(folder, (at) => existsSync(`${at}/${CONFIG_FILE}`));
}

function upwards(folder: string, holds: (folder: string) => boolean): string | undefined {
  for (let at = folder; ; at = at.slice(0, at.lastIndexOf('/'))) {
    if (holds(at)) return at;
    if (!at.includes('/')) return undefined;
  }
}

/**
 * The text of `info/exclude`. In a linked work tree and a submodule, `.git` is a file that says where Git
 * keeps it.
 */
function excludeFile(top: string): string | undefined {
  const git = `${top}/.git`;
  try {
    if (lstatSync(git).isDirectory()) return smallText(`${git}/info/exclude`);
  } catch {
    return undefined;
  }
  const named = /^gitdir: (.+)$/m.exec(smallText(git) ?? '')?.[1]?.trim();
  if (named === undefined) return undefined;
  const own = resolve(top, named);
  const common = smallText(`${own}/commondir`)?.trim();
  return smallText(`${common === undefined ? own : resolve(own, common)}/info/exclude`);
}

const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** The text of an ordinary file of no great size; undefined for anything else. */
function smallText(path: string): string | undefined {
  let handle: number | undefined;
  try {
    if (constants.O_NOFOLLOW === undefined && lstatSync(path).isSymbolicLink()) return undefined;
    handle = openSync(path, READ);
    const stat = fstatSync(handle);
    return stat.isFile() && stat.size <= MAX_GIT_IGNORE_SIZE ? readFileSync(handle, 'utf8') : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
