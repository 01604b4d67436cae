import * as vscode from 'vscode';
import type { LocalOrg, RunningLocalOrg } from '../node/run-local-org';

/** Where the samples look for the local orgs. */
export const USUAL_PORT = 4010;
/** One of this window runs: of others it is not told when they end, and they are not its to stop. */
const RUNNING = 'recpolicy.localOrgRunning';

/**
 * How the local orgs came to run: `started` by this window, or `found` running already (by `npm start`, or
 * another window).
 */
export interface LocalOrgs {
  readonly orgs: readonly LocalOrg[];
  readonly origin: 'started' | 'found';
}

/** The local orgs of this window: a process of its own that ends with it. */
export class LocalOrgRunner implements vscode.Disposable {
  private process: RunningLocalOrg | undefined;
  private starting: Promise<LocalOrgs> | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: (line: string) => void,
  ) {}

  /** Starts them, or finds those that run already. */
  start(): Promise<LocalOrgs> {
    this.starting ??= this.launch().finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  /** The orgs that answer now; empty where none runs. */
  async running(): Promise<readonly LocalOrg[]> {
    return this.process?.orgs ?? (await find(USUAL_PORT)) ?? [];
  }

  /** Whether there was one of ours to stop. */
  stop(): boolean {
    const { process } = this;
    process?.stop();
    return process !== undefined;
  }

  dispose(): void {
    this.process?.stop();
  }

  private async launch(): Promise<LocalOrgs> {
    if (this.process !== undefined) return { orgs: this.process.orgs, origin: 'started' };
    const { runLocalOrg, PortTaken } = await import('../node/run-local-org');
    const script = vscode.Uri.joinPath(this.context.extensionUri, 'dist', 'emulator.js').fsPath;
    let started: RunningLocalOrg;
    try {
      started = await runLocalOrg(script, USUAL_PORT, this.log);
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
      const found = await find(USUAL_PORT);
      if (found !== undefined) return { orgs: found, origin: 'found' };
      started = await runLocalOrg(script, 0, this.log);
    }
    this.process = started;
    started.onExit(() => {
      if (this.process === started) this.process = undefined;
      void vscode.commands.executeCommand('setContext', RUNNING, false);
    });
    await vscode.commands.executeCommand('setContext', RUNNING, true);
    return { orgs: started.orgs, origin: 'started' };
  }
}

/** Local orgs that run on a port and the next; undefined where something else, or nothing, answers there. */
async function find(port: number): Promise<LocalOrg[] | undefined> {
  const orgs: LocalOrg[] = [];
  for (const at of [port, port + 1]) {
    const org = await ask(`http://127.0.0.1:${at}`);
    if (org !== undefined) orgs.push(org);
  }
  return orgs.length === 0 ? undefined : orgs;
}

async function ask(url: string): Promise<LocalOrg | undefined> {
  try {
    const response = await fetch(`${url}/__emulator`, {
      redirect: 'error',
      signal: AbortSignal.timeout(2_000),
    });
    const { name, commands } = (await response.json()) as { name?: unknown; commands?: unknown };
    if (typeof name !== 'string' || !/^[a-z][a-z-]*$/.test(name) || !Array.isArray(commands))
      return undefined;
    return { name, url, clientId: `${name}-deployer`, clientSecret: `local-${name}-deployer` };
  } catch {
    return undefined;
  }
}
