import { realpathSync, type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { UserState } from '../../state/user-state';
import { NodeFileSystem } from './node-file-system';

/** The user's own folder, as the system has it; `XDG_STATE_HOME` decides wherever it is set. */
export function nodeUserState(env: Readonly<Record<string, string | undefined>> = process.env): UserState {
  const folder = stateFolder(env);
  return {
    fs: new NodeFileSystem('user'),
    folder: folder.replaceAll('\\', '/'),
    problem: (projectRoot) => problemOf(folder, projectRoot),
  };
}

function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['XDG_STATE_HOME'];
  // A relative path counts as none (XDG Base Directory Specification): it would depend on where a command is
  // run.
  if (named !== undefined && isAbsolute(named)) return join(named, 'recpolicy');
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), 'recpolicy', 'state');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'recpolicy');
  return join(homedir(), '.local', 'state', 'recpolicy');
}

function problemOf(folder: string, projectRoot: string): string | undefined {
  const stats = statOf(folder);
  if (stats !== undefined && !stats.isDirectory()) return 'is not a folder';
  if (stats !== undefined && process.getuid !== undefined) {
    if (stats.uid !== process.getuid()) return 'belongs to another user';
    if ((stats.mode & 0o022) !== 0) return 'can be written by other users';
  }
  const real = realOf(folder);
  const root = realOf(projectRoot);
  const top = workTreeOf(root);
  return isWithin(real, root) || (top !== undefined && isWithin(real, top))
    ? 'lies in the repository itself, so that whoever writes the repository could write it'
    : undefined;
}

/**
 * The top of the Git work tree of a folder. A home folder that is one does not count: what can be written
 * there runs at the next log-in anyway.
 */
function workTreeOf(folder: string): string | undefined {
  const home = realOf(homedir());
  for (let at = folder; !isWithin(home, at); at = dirname(at)) {
    if (statOf(join(at, '.git')) !== undefined) return at;
    if (dirname(at) === at) return undefined;
  }
  return undefined;
}

/** The real path of what exists of it. */
function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return dirname(path) === path ? path : join(realOf(dirname(path)), path.slice(dirname(path).length));
  }
}

function isWithin(path: string, folder: string): boolean {
  return (
    path === folder ||
    path.startsWith(folder.endsWith('/') || folder.endsWith('\\') ? folder : join(folder, '/'))
  );
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
