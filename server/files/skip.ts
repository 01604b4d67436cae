import picomatch from 'picomatch/posix';

/** Folders that hold no documents of the author: other people's code, history, state, products of a build. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git', '.recpolicy', 'dist']);

/** Tells which paths (relative to the folder walked, forward slashes) the client wants left out; a broken pattern leaves out nothing. */
export function exclusion(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.flatMap((glob) => {
    try {
      return [picomatch(glob, { dot: true })];
    } catch {
      return [];
    }
  });
  return matchers.length === 0 ? () => false : (path) => matchers.some((matches) => matches(path));
}
