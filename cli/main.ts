import { readFileSync, writeSync } from 'node:fs';
import { version } from '../package.json';
import type { OrgTerminal } from './org/terminal';
import { fileIdentity } from './project/files';
import { askOnTerminal } from './terminal/ask';

/** Streams are opened when they are needed, which takes longer than the check of a hundred policies. */
const terminal: OrgTerminal = {
  cwd: fileIdentity(process.cwd()),
  env: process.env,
  get stdout() {
    return guarded(process.stdout);
  },
  get stderr() {
    return guarded(process.stderr);
  },
  get interactive() {
    return process.stdin.isTTY === true && process.stderr.isTTY === true;
  },
  version,
  out: (text) => void guarded(process.stdout).write(text),
  err: (text) => void guarded(process.stderr).write(text),
  readInput: () => readFileSync(0, 'utf8'),
  ask: askOnTerminal,
  onInterrupt(handler) {
    process.on('SIGINT', handler).on('SIGTERM', handler);
    return () => void process.off('SIGINT', handler).off('SIGTERM', handler);
  },
  end(exitCode, afterMs = 0) {
    if (afterMs === 0) process.exit(exitCode);
    setTimeout(() => process.exit(process.exitCode ?? exitCode), afterMs).unref();
  },
};

function guarded(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.listeners('error').includes(onOutputError) ? stream : stream.on('error', onOutputError);
}

const OUTPUT_FAILED = 2;
let outputFailed = false;

/**
 * A reader that has seen enough (`| head`) is no fault, and no reason to stop half-way through a deploy. A
 * disk that is full is none either, but what was to be read is lost, so that the exit code must not say that
 * all is well.
 */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
  process.exitCode = OUTPUT_FAILED;
  if (outputFailed) return;
  outputFailed = true;
  try {
    writeSync(
      2,
      `recpolicy: the output cannot be written (${error.code ?? error.message}), so some of it is missing. Check the space on the disk, or write to another place.\n`,
    );
  } catch {
    // Standard error leads to the same place: the exit code alone is left to say so.
  }
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = outputFailed ? OUTPUT_FAILED : code;
});

async function run(argv: readonly string[]): Promise<number> {
  // What an editor starts is there at once: the language server needs nothing of the other commands.
  if (argv.length === 2 && argv[0] === 'lsp' && argv[1] === '--stdio') {
    guarded(process.stdout);
    guarded(process.stderr);
    const { startStdioServer } = await import('../server/main');
    await startStdioServer();
    return 0;
  }
  const { runProgram } = await import('./program');
  return runProgram(argv, terminal);
}
