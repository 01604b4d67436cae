import * as vscode from 'vscode';
import type { AuditRecord, OrphanRecording } from '../../../org/backends/backend';
import type { StatusItem, StatusResult } from '../../../org/commands/status/status';
import type { Intent } from '../../../org/state/journal';
import type { Endpoints } from '../../../org/transport/endpoints/endpoints';
import { isOrgError } from '../../../org/transport/errors/org-error';
import type { SecretCredentials } from '../connect/secrets';
import { type EnvironmentRef, keyOf, type Projects } from '../projects/projects';

/** What is known of one environment, as tree, status item and lenses show it. */
export interface EnvironmentState {
  readonly endpoints?: Endpoints;
  /** Whether credentials are kept for its org; undefined until looked up. */
  readonly connected?: boolean;
  readonly status?: StatusResult;
  /** Why the last look failed; what was known before stays. */
  readonly error?: Error;
  readonly busy: boolean;
  /** A write that an interrupted run left behind. */
  readonly interrupted?: Intent;
}

const UNKNOWN: EnvironmentState = { busy: false };

/**
 * What the editor knows of the orgs. It looks only when asked to; one look at a time for each environment.
 */
export class OrgModel implements vscode.Disposable {
  private readonly states = new Map<string, EnvironmentState>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly rerun = new Set<string>();
  /** The items of a look by file: badges, lenses and marks ask file by file. */
  private readonly files = new WeakMap<readonly StatusItem[], Map<string, StatusItem>>();
  /**
   * What was fetched for an open group of the tree, failures included: it is asked for again only by a
   * person.
   */
  private readonly lists = new Map<string, Promise<unknown>>();
  private readonly changed = new vscode.EventEmitter<EnvironmentRef | undefined>();
  readonly onDidChange = this.changed.event;
  private readonly refreshed = new vscode.EventEmitter<EnvironmentRef>();
  /** An environment's org has been read. */
  readonly onDidRefresh = this.refreshed.event;
  /** Only orphaned recordings whose conversation is known. */
  knownOrphansOnly = false;

  constructor(
    readonly projects: Projects,
    private readonly secrets: SecretCredentials,
  ) {}

  state(env: EnvironmentRef): EnvironmentState {
    return this.states.get(keyOf(env)) ?? UNKNOWN;
  }

  /** The state of a policy file in an environment; undefined where it is not known. */
  item(env: EnvironmentRef, path: string): StatusItem | undefined {
    const items = this.state(env).status?.items;
    if (items === undefined) return undefined;
    let files = this.files.get(items);
    if (files === undefined) {
      files = new Map(items.flatMap((i) => (i.file === undefined ? [] : [[i.file, i] as const])));
      this.files.set(items, files);
    }
    return files.get(path);
  }

  /**
   * Looks up, without any request, where the org is, whether there are credentials, and what an interrupted
   * run left.
   */
  async refreshConnection(env: EnvironmentRef): Promise<void> {
    const engine = await env.project.engine();
    try {
      const endpoints = await engine.endpoints(env.name);
      const connected = (await this.secrets.credentials({ key: endpoints.credentialsKey })) !== undefined;
      const interrupted = await engine.interrupted(env.name);
      const { error, interrupted: before, ...rest } = this.state(env);
      // Why an org could not be read stands until it has been.
      const kept = connected ? error : undefined;
      const same =
        kept === error &&
        rest.connected === connected &&
        rest.endpoints?.apiBase === endpoints.apiBase &&
        before?.name === interrupted?.name;
      if (same) return;
      const moved = rest.endpoints !== undefined && rest.endpoints.apiBase !== endpoints.apiBase;
      if (moved) this.lists.clear();
      // What another org had says nothing of this one.
      const { status, ...others } = rest;
      this.set(env, {
        ...others,
        ...(status === undefined || moved || !connected ? {} : { status }),
        endpoints,
        connected,
        ...(kept === undefined ? {} : { error: kept }),
        ...(interrupted === undefined ? {} : { interrupted }),
      });
    } catch (error) {
      const { endpoints: _endpoints, connected: _connected, status: _status, ...rest } = this.state(env);
      this.set(env, { ...rest, error: asError(error) });
    }
  }

  async refreshConnections(): Promise<void> {
    for (const env of this.projects.environments) await this.refreshConnection(env);
  }

  /**
   * Reads files and org. A call while one is running has it run once more; failures are kept in the state.
   */
  refresh(env: EnvironmentRef): Promise<void> {
    const key = keyOf(env);
    const running = this.running.get(key);
    if (running !== undefined) {
      this.rerun.add(key);
      return running;
    }
    const run = this.read(env).finally(() => this.running.delete(key));
    this.running.set(key, run);
    return run;
  }

  /** A first look where there has been none; no request for an org without credentials. */
  ensureStatus(env: EnvironmentRef): void {
    const { status, error } = this.state(env);
    if (status === undefined && error === undefined && !this.running.has(keyOf(env))) void this.refresh(env);
  }

  async orphans(env: EnvironmentRef): Promise<readonly OrphanRecording[]> {
    const known = this.knownOrphansOnly;
    return this.cachedList(`${keyOf(env)}\norphans ${known}`, async () =>
      (await env.project.engine()).orphans(env.name, { known }),
    );
  }

  /** Makes the next look at orphaned recordings and audit trail a new one. */
  forgetLists(): void {
    this.lists.clear();
    this.changed.fire(undefined);
  }

  async audit(env: EnvironmentRef, limit: number): Promise<readonly AuditRecord[]> {
    return this.cachedList(`${keyOf(env)}\naudit`, async () =>
      (await env.project.engine()).recentAudit(env.name, limit),
    );
  }

  private cachedList<T>(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.lists.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const loading = load();
    this.lists.set(key, loading);
    return loading;
  }

  /**
   * Forgets what was known of an environment: signed in or out, or another org. A look under way has begun
   * without that.
   */
  forget(env: EnvironmentRef): void {
    this.states.delete(keyOf(env));
    if (this.running.has(keyOf(env))) this.rerun.add(keyOf(env));
    this.lists.clear();
    this.changed.fire(env);
  }

  dispose(): void {
    this.changed.dispose();
    this.refreshed.dispose();
  }

  private async read(env: EnvironmentRef): Promise<void> {
    const key = keyOf(env);
    do {
      this.rerun.delete(key);
      await this.refreshConnection(env);
      if (this.state(env).connected !== true) return;
      // Somebody who sees the last answer already is not told of every look.
      if (this.state(env).status === undefined) this.set(env, { ...this.state(env), busy: true });
      try {
        const read = await (await env.project.engine()).status(env.name);
        const { error: _error, ...rest } = this.state(env);
        const status = withKnownItems(read, rest.status);
        this.set(env, { ...rest, status, busy: false });
        this.refreshed.fire(env);
      } catch (error) {
        this.set(env, { ...this.state(env), busy: false, error: asError(error) });
      }
    } while (this.rerun.has(key));
  }

  private set(env: EnvironmentRef, state: EnvironmentState): void {
    this.states.set(keyOf(env), state);
    this.changed.fire(env);
  }
}

/**
 * A look that found everything as it was keeps the items of the one before: what shows them is then left as
 * it is.
 */
function withKnownItems(now: StatusResult, before: StatusResult | undefined): StatusResult {
  if (before === undefined || JSON.stringify(before.items) !== JSON.stringify(now.items)) return now;
  return { ...now, items: before.items };
}

/** Whether the org could not be reached at all. */
export function isOffline(error: Error | undefined): boolean {
  return isOrgError(error, 'network', 'timeout');
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
