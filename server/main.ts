/**
 * The server for every host in one bundle: a Web Worker serves its page, a forked process its parent, and the
 * command line starts it on standard input and output. What belongs to one host is set up only there.
 */

/** Serves a client over standard input and output. */
export async function startStdioServer(): Promise<void> {
  (await import('./node')).startStdioServer();
}

const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;

if (!inNode) void import('./browser');
else if (process.argv.includes('--node-ipc')) void import('./node').then((host) => host.startIpcServer());
else if (typeof require === 'function' && require.main === module && process.argv.includes('--stdio'))
  void startStdioServer();
