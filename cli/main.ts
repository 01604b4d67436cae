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

/** A reader that has seen enough (`| head`) is no fault, and no reason to stop half-way through a deploy. */
function guarded(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.listeners('error').includes(onBrokenPipe) ? stream : stream.on('error', onBrokenPipe);
}

function onBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
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
