import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The client's folder, or that of the system for files that may be deleted at any time. */
export function cacheFolder(cacheUri: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  if (cacheUri?.startsWith('file:')) {
    try {
      return fileURLToPath(cacheUri);
    } catch {
      // An address that is no path of this system counts as none.
    }
  }
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'recpolicy');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'recpolicy');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'recpolicy');
}
