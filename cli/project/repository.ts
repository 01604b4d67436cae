import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileIdentity } from './files';

/**
 * The top of the repository a folder lies in, absolute: code hosts take paths from there. It is GitHub's
 * workspace where the folder lies in it, else the nearest folder upwards with a `.git` (a file in worktrees
 * and submodules), else the folder itself.
 */
export function repositoryTop(folder: string, env: Readonly<Record<string, string | undefined>>): string {
  const workspace = realPath(env['GITHUB_WORKSPACE'] ?? '');
  if (workspace !== undefined && (folder === workspace || folder.startsWith(`${workspace}/`)))
    return workspace;
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return folder;
  }
}

function realPath(path: string): string | undefined {
  try {
    return path === '' ? undefined : fileIdentity(realpathSync(path));
  } catch {
    return undefined;
  }
}
