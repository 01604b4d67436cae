import type { OrgFacts } from '../core/index/org-facts';
import type { AuditRecord, OrphanRecording } from './backends/backend';
import { type Access, ALL_CAPABILITIES, access } from './commands/access/access';
import {
  AUDIT_REQUESTS,
  AUDIT_WINDOW_MS,
  type AuditRequest,
  type AuditResult,
  exportAudit,
} from './commands/audit/export';
import { recentAudit } from './commands/audit/recent';
import { type Comparison, compare, markMerged } from './commands/compare/compare';
import { type Connection, connect } from './commands/connection';
import { type DeployRequest, type DeployResult, deploy } from './commands/deploy/deploy';
import { recover } from './commands/deploy/recover';
import type { Emit } from './commands/events';
import { refreshFacts } from './commands/facts/facts';
import { retiredPolicies } from './commands/facts/retired';
import { readFacts } from './commands/facts/store';
import { updateFacts } from './commands/facts/written';
import type { AttachRequest } from './commands/orphans/attach';
import { type DownloadRequest, downloadOrphan } from './commands/orphans/download';
import { attachOrphan, deleteOrphan, listOrphans } from './commands/orphans/orphans';
import type { PlanOptions } from './commands/plan/context';
import { makePlan } from './commands/plan/make-plan';
import type { Plan } from './commands/plan/plan';
import { assertSameOrg } from './commands/plan/wrong-org';
import { pull } from './commands/pull/pull';
import type { PullRequest, PullResult } from './commands/pull/types';
import { loadValues } from './commands/references/load';
import { type RetireRequest, type RetireResult, retire } from './commands/retire/retire';
import type { ApprovalRequest, OrgSession } from './commands/session';
import { type StatusResult, status } from './commands/status/status';
import { type UndoResult, undoLastDeploy } from './commands/undo/undo';
import { digest } from './model/digest';
import type { EnvironmentConfig, ProjectFiles } from './model/project';
import type { FileSystem } from './state/file-system';
import type { Intent } from './state/journal';
import type { LastDeploy } from './state/last-deploy';
import { Lock, type ProcessInfo } from './state/lock';
import { type Retirement, retirements } from './state/retiring';
import type { UserState } from './state/user-state';
import { type Workplace, workplaceOf } from './state/workplace';
import type { CredentialSource } from './transport/auth/credentials';
import type { Capability } from './transport/auth/scopes';
import { TokenPool } from './transport/auth/token-pool';
import { type AllowedHosts, allowedHosts } from './transport/endpoints/checked-url';
import { type Endpoints, endpointsOf } from './transport/endpoints/endpoints';
import { CancelledError } from './transport/errors/kinds';
import { OrgError } from './transport/errors/org-error';
import type { RetryPolicy } from './transport/http/backoff';
import { type Clock, systemClock } from './transport/http/clock';
import type { ExchangeLimits, Fetch } from './transport/http/exchange';
import { literalLoopback } from './transport/http/loopback';
import { RateWindow } from './transport/http/rate-window';

/** What an engine is made of. Only the first six have no default. */
export interface EngineOptions {
  readonly project: ProjectFiles;
  /** For the project's files. */
  readonly fs: FileSystem;
  /**
   * Where this machine keeps what it alone knows: locks, journals, facts. Command line and editor must share
   * it.
   */
  readonly state: UserState;
  readonly credentials: CredentialSource;
  readonly processInfo: ProcessInfo;
  /**
   * Hosts that the user allows beside the platform's and loopback; from the user, never from the repository.
   */
  readonly allowedHosts: AllowedHosts | string | undefined;
  /** Environments that the user, not the repository, says are protected. */
  readonly protectedEnvironments?: ReadonlySet<string>;
  /** Tokens that all work of the process shares; without, each call signs in for what it needs. */
  readonly signIn?: TokenPool;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly fetch?: Fetch;
  readonly retry?: RetryPolicy;
  readonly limits?: ExchangeLimits;
}

/** How a single call is followed and stopped. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: Emit | undefined;
}

/**
 * Everything between the files of a project and its orgs, the same for command line and editor. Every method
 * takes the environment's name; every failure is an `OrgError` whose message stands by itself.
 */
export class OrgEngine {
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly fetch: Fetch;
  private readonly allowed: AllowedHosts;

  constructor(private readonly o: EngineOptions) {
    this.clock = o.clock ?? systemClock;
    this.random = o.random ?? Math.random;
    this.fetch = literalLoopback(o.fetch ?? ((url, init) => globalThis.fetch(url, init)));
    this.allowed = typeof o.allowedHosts === 'object' ? o.allowedHosts : allowedHosts(o.allowedHosts);
  }

  /** What a deploy would do. Writes nothing, here or there. */
  plan(environment: string, options: PlanOptions & CallOptions = {}): Promise<Plan> {
    return this.reading(
      environment,
      'plan',
      ['read-policies', 'read-directory'],
      options,
      async (s) => (await makePlan(s, options)).plan,
    );
  }

  deploy(environment: string, request: DeployRequest & CallOptions): Promise<DeployResult> {
    const needs: Capability[] = [
      'read-policies',
      'write-policies',
      'read-directory',
      ...(request.remove === true ? (['delete-policies'] as const) : []),
    ];
    return this.writing(environment, 'deploy', needs, request, (s) => deploy(s, request));
  }

  pull(environment: string, request: PullRequest & CallOptions = {}): Promise<PullResult> {
    if (request.dryRun === true)
      return this.reading(environment, 'pull', ['read-policies'], request, (s) => pull(s, request));
    return this.writing(environment, 'pull', ['read-policies'], request, (s) => pull(s, request));
  }

  status(environment: string, options: CallOptions = {}): Promise<StatusResult> {
    return this.reading(environment, 'status', ['read-policies'], options, status);
  }

  /** The sides of one policy file, as texts for a diff or merge editor. */
  compare(environment: string, file: string, options: CallOptions = {}): Promise<Comparison> {
    return this.reading(environment, 'compare', ['read-policies'], options, (s) => compare(s, file));
  }

  /** After a person merged the org's version into the file: that version becomes the common base. */
  markMerged(
    environment: string,
    file: string,
    seen: { readonly id: string; readonly etag: string | undefined },
    options: CallOptions = {},
  ): Promise<void> {
    return this.writing(environment, 'merge', ['read-policies'], options, (s) => markMerged(s, file, seen));
  }

  retire(environment: string, request: RetireRequest & CallOptions): Promise<RetireResult> {
    return this.writing(
      environment,
      `retire ${request.name}`,
      ['read-policies', 'write-policies', 'delete-policies'],
      request,
      async (s) => {
        const result = await retire(s, request);
        if (result.outcome === 'deleted') await updateFacts(s, [result.id]);
        return result;
      },
    );
  }

  undoLastDeploy(
    environment: string,
    approval: ApprovalRequest,
    options: CallOptions = {},
  ): Promise<UndoResult> {
    return this.writing(environment, 'undo', ['read-policies', 'write-policies'], options, (s) =>
      undoLastDeploy(s, approval),
    );
  }

  /** What could be undone; undefined where there is nothing. */
  async lastDeploy(environment: string): Promise<LastDeploy | undefined> {
    return (await this.workplace(await this.environment(environment))).lastDeploy.read();
  }

  orphans(
    environment: string,
    options: CallOptions & { readonly known?: boolean } = {},
  ): Promise<readonly OrphanRecording[]> {
    return this.reading(environment, 'orphans list', ['read-orphans'], options, (s) =>
      listOrphans(s, options.known === true),
    );
  }

  /** The files that were written. */
  downloadOrphan(environment: string, request: DownloadRequest & CallOptions): Promise<readonly string[]> {
    return this.reading(environment, 'orphans download', ['read-orphans'], request, (s, c) =>
      downloadOrphan(s, { fetch: this.fetch, apiBase: c.endpoints.apiBase, token: c.token }, request),
    );
  }

  deleteOrphan(
    environment: string,
    id: string,
    approval: ApprovalRequest,
    options: CallOptions = {},
  ): Promise<'deleted' | 'gone'> {
    return this.reading(environment, 'orphans delete', ['read-orphans', 'write-orphans'], options, (s) =>
      deleteOrphan(s, id, approval),
    );
  }

  attachOrphan(
    environment: string,
    id: string,
    request: AttachRequest,
    approval: ApprovalRequest,
    options: CallOptions = {},
  ): Promise<void> {
    return this.reading(environment, 'orphans attach', ['read-orphans', 'write-orphans'], options, (s) =>
      attachOrphan(s, id, request, approval),
    );
  }

  exportAudit(environment: string, request: AuditRequest & CallOptions): Promise<AuditResult> {
    const window = new RateWindow(this.clock, AUDIT_REQUESTS, AUDIT_WINDOW_MS);
    const pace = (r: { path: string }) =>
      r.path.includes('/audit') ? window.acquire(request.signal) : Promise.resolve();
    return this.reading(
      environment,
      'audit export',
      ['read-audit'],
      request,
      (s) =>
        locked(s, `audit-${digest(request.file).slice(0, 12)}.lock.json`, () =>
          exportAudit(s, window, request),
        ),
      pace,
    );
  }

  /** The newest records of the audit trail, newest first, at most `limit`. */
  recentAudit(
    environment: string,
    limit: number,
    options: CallOptions = {},
  ): Promise<readonly AuditRecord[]> {
    return this.reading(environment, 'audit', ['read-audit'], options, (s) => recentAudit(s, limit));
  }

  /** Signs in and says what the credentials allow. Sends nothing but the token request. */
  access(environment: string, options: CallOptions = {}): Promise<Access> {
    return this.reading(environment, 'connect', ALL_CAPABILITIES, options, access);
  }

  /** The write that an interrupted run did not get to finish; the next deploy finds out what became of it. */
  async interrupted(environment: string): Promise<Intent | undefined> {
    return (await this.workplace(await this.environment(environment))).journal.pending();
  }

  /** Policies on their way out, with the stage each has reached. */
  async retiring(environment: string): Promise<readonly Retirement[]> {
    return retirements((await this.workplace(await this.environment(environment))).run);
  }

  /** Fetches what the rules can use of the org, and keeps it for {@link cachedFacts}. */
  refreshFacts(environment: string, options: CallOptions = {}): Promise<OrgFacts> {
    return this.reading(
      environment,
      'facts',
      ['read-policies', 'read-directory', 'read-settings'],
      options,
      async (session) => ({
        ...(await refreshFacts(session)),
        retired: await retiredPolicies(session.workplace),
      }),
    );
  }

  /** What was last fetched, with its age; no request is made. */
  async cachedFacts(environment: string): Promise<OrgFacts | undefined> {
    const workplace = await this.workplace(await this.environment(environment));
    const facts = await readFacts(workplace.run);
    const retired = await retiredPolicies(workplace);
    return facts === undefined && retired.length === 0 ? undefined : { ...facts, retired };
  }

  /**
   * Where an environment's org is and under which key its credentials are kept; throws where its
   * configuration is refused.
   */
  async endpoints(environment: string): Promise<Endpoints> {
    return endpointsOf(await this.environment(environment), this.allowed, this.o.project.root);
  }

  private async environment(name: string): Promise<EnvironmentConfig> {
    const env = await this.o.project.environment(name);
    if (env !== undefined) return this.o.protectedEnvironments?.has(name) ? { ...env, protected: true } : env;
    throw new OrgError({
      kind: 'configuration',
      org: name,
      what: `there is no environment "${name}"`,
      written: 'Nothing was sent.',
      advice: 'Name one of the environments in recpolicy.config.json.',
    });
  }

  private async reading<T>(
    environment: string,
    command: string,
    needs: readonly Capability[],
    options: CallOptions,
    work: (session: OrgSession, connection: Connection) => Promise<T>,
    pace?: (request: { path: string }) => Promise<void>,
  ): Promise<T> {
    const emit = options.onEvent ?? (() => undefined);
    const env = await this.environment(environment);
    const capabilities = await this.withSettings(environment, needs);
    // With one sign-in for all work, its token must serve for any of it.
    const asked = this.o.signIn === undefined ? capabilities : ALL_CAPABILITIES;
    const connection = await connect(env, asked, {
      credentials: this.o.credentials,
      allowedHosts: this.allowed,
      projectRoot: this.o.project.root,
      clock: this.clock,
      random: this.random,
      fetch: this.fetch,
      retry: this.o.retry,
      limits: this.o.limits,
      onRetry: (notice) => emit({ type: 'retry', notice }),
      onRenewed: (org) => emit({ type: 'notice', message: `The token of ${org} was renewed.` }),
      tokens: this.o.signIn ?? new TokenPool(),
      ...(pace === undefined ? {} : { pace }),
    });
    const workplace = await this.workplace(env, (message) => emit({ type: 'notice', message }));
    // A repository can bring a link along that would have state read and written anywhere.
    await workplace.writer.assertState(workplace.store.paths.folder);
    await this.sayIgnored(workplace, emit);
    // Two orgs of one region share every address: which one the credentials lead to is asked of the org
    // itself.
    const organization =
      command === 'connect' ? undefined : await connection.backend.organization(options.signal);
    const files = needs.includes('read-policies') ? await this.o.project.files(environment) : [];
    const values =
      connection.backend.things === undefined || (files.length === 0 && command !== 'pull')
        ? undefined
        : await loadValues({
            environment: env,
            backend: connection.backend,
            files,
            forWritingNames: command === 'pull',
            notice: (message) => emit({ type: 'notice', message }),
            signal: options.signal,
          });
    const session: OrgSession = {
      environment: values === undefined ? env : { ...env, values },
      project: this.o.project,
      workplace,
      backend: connection.backend,
      orgIdentity:
        organization === undefined ? connection.endpoints.identity : `organization ${organization.id}`,
      organization,
      identity: connection.identity,
      facts: await readFacts(workplace.run),
      emit,
      signal: options.signal,
      clock: this.clock,
      random: this.random,
      processInfo: this.o.processInfo,
      command,
    };
    try {
      return await work(session, connection);
    } catch (error) {
      // A wait that was cut off rejects with the signal's own reason.
      if (options.signal?.aborted && !(error instanceof OrgError))
        throw new CancelledError(connection.endpoints.org);
      throw error;
    }
  }

  private writing<T>(
    environment: string,
    command: string,
    needs: readonly Capability[],
    options: CallOptions,
    work: (session: OrgSession) => Promise<T>,
  ): Promise<T> {
    return this.reading(environment, command, needs, options, (session) =>
      locked(session, 'lock.json', async () => {
        const { run, store, writer } = session.workplace;
        assertSameOrg(session, await store.identity());
        const files = await session.project.files(environment);
        await run.sweep();
        await writer.sweep(
          files.map((f) => f.path),
          [store.paths.root, store.paths.folder],
        );
        await recover(session);
        const result = await work(session);
        await updateFacts(session);
        return result;
      }),
    );
  }

  private workplace(environment: EnvironmentConfig, notice?: (message: string) => void): Promise<Workplace> {
    const { fs, state, project } = this.o;
    return workplaceOf({ fs, state, project, environment, ...(notice === undefined ? {} : { notice }) });
  }

  /** A repository may bring along what looks like run state of this machine. */
  private async sayIgnored(workplace: Workplace, emit: Emit): Promise<void> {
    if ((await this.o.fs.stat(`${workplace.root}/.recpolicy/run`)) === undefined) return;
    emit({
      type: 'notice',
      message: `The folder .recpolicy/run of the project is ignored: journals, locks and facts are this machine's own and lie in ${this.o.state.folder}. Delete it.`,
    });
  }

  /** Settings are read and written only where the environment has a file for them. */
  private async withSettings(
    environment: string,
    needs: readonly Capability[],
  ): Promise<readonly Capability[]> {
    if (!needs.includes('read-policies') || needs.includes('read-settings')) return needs;
    const files = await this.o.project.files(environment);
    if (!files.some((f) => f.kind === 'recording-settings')) return needs;
    return [...needs, needs.includes('write-policies') ? 'write-settings' : 'read-settings'];
  }
}

async function locked<T>(session: OrgSession, name: string, work: () => Promise<T>): Promise<T> {
  const lock = await Lock.acquire(session.workplace.run, session.processInfo, {
    org: session.backend.org,
    command: `recpolicy ${session.command}`,
    wall: session.clock.wall(),
    name,
    onTakeOver: (dead) =>
      session.emit({
        type: 'notice',
        message: `"${dead.command}" (process ${dead.pid}, since ${dead.since}) ended without giving its lock back; this run took it over.`,
      }),
  });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
