/** Child processes that never outlive this one. */
import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let guarded = false;

/** Ends every child when this process ends, however it ends (short of SIGKILL). */
function guard() {
  if (guarded) return;
  guarded = true;
  process.on('exit', () => {
    for (const child of running) signalTree(child, 'SIGKILL');
  });
}

/**
 * Sends a signal to a child and everything it started (each child leads a process group of its own).
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalTree(child, signal) {
  if (!child.pid) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/**
 * Starts a program in a process group of its own, remembered until it exits.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  guard();
  const child = spawn(command, args, { detached: process.platform !== 'win32', ...options });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/**
 * Asks a child and its descendants to end; insists after `graceMs`.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} [graceMs] milliseconds
 */
export async function stop(child, graceMs = 3000) {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = new Promise((resolve) => child.once('close', resolve));
    signalTree(child, 'SIGTERM');
    const timer = setTimeout(() => signalTree(child, 'SIGKILL'), graceMs);
    await closed;
    clearTimeout(timer);
  }
  // A grandchild may ignore the polite signal after its parent has gone.
  signalTree(child, 'SIGKILL');
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { quiet?: boolean }} [options] `quiet`: keep the output
 *   and hand it back instead of showing it
 * @returns {Promise<{ code: number, output: string }>} `code` is 127 where the program could not be started
 */
export function run(command, args, { quiet = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, {
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      ...options,
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}

/** npm's own start file where npm started us, else `npm` from PATH: the pair to hand to {@link run}. */
export function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return { command: process.execPath, prefix: [cli], shell: false };
  return { command: 'npm', prefix: [], shell: process.platform === 'win32' };
}

/**
 * Runs npm.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { quiet?: boolean }} [options]
 */
export function npm(args, options = {}) {
  const { command, prefix, shell } = npmCommand();
  return run(command, [...prefix, ...args], { shell, ...options });
}

/** Whether another process of this id lives. @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    // Not ours to signal, but there.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
