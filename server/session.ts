import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  WatchKind,
} from 'vscode-languageserver';
import { baseName, CONFIG_FILE, DOCUMENT_GLOBS } from '../core/document/kinds';
import { Workspace } from '../core/index/workspace';
import { setMessageBundle } from '../core/l10n';
import { maskTester } from '../masks/tester';
import { type ClientFeatures, readClientFeatures } from './client-features';
import { Publisher } from './diagnostics/publisher';
import { PullDoor } from './diagnostics/pull-sink';
import { Validation } from './diagnostics/scheduler';
import { type Door, PushDoor } from './diagnostics/sink';
import { Checker } from './diagnostics/validator';
import { isOurs, Library } from './documents/document-store';
import type { OpenDocument } from './documents/open-document';
import { Files } from './files/files';
import { RemoteFiles } from './files/remote';
import { exclusion, Scope } from './files/skip';
import { describe, type Guard, type Log } from './guard';
import { Configs } from './indexing/configs';
import { DiskChanges } from './indexing/disk-changes';
import { Indexer } from './indexing/indexer';
import { CheckProgress } from './indexing/progress';
import { SessionMasks } from './masks/session-masks';
import { readOptions } from './options';
import { OrgFactsStore } from './org-facts';
import type { Platform } from './platform';
import { type InitializationOptions, Methods, type Settings } from './protocol';
import { projectRoots, workspaceFolders } from './roots';
import { SettingsSync } from './settings-sync';
import { Activity } from './time-slicer';

/** How long the index waits for the documents that are open at the start, in milliseconds. */
const HEAD_START_MS = 30;

/** No more than one look at the disk in this time, in milliseconds, where the client watches nothing. */
const LOOK_MS = 1000;

/** Changes within this time ask the client once for new hints, in milliseconds. */
const HINTS_MS = 300;

/** Changes within this time are told to views on policies once, in milliseconds. */
const VIEWS_MS = 150;

/** Everything of one client, from `initialize` to the end. */
export class Session {
  readonly client: ClientFeatures;
  readonly options: InitializationOptions;
  /** Whether the client asks for findings; otherwise they are pushed. */
  readonly pull: boolean;
  readonly activity = new Activity();
  readonly org = new OrgFactsStore((uri) => this.library.keyOf(uri));
  readonly masks: SessionMasks;
  readonly files: Files;
  readonly library: Library;
  readonly checker: Checker;
  readonly validation: Validation;
  readonly pullDoor: PullDoor;
  readonly configs: Configs;
  readonly indexer: Indexer;
  readonly disk: DiskChanges;
  readonly settings: SettingsSync;
  readonly scope: Scope;
  private readonly door: Door;
  private run = 0;
  private hintsDue = false;
  private changeDue = false;
  /** Runs mask patterns for policy tests. */
  readonly maskTester = maskTester();
  private lookDue = false;
  private lookedAt = Number.NEGATIVE_INFINITY;
  /** Resolves when the workspace folders have been read. */
  indexed: Promise<void> = Promise.resolve();

  constructor(
    readonly connection: Connection,
    readonly platform: Platform,
    params: InitializeParams,
    readonly log: Log,
    private readonly guard: Guard<Session>,
  ) {
    this.client = readClientFeatures(params.capabilities);
    this.options = readOptions(params.initializationOptions);
    if (this.options.l10n !== undefined) setMessageBundle(this.options.l10n);
    if (this.options.orgFacts !== undefined) this.org.update(this.options.orgFacts);
    this.pull = this.client.pullsDiagnostics && this.options.diagnostics !== 'push';
    this.scope = new Scope(workspaceFolders(params), exclusion(this.options.exclude ?? []));
    this.masks = new SessionMasks(platform, this.options, this.activity, (keys) =>
      guard.run('masks', () => this.validation.affected(keys)),
    );
    this.files = new Files(platform.files, new RemoteFiles(connection));
    this.library = new Library(this.newWorkspace(), this.files, (key) =>
      this.files.spelled(key, this.scope.folders),
    );
    this.checker = new Checker(this.library, {
      client: this.client,
      docsUri: this.options.docsUri?.replace(/\/$/, ''),
      uriOf: (key) => this.library.uriOf(key),
    });
    const refresh = () => guard.run('refresh', () => connection.languages.diagnostics.refresh());
    this.pullDoor = new PullDoor(this.library, this.checker, this.client, this.activity, refresh);
    const publisher = new Publisher((p) => guard.run('publish', () => connection.sendDiagnostics(p)));
    this.door = this.pull ? this.pullDoor : new PushDoor(this.checker, publisher);
    this.validation = new Validation(this.library, this.door, this.activity, {
      watch: (what, work) => guard.run(what, work),
      onAffected: () => this.refreshHints(),
      onChange: () => this.tellChanged(),
    });
    this.configs = new Configs(this.library);
    this.indexer = new Indexer(
      this.library,
      this.files,
      this.scope.excluded,
      this.activity,
      (folder, error) => log.warn(`[folder-unreadable] ${folder}: ${describe(error)}`),
    );
    this.disk = new DiskChanges(
      this.library,
      this.files,
      this.scope,
      this.validation,
      this.door,
      this.indexer,
      this.configs,
    );
    this.settings = new SettingsSync(connection, this.client, (now, before) =>
      this.settingsChanged(now, before),
    );
  }

  /** Ends what would outlive the session. */
  dispose(): void {
    this.masks.dispose();
  }

  /** Starts what the first answers do not wait for. */
  start(): void {
    this.guard.run('settings', () => this.settings.start());
    if (this.client.registersWatchers) this.guard.run('watchers', () => this.watch());
    // What is open comes first: its findings are out before the first file is listed.
    this.reindex(HEAD_START_MS);
  }

  async open(document: OpenDocument): Promise<void> {
    const wait = isOurs(document.key) ? this.configs.ensure(document.key) : undefined;
    if (wait !== undefined) await wait;
    if (this.library.openByKey(document.key) === document) this.validation.changed(document);
    this.lookAtDisk();
  }

  close(uri: string): void {
    const document = this.library.closed(uri);
    if (document === undefined) return;
    this.validation.closed(document.key);
    this.files.changed(document.key);
    if (this.scope.includes(document.key) || baseName(document.key) === CONFIG_FILE)
      this.validation.later(document.key);
    else this.disk.remove(document.key);
    this.lookAtDisk();
  }

  /** Without watchers, what the user does is the occasion to see what others did: at once, then once in a while. */
  lookAtDisk(): void {
    if (this.client.registersWatchers || this.scope.folders.length === 0 || this.lookDue) return;
    this.lookDue = true;
    const wait = Math.max(0, this.lookedAt + LOOK_MS - performance.now());
    setTimeout(() => this.guard.run('look', () => this.look()), wait);
  }

  private async look(): Promise<void> {
    await this.indexed;
    this.lookDue = false;
    this.lookedAt = performance.now();
    await this.disk.look(this.scope.folders);
  }

  /** Other workspace folders: everything is taken in anew. */
  foldersChanged(folders: readonly string[]): void {
    this.scope.folders = folders;
    this.library.workspace = this.newWorkspace();
    this.configs.reset();
    for (const document of this.library.openDocuments()) this.guard.run('open', () => this.open(document));
    this.reindex();
  }

  /** Everything may have changed: looks at all that is known again. */
  recheckAll(): void {
    const open = new Set([...this.library.openDocuments()].map((d) => d.key));
    this.validation.affected(new Set([...open, ...this.library.workspace.uris()]));
  }

  /** Reads the folders and checks every file, open ones included. Overtaken by a later start. */
  private reindex(delay = 0): void {
    const run = ++this.run;
    this.checker.complete = false;
    this.indexed = new Promise((resolve) => {
      setTimeout(
        () => this.guard.run('index', () => this.index(() => run !== this.run).finally(resolve)),
        delay,
      );
    });
  }

  private async index(overtaken: () => boolean): Promise<void> {
    const progress = new CheckProgress(this.connection, this.client.workDoneProgress);
    try {
      // A configuration above the opened folder is in none of the files listed.
      for (const folder of this.scope.folders) await this.configs.ensure(`${folder}/`);
      const read = await this.indexer.index(this.scope.folders, (done, total) =>
        progress.report(done, total, 0),
      );
      if (read === undefined || overtaken()) return;
      this.checker.complete = true;
      const keys = new Set([...this.library.workspace.uris(), ...read.unreadable]);
      for (const key of read.unreadable) this.pullDoor.unreadableKeys.add(key);
      this.door.retain((key) => keys.has(key) || this.library.openByKey(key) !== undefined);
      if (this.pull) return;
      await this.validation.all(keys, (done) => progress.report(done, keys.size, 1), overtaken);
    } finally {
      progress.done();
    }
  }

  private async watch(): Promise<void> {
    // Deleted folders are told of by their own name only, so deletions are watched for everything.
    const watchers = [
      ...DOCUMENT_GLOBS.map((globPattern) => ({ globPattern, kind: WatchKind.Change })),
      // Of a folder that is moved or deleted, nothing is told but the folder.
      { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
    ];
    await this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  private settingsChanged(now: Settings, before: Settings): void {
    this.checker.enabled = now.validate.enable;
    if (now.validate.enable !== before.validate.enable) this.recheckAll();
    this.refreshHints();
  }

  /** Hints and lenses rest on the chosen environment and on other files. Told once for many changes. */
  refreshHints(): void {
    const { client, connection } = this;
    if (this.hintsDue || !(client.refreshesInlayHints || client.refreshesCodeLens)) return;
    this.hintsDue = true;
    setTimeout(() => {
      this.hintsDue = false;
      this.sendHintRefresh(client, connection);
    }, HINTS_MS);
  }

  /** Tells a client that asked for it that views on policies may show something old. */
  private tellChanged(): void {
    if (this.changeDue || this.options.views !== true) return;
    this.changeDue = true;
    setTimeout(() => {
      this.changeDue = false;
      this.guard.run('changed', () => this.connection.sendNotification(Methods.changed));
    }, VIEWS_MS);
  }

  private sendHintRefresh(client: ClientFeatures, connection: Connection): void {
    if (client.refreshesInlayHints) this.guard.run('refresh', () => connection.languages.inlayHint.refresh());
    if (client.refreshesCodeLens)
      this.guard.run('refresh', () =>
        connection.sendRequest('workspace/codeLens/refresh').then(() => undefined),
      );
  }

  private newWorkspace(): Workspace {
    const services = { org: this.org, masks: this.masks.oracle };
    return new Workspace(projectRoots(this.scope.folders, this.files), services, {
      onRuleError: (code, error, uri) =>
        this.log.error(`[rule-failed] ${code} on ${uri}: ${describe(error)}`),
    });
  }
}
