import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { discard, writeCacheFile } from '../../server/node/cache-file';

/** Newer versions of Node do this themselves. */
const { enableCompileCache } = Module as { enableCompileCache?: (folder: string) => unknown };

/**
 * Loads a bundle as `require` does, with what V8 compiled of it at an earlier start, as compiling is most of
 * what a short command takes. The first start of each version keeps it. As with Node's own compile cache,
 * `NODE_DISABLE_COMPILE_CACHE=1` switches it off.
 *
 * @param path absolute path of a bundle in CommonJS
 * @param folder for what is kept; it is made where it is not there, and must be the user's own
 * @param nodes Node's own way, where it has one
 * @returns the bundle's exports; undefined where there is no such file
 */
export function requireCompiled(
  path: string,
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
  nodes: ((folder: string) => unknown) | null = enableCompileCache ?? null,
): unknown {
  const stats = statOf(path);
  if (stats === undefined) return undefined;
  const require = createRequire(path);
  if (env['NODE_DISABLE_COMPILE_CACHE']) return require(path);
  if (nodes !== null) {
    nodes(folder);
    return require(path);
  }
  const place = placeFor(path, stats, folder, flagsOf(env, require));
  const cachedData = isOwn(folder) ? read(join(folder, place.name)) : undefined;
  const script = new Script(Module.wrap(readFileSync(path, 'utf8')), {
    filename: path,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected === true)
    process.once('exit', () => keep(place, () => script.createCachedData()));
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run.call(module.exports, module.exports, require, module, path, dirname(path));
  return module.exports;
}

/** Where the code of a bundle is kept. */
interface CacheLocation {
  readonly folder: string;
  readonly name: string;
  /** How the names of the code of its earlier and later versions begin. */
  readonly family: string;
}

const ENDING = '.v8-code';

/**
 * Code that was compiled under other flags is refused: each set of them has its own, so that none pushes out
 * another's.
 */
function flagsOf(env: NodeJS.ProcessEnv, require: NodeJS.Require): string {
  if (process.execArgv.length === 0 && !env['NODE_OPTIONS']) return 'usual';
  const { cachedDataVersionTag } = require('node:v8') as typeof import('node:v8');
  return cachedDataVersionTag().toString(36);
}

/**
 * V8 refuses code of another version or machine; that the source is another it would not see where the length
 * is the same.
 */
function placeFor(path: string, { size, mtimeMs }: Stats, folder: string, flags: string): CacheLocation {
  const family = `${basename(path, '.js')}-${process.version}-${process.arch}-${nameOf(dirname(path))}-${flags}-`;
  return { folder, family, name: `${family}${size}-${Math.round(mtimeMs)}${ENDING}` };
}

/**
 * A short name for a folder: each installation has its own, so that two that take turns do not push each
 * other out.
 */
function nameOf(folder: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < folder.length; i++) hash = Math.imul(hash ^ folder.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Code that somebody else can write is not run. */
function isOwn(folder: string): boolean {
  if (process.getuid === undefined) return true;
  const stats = statOf(folder);
  return stats !== undefined && stats.uid === process.getuid() && (stats.mode & 0o022) === 0;
}

/**
 * Of how many bundles, installations and flags code is kept: each is nearly a megabyte, and installations go
 * without a word.
 */
const MOST = 12;

/** Keeps the code of a bundle in place of that of its other versions. */
function keep({ folder, name, family }: CacheLocation, make: () => Buffer): void {
  if (statOf(folder) !== undefined && !isOwn(folder)) return;
  const others = namesIn(folder).filter((other) => other.endsWith(ENDING));
  for (const other of others) if (other.startsWith(family)) discard(join(folder, other));
  const oldest = others
    .filter((other) => !other.startsWith(family))
    .map((other) => ({ path: join(folder, other), written: statOf(join(folder, other))?.mtimeMs ?? 0 }))
    .sort((a, b) => b.written - a.written)
    .slice(MOST - 1);
  for (const { path } of oldest) discard(path);
  writeCacheFile(join(folder, name), make);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
