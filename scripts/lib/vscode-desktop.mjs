/** Finds a desktop VS Code on this machine. */
import { join } from 'node:path';
import { findProgram } from './find-program.mjs';

/**
 * The `code` command of a desktop VS Code; `RECPOLICY_CODE` names another one. The command that VS Code's own
 * terminals and remote sessions put on PATH is not a desktop, and is passed over.
 * @returns {string | undefined} an absolute path
 */
export function findDesktopCode() {
  const { RECPOLICY_CODE, ProgramFiles, LOCALAPPDATA } = process.env;
  const found = findProgram([
    RECPOLICY_CODE,
    'code',
    'code-insiders',
    'codium',
    process.platform === 'darwin'
      ? '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code'
      : undefined,
    LOCALAPPDATA && join(LOCALAPPDATA, 'Programs', 'Microsoft VS Code', 'bin', 'code.cmd'),
    ProgramFiles && join(ProgramFiles, 'Microsoft VS Code', 'bin', 'code.cmd'),
  ]);
  return found && /remote-cli|vscode-server|code-server/.test(found) ? undefined : found;
}

/** Whether a window could be shown to somebody. */
export function hasDisplay() {
  if (process.env.CI) return false;
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
