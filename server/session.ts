import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  WatchKind,
} from 'vscode-languageserver';
import { baseName, CONFIG_FILE, DOCUMENT_GLOBS, isSkippedFolder } from '../core/document/kinds';
import { ExcludedGlobs } from '../core/globs/globs';
import { Workspace } from '../core/index/workspace';
import { setMessageBundle } from '../core/l10n';
import { MaskService } from '../masks/service/service';
import { maskTester } from '../masks/tester';
import { type ClientFeatures, readClientFeatures } from './client-features';
import { Publisher } from './diagnostics/publisher';
import { PullSink } from './diagnostics/pull-sink';
import { ValidationScheduler } from './diagnostics/scheduler';
import { type DiagnosticSink, PushSink } from './diagnostics/sink';
import { Validator } from './diagnostics/validator';
import { DocumentStore, isRecordingDocument } from './documents/document-store';
import type { OpenDocument } from './documents/open-document';
import { Files } from './files/files';
import { RemoteFiles } from './files/remote';
import { WorkspaceScope } from './files/skip';
import { describe, type HandlerGuard, type ServerLog } from './guard';
import { ConfigLoader } from './indexing/configs';
import { DiskChanges } from './indexing/disk-changes';
import { Indexer } from './indexing/indexer';
import { CheckProgress } from './indexing/progress';
import { readOptions } from './options';
import { OrgFactsStore } from './org-facts';
import type { Platform, StoredOrgFacts } from './platform';
import { type InitializationOptions, Methods, type ServerSettings } from './protocol';
import { projectRoots, workspaceFolders } from './roots';
import { SettingsSync } from './settings-sync';
import { ClientActivity } from './time-slicer';

/** Patterns that are not used are named, but no more of them and no more of each. */
const FEW = 20;

/** How long the index waits for the documents that are open at the start, in milliseconds. */
const HEAD_START_MS = 30;

/** No more than one look at the disk in this time, in milliseconds, where the client watches nothing. */
const DISK_CHECK_MS = 1000;

/** Changes within this time ask the client once for new hints, in milliseconds. */
const HINTS_MS = 300;

/** Changes of what is ignored within this time are followed once, in milliseconds. */
const IGNORE_MS = 200;

/** Changes within this time are told to views on policies once, in milliseconds. */
const VIEWS_MS = 150;

/** Everything of one client, from `initialize` to the end. */
export class ServerSession {
  readonly client: ClientFeatures;
  readonly options: InitializationOptions;
  /** Whether the client asks for findings; otherwise they are pushed. */
  readonly pull: boolean;
  readonly activity = new ClientActivity();
  readonly org: OrgFactsStore;
  private readonly storedFacts: StoredOrgFacts | undefined;
  readonly masks: MaskService;
  readonly files: Files;
  readonly store: DocumentStore;
  readonly validator: Validator;
  readonly scheduler: ValidationScheduler;
  readonly pullSink: PullSink;
  readonly configs: ConfigLoader;
  readonly indexer: Indexer;
  readonly disk: DiskChanges;
  readonly settings: SettingsSync;
  readonly scope: WorkspaceScope;
  private readonly sink: DiagnosticSink;
  private run = 0;
  private hintsDue = false;
  private changeDue = false;
  private membershipDue = false;
  /** Runs mask patterns for policy tests. */
  readonly maskTester = maskTester();
  private diskCheckDue = false;
  private diskCheckedAt = Number.NEGATIVE_INFINITY;
  /** Resolves when the workspace folders have been read. */
  indexed: Promise<void> = Promise.resolve();

  constructor(
    readonly connection: Connection,
    readonly platform: Platform,
    params: InitializeParams,
    readonly log: ServerLog,
    private readonly guard: HandlerGuard<ServerSession>,
  ) {
    this.client = readClientFeatures(params.capabilities);
    this.options = readOptions(params.initializationOptions);
    if (this.options.l10n !== undefined) setMessageBundle(this.options.l10n);
    this.storedFacts = platform.storedFacts?.((message) => log.warn(`[facts] ${message}`));
    this.org = new OrgFactsStore((uri) => this.store.keyOf(uri), this.storedFacts);
    if (this.options.orgFacts !== undefined) this.org.update(this.options.orgFacts);
    this.pull = this.client.pullsDiagnostics && this.options.diagnostics !== 'push';
    const excluded = new ExcludedGlobs(this.options.exclude ?? []);
    for (const glob of excluded.unused.slice(0, FEW))
      log.warn(`[pattern-unused] ${glob.slice(0, FEW)} of files.exclude or search.exclude is too large`);
    this.scope = new WorkspaceScope(
      workspaceFolders(params),
      (path) => excluded.matches(path),
      (key, folder) => this.files.ignored(key, folder),
    );
    this.masks = new MaskService({
      startWorker: platform.maskWorker?.(this.options.maskWorkerUri),
      verdictStore: platform.verdicts?.(this.options.cacheUri),
      interactive: {
        onChange: (keys) => guard.runGuarded('masks', () => this.scheduler.recheckAffected(keys)),
        isBusy: () => this.activity.isRecent,
        warmUp: true,
      },
    });
    this.files = new Files(platform.files, new RemoteFiles(connection));
    this.files.enter(this.scope.folders);
    this.store = new DocumentStore(
      this.newWorkspace(),
      this.files,
      (key) => this.identify(key),
      (key) => this.isPart(key),
    );
    this.validator = new Validator(this.store, {
      client: this.client,
      docsUri: this.options.docsUri?.replace(/\/$/, ''),
      uriOf: (key) => this.store.uriOf(key),
    });
    const refresh = () => guard.runGuarded('refresh', () => connection.languages.diagnostics.refresh());
    this.pullSink = new PullSink(this.store, this.validator, this.client, this.activity, refresh);
    const publisher = new Publisher((p) => guard.runGuarded('publish', () => connection.sendDiagnostics(p)));
    this.sink = this.pull ? this.pullSink : new PushSink(this.validator, publisher);
    this.scheduler = new ValidationScheduler(this.store, this.sink, this.activity, {
      runGuarded: (what, work) => guard.runGuarded(what, work),
      onAffected: () => this.refreshHints(),
      onChange: () => this.notifyChanged(),
    });
    this.configs = new ConfigLoader(this.store);
    this.indexer = new Indexer(this.store, this.files, this.scope.excluded, this.activity, (folder, error) =>
      log.warn(`[folder-unreadable] ${folder}: ${describe(error)}`),
    );
    this.disk = new DiskChanges(
      this.store,
      this.files,
      this.scope,
      this.scheduler,
      this.sink,
      this.indexer,
      this.configs,
      () => this.membershipChanged(),
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
    this.guard.runGuarded('settings', () => this.settings.start());
    if (this.client.registersWatchers) this.guard.runGuarded('watchers', () => this.registerWatchers());
    // What is open comes first: its findings are out before the first file is listed.
    this.reindex(HEAD_START_MS);
  }

  async open(document: OpenDocument): Promise<void> {
    const wait = isRecordingDocument(document.key) ? this.configs.ensureLoaded(document.key) : undefined;
    if (wait !== undefined) await wait;
    if (this.store.openByKey(document.key) === document) this.scheduler.documentChanged(document);
    this.scheduleDiskCheck();
  }

  close(uri: string): void {
    const document = this.store.removeOpen(uri);
    if (document === undefined) return;
    this.scheduler.documentClosed(document.key);
    this.files.changed(document.key);
    if (this.scope.includes(document.key) || baseName(document.key) === CONFIG_FILE)
      this.scheduler.enqueue(document.key);
    else this.disk.remove(document.key);
    this.scheduleDiskCheck();
  }

  /**
   * Without watchers, what the user does is the occasion to see what others did: at once, then once in a
   * while.
   */
  scheduleDiskCheck(): void {
    if (this.storedFacts?.hasChanged() === true) {
      this.recheckAll();
      this.refreshHints();
    }
    if (this.client.registersWatchers || this.scope.folders.length === 0 || this.diskCheckDue) return;
    this.diskCheckDue = true;
    const wait = Math.max(0, this.diskCheckedAt + DISK_CHECK_MS - performance.now());
    setTimeout(() => this.guard.runGuarded('look', () => this.checkDisk()), wait);
  }

  private async checkDisk(): Promise<void> {
    await this.indexed;
    this.diskCheckDue = false;
    this.diskCheckedAt = performance.now();
    await this.disk.rescan(this.scope.folders);
  }

  /** The one key of the file that a client names: in the spelling of the disk, and links followed. */
  private identify(key: string): string {
    const { folders } = this.scope;
    return this.files.linkTarget(this.files.spelled(key, folders), folders);
  }

  /**
   * Whether an open document is part of a project. What the client leaves out of its lists is, once it is
   * opened.
   */
  private isPart(key: string): boolean {
    const folder = this.scope.folders.find((f) => key.startsWith(`${f}/`));
    if (folder === undefined) return true;
    const above = key
      .slice(folder.length + 1)
      .split('/')
      .slice(0, -1);
    return (
      !above.some(isSkippedFolder) && !this.files.ignored(key, folder) && !this.files.leadsOut(key, folder)
    );
  }

  /** Other files belong to the projects than before. Told once for many changes. */
  membershipChanged(): void {
    if (this.membershipDue) return;
    this.membershipDue = true;
    setTimeout(() => {
      this.membershipDue = false;
      this.guard.runGuarded('ignore', () => {
        this.files.ignoreFilesChanged();
        for (const document of this.store.openDocuments()) {
          document.isPart = undefined;
          document.core = undefined;
          this.scheduler.recheck(document);
        }
        // A configuration above the folders is in none of them.
        const known = [...this.store.workspace.uris(), ...this.store.left];
        const left = known.filter((key) => baseName(key) !== CONFIG_FILE && !this.scope.includes(key));
        this.store.left = new Set(left);
        for (const key of left) if (this.store.openByKey(key) === undefined) this.disk.remove(key);
        this.reindex();
      });
    }, IGNORE_MS);
  }

  /** Other workspace folders: everything is taken in anew. */
  foldersChanged(folders: readonly string[]): void {
    this.scope.folders = folders;
    this.files.enter(folders);
    this.store.workspace = this.newWorkspace();
    this.configs.reset();
    for (const document of this.store.openDocuments())
      this.guard.runGuarded('open', () => this.open(document));
    this.reindex();
  }

  /** Everything may have changed: looks at all that is known again. */
  recheckAll(): void {
    const open = new Set([...this.store.openDocuments()].map((d) => d.key));
    this.scheduler.recheckAffected(new Set([...open, ...this.store.workspace.uris()]));
  }

  /** Reads the folders and checks every file, open ones included. Overtaken by a later start. */
  private reindex(delay = 0): void {
    const run = ++this.run;
    this.validator.complete = false;
    this.indexed = new Promise((resolve) => {
      setTimeout(
        () =>
          this.guard.runGuarded('index', () => this.indexFolders(() => run !== this.run).finally(resolve)),
        delay,
      );
    });
  }

  private async indexFolders(overtaken: () => boolean): Promise<void> {
    const progress = new CheckProgress(this.connection, this.client.workDoneProgress);
    try {
      // A configuration above the opened folder is in none of the files listed.
      for (const folder of this.scope.folders) await this.configs.ensureLoaded(`${folder}/`);
      const read = await this.indexer.index(this.scope.folders, (done, total) =>
        progress.report(done, total, 0),
      );
      if (read === undefined || overtaken()) return;
      this.validator.complete = true;
      const keys = new Set([...this.store.workspace.uris(), ...read.unreadable]);
      for (const key of read.unreadable) this.pullSink.unreadableKeys.add(key);
      this.sink.retainOnly((key) => keys.has(key) || this.store.openByKey(key) !== undefined);
      if (this.pull) return;
      await this.scheduler.validateAll(keys, (done) => progress.report(done, keys.size, 1), overtaken);
    } finally {
      progress.done();
    }
  }

  private async registerWatchers(): Promise<void> {
    // Deleted folders are told of by their own name only, so deletions are watched for everything.
    const watchers = [
      ...[...DOCUMENT_GLOBS, '**/.gitignore'].map((globPattern) => ({ globPattern, kind: WatchKind.Change })),
      // Of a folder that is moved or deleted, nothing is told but the folder.
      { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
    ];
    await this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  private settingsChanged(now: ServerSettings, before: ServerSettings): void {
    this.validator.enabled = now.validate.enable;
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
  private notifyChanged(): void {
    if (this.changeDue || this.options.views !== true) return;
    this.changeDue = true;
    setTimeout(() => {
      this.changeDue = false;
      this.guard.runGuarded('changed', () => this.connection.sendNotification(Methods.changed));
    }, VIEWS_MS);
  }

  private sendHintRefresh(client: ClientFeatures, connection: Connection): void {
    if (client.refreshesInlayHints)
      this.guard.runGuarded('refresh', () => connection.languages.inlayHint.refresh());
    if (client.refreshesCodeLens)
      this.guard.runGuarded('refresh', () =>
        connection.sendRequest('workspace/codeLens/refresh').then(() => undefined),
      );
  }

  private newWorkspace(): Workspace {
    const services = { org: this.org, masks: this.masks };
    return new Workspace(projectRoots(this.scope.folders, this.files), services, {
      onIgnoreChange: () => this.membershipChanged(),
      onRuleError: (code, error, uri) =>
        this.log.error(`[rule-failed] ${code} on ${uri}: ${describe(error)}`),
    });
  }
}
