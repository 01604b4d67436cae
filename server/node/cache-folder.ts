import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The client's folder, or that of the system for files that may be deleted at any time. */
export function cacheFolder(cacheUri: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  if (cacheUri?.startsWith('file:')) {
    try {
      // The client's own folder may be writable by a group; one made here is not.
      return join(fileURLToPath(cacheUri), 'verdicts');
    } catch {
      // An address that is no path of this system counts as none.
    }
  }
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'recpolicy');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'recpolicy');
  const named = env['XDG_CACHE_HOME'];
  return join(named !== undefined && isAbsolute(named) ? named : join(homedir(), '.cache'), 'recpolicy');
}
