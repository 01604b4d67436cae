import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import type { ProcessInfo } from '../../state/lock';

/** This process, and whether another one on this machine is alive. */
export function nodeProcessInfo(): ProcessInfo {
  return {
    pid: process.pid,
    host: hostname(),
    user: userName(),
    born: birthOf(process.pid),
    alive(pid, born) {
      try {
        process.kill(pid, 0);
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EPERM';
      }
      // A process id is given out again: another birth is another process.
      const now = birthOf(pid);
      return born === undefined || now === undefined || born === now;
    },
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'unknown';
  }
}

/**
 * Start time of a process in clock ticks since boot, where the system tells (Linux); a zombie counts as gone.
 */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'gone' : fields[19];
  } catch {
    return undefined;
  }
}
