import type { Connection, InitializeParams } from 'vscode-languageserver';
import { setMessageBundle } from '../core/l10n';
import { Workspace } from '../core/project/workspace';
import { type ClientFeatures, readClientFeatures } from './client-features';
import { Checker } from './diagnostics/checker';
import { type Door, PushDoor } from './diagnostics/door';
import { Publisher } from './diagnostics/publisher';
import { Validation } from './diagnostics/validation';
import { isOurs, Library } from './documents/library';
import type { OpenDocument } from './documents/open-document';
import { Files } from './files/files';
import { RemoteFiles } from './files/remote';
import { exclusion } from './files/skip';
import { describe, type Guard, type Log } from './guard';
import { Configs } from './indexing/configs';
import { Indexer } from './indexing/indexer';
import { readOptions } from './options';
import type { Platform } from './platform';
import type { InitializationOptions, Settings } from './protocol';
import { workspaceFolders } from './roots';
import { DEFAULT_SETTINGS } from './settings';
import { Activity } from './slices';

/** Everything of one client, from `initialize` to the end. */
export class Session {
  readonly client: ClientFeatures;
  readonly options: InitializationOptions;
  readonly pull: boolean;
  readonly activity = new Activity();
  readonly files: Files;
  readonly library: Library;
  readonly checker: Checker;
  readonly validation: Validation;
  readonly configs: Configs;
  readonly indexer: Indexer;
  folders: string[];
  settings: Settings = DEFAULT_SETTINGS;
  private readonly door: Door;

  constructor(
    readonly connection: Connection,
    platform: Platform,
    params: InitializeParams,
    readonly log: Log,
    private readonly guard: Guard<Session>,
  ) {
    this.client = readClientFeatures(params.capabilities);
    this.options = readOptions(params.initializationOptions);
    if (this.options.l10n !== undefined) setMessageBundle(this.options.l10n);
    this.pull = this.client.pullsDiagnostics && this.options.diagnostics !== 'push';
    this.folders = workspaceFolders(params);
    this.files = new Files(platform.files, new RemoteFiles(connection));
    this.library = new Library(this.newWorkspace(), this.files);
    this.checker = new Checker(this.library, {
      client: this.client,
      docsUri: this.options.docsUri?.replace(/\/$/, ''),
      uriOf: (key) => this.library.uriOf(key),
    });
    this.door = new PushDoor(
      this.checker,
      new Publisher((diagnostics) =>
        this.guard.run('publish', () => connection.sendDiagnostics(diagnostics)),
      ),
    );
    this.validation = new Validation(this.library, this.door, this.activity, (what, work) =>
      guard.run(what, work),
    );
    this.configs = new Configs(this.library);
    this.indexer = new Indexer(
      this.library,
      this.files,
      exclusion(this.options.exclude ?? []),
      this.activity,
      (folder, error) => log.warn(`[folder-unreadable] ${folder}: ${describe(error)}`),
    );
  }

  /** Starts what the first answers do not wait for. */
  start(): void {
    this.guard.run('indexing', () => this.index());
  }

  async open(document: OpenDocument): Promise<void> {
    const wait = isOurs(document.key) ? this.configs.ensure(document.key) : undefined;
    if (wait !== undefined) await wait;
    if (this.library.openByKey(document.key) === document) this.validation.changed(document);
  }

  private async index(): Promise<void> {
    if (!(await this.indexer.index(this.folders, { progress: () => {} }))) return;
    for (const key of this.library.workspace.uris()) this.validation.later(key);
  }

  private newWorkspace(): Workspace {
    return new Workspace(
      this.folders,
      { org: { facts: () => undefined }, masks: {} as never },
      {
        onRuleError: (code, error, uri) =>
          this.log.error(`[rule-failed] ${code} on ${uri}: ${describe(error)}`),
      },
    );
  }
}
