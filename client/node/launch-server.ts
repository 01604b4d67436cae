import { fork } from 'node:child_process';
import type { RunningServer, ServerPort } from '../language/running-server';

/**
 * Forks the server with Node IPC and gives it the face of a message port. No variable of the environment that
 * could hold a secret reaches the server: it never talks to an org.
 */
export function launchServer(script: string, log: (line: string) => void): RunningServer {
  const env: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('RECPOLICY_')),
  );
  // On the desktop the extension host's program is Electron, which runs as Node only when told to.
  env['ELECTRON_RUN_AS_NODE'] = '1';
  const server = fork(script, ['--node-ipc', `--clientProcessId=${process.pid}`], {
    env,
    execArgv: [],
    silent: true,
  });
  server.stderr?.on('data', (data: Buffer) => log(data.toString('utf8').trimEnd()));
  server.stdout?.on('data', (data: Buffer) => log(data.toString('utf8').trimEnd()));
  const onError: ((event: unknown) => void)[] = [];
  const onExit: (() => void)[] = [];
  const port: ServerPort = {
    onmessage: null,
    postMessage: (message) => {
      if (!server.connected) throw new Error('The language server is not running.');
      server.send(message as object);
    },
    addEventListener: (_type, listener) => onError.push(listener),
  };
  server.on('message', (data) => port.onmessage?.({ data }));
  server.on('error', (error) => {
    for (const listener of onError) listener(error);
  });
  server.on('exit', (code, signal) => {
    if (code !== 0) log(`The language server ended (${signal ?? `exit code ${code}`}).`);
    for (const listener of onExit) listener();
  });
  return { port, stop: () => void server.kill(), onExit: (listener) => onExit.push(listener) };
}
