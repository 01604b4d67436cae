import { fork } from 'node:child_process';

/** One of the local orgs. Its credentials are constants that open nothing else. */
export interface LocalOrg {
  readonly name: string;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface RunningLocalOrg {
  readonly orgs: readonly LocalOrg[];
  stop(): void;
  onExit(listener: () => void): void;
}

/** A port is in use by another program. */
export class PortTaken extends Error {}

/**
 * Runs the local orgs in a process of their own, which ends with this one.
 * @param port the first of two; 0 takes free ones
 * @throws PortTaken
 */
export function runLocalOrg(
  script: string,
  port: number,
  log: (line: string) => void,
): Promise<RunningLocalOrg> {
  const env: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: '1' };
  for (const [name, value] of Object.entries(process.env))
    if (!name.startsWith('RECPOLICY_')) env[name] = value;
  const child = fork(script, [String(port)], { env, execArgv: [], silent: true });
  child.stdout?.on('data', (data: Buffer) => log(data.toString('utf8').trimEnd()));
  child.stderr?.on('data', (data: Buffer) => log(data.toString('utf8').trimEnd()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`exit code ${code}`)));
    child.once('message', (message: { orgs?: LocalOrg[]; error?: string; code?: string }) => {
      if (message.orgs === undefined) {
        const { error = 'unknown', code } = message;
        reject(code === 'EADDRINUSE' ? new PortTaken(error) : new Error(error));
        return;
      }
      resolve({
        orgs: message.orgs,
        stop: () => void child.kill(),
        onExit: (listener) => child.once('exit', listener),
      });
    });
  });
}
