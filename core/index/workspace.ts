import { CoreDocument } from '../document/document';
import { baseName, CONFIG_FILE, kindOfPath } from '../document/kinds';
import type { Finding } from '../findings/finding';
import { type CheckServices, checkDocument } from '../rules/check';
import type { RereadText } from './policy-facts';
import { type Affected, Project } from './project';
import { relative } from './relative';

/** What a change of one file means for others: their URIs. Never holds the changed file itself. */
export type AffectedUris = ReadonlySet<string>;

export interface WorkspaceOptions {
  /** Looks at this environment alone, as if the configuration named no other. */
  readonly environment?: string;
  /** Told when a project leaves out other files than before: some may be missing now. */
  readonly onIgnoreChange?: () => void;
  /** Receives the errors of rules; without it they are thrown. */
  readonly onRuleError?: (code: string, error: unknown, uri: string) => void;
}

/** Told of each finding that a directive silenced, with the directive's reason. */
export type OnSilenced = (finding: Finding, reason: string) => void;

/**
 * All projects below some root folders. A file belongs to the project of the nearest `recpolicy.config.json`
 * upwards, else to that of the root folder it is in. URIs are plain strings with forward slashes; texts are
 * not kept.
 */
export class Workspace {
  private readonly projects = new Map<string, Project>();
  private readonly roots: string[];
  /** The project of each file. */
  private readonly projectOfFile = new Map<string, Project>();
  /**
   * Projects of files outside every root (opened alone) and without configuration: a folder each, for its own
   * files only.
   */
  private readonly implicitProjects = new Set<Project>();
  /** The folder of the file whose project was looked for last: the next one mostly lies beside it. */
  private lastFound: { readonly folder: string; readonly project: Project } | undefined;
  /**
   * Whether any file has changed its project, so that its path within may be another than when it was read.
   */
  private moved = false;

  constructor(
    roots: readonly string[],
    private readonly services: CheckServices,
    private readonly options: WorkspaceOptions = {},
  ) {
    this.roots = roots.map(withoutSlash);
    for (const root of this.roots) this.projects.set(root, this.newProject(root));
  }

  private newProject(folder: string): Project {
    return new Project(folder, this.options.environment);
  }

  /**
   * Takes in the text of a file as it is now (on disk or in an editor) and tells whose findings may have
   * changed.
   */
  put(
    uri: string,
    text: string,
    open = false,
  ): { readonly doc: CoreDocument; readonly affected: AffectedUris } | undefined {
    const kind = kindOfPath(uri);
    if (kind === undefined || this.isIgnored(uri)) return undefined;
    if (kind === 'config') return this.putConfig(uri, text);
    const project = this.projectOfFile.get(uri) ?? this.projectFor(uri);
    this.projectOfFile.set(uri, project);
    const doc = new CoreDocument(uri, relative(project.folder, uri), kind, text);
    return { doc, affected: this.resolve(project, project.put(doc, open), uri) };
  }

  /**
   * Takes in a file that nobody has looked at yet, while a folder is read: as `put`, without working out
   * whose findings change, as all will be checked when everything is in.
   * @param again With it, nothing of the text is kept, and nothing worked out that may never be needed.
   */
  load(uri: string, text: string, again?: RereadText): CoreDocument | undefined {
    const kind = kindOfPath(uri);
    if (kind !== 'policy' || this.projectOfFile.has(uri)) return this.put(uri, text)?.doc;
    const project = this.projectFor(uri);
    const { ignore } = project.config;
    if (ignore?.matches(relative(project.folder, uri)) === true) return undefined;
    this.projectOfFile.set(uri, project);
    const doc = new CoreDocument(uri, relative(project.folder, uri), kind, text);
    project.load(doc, again);
    return doc;
  }

  /**
   * Whether the configuration of a file's project leaves the file out of it. What is left out is not taken
   * in.
   */
  isIgnored(uri: string): boolean {
    const project = this.projectFor(uri);
    const path = relative(project.folder, uri);
    // A configuration is never left out of its own project; in a folder below, it may be.
    return path !== CONFIG_FILE && project.config.ignore?.matches(path) === true;
  }

  /**
   * Whether a policy's findings may change with other policies that come or go as they are. Those of one that
   * shares nothing were final when configurations and all other kinds of document were in, whatever policies
   * came after it.
   */
  isShared(uri: string): boolean {
    const project = this.projectOf(uri);
    const facts = project.facts(uri);
    return facts !== undefined && project.isShared(facts);
  }

  /** Takes a deleted or renamed file out. */
  remove(uri: string): AffectedUris {
    const project = this.projectOfFile.get(uri);
    if (project === undefined) return new Set();
    this.projectOfFile.delete(uri);
    this.services.masks.forget?.(uri);
    if (baseName(uri) === CONFIG_FILE && project.configUri === uri) return this.removeConfig(project);
    return this.resolve(project, project.remove(uri), uri);
  }

  /** Findings of a document that was put in before. */
  check(doc: CoreDocument, onSilenced?: OnSilenced): readonly Finding[] {
    const project = this.projectOfFile.get(doc.uri) ?? this.projectFor(doc.uri);
    const { onRuleError } = this.options;
    // A configuration that came or went may have moved the file to another project since it was read.
    const path = this.moved ? relative(project.folder, doc.uri) : doc.path;
    return checkDocument(
      path === doc.path ? doc : new CoreDocument(doc.uri, path, doc.kind, doc.text),
      project,
      this.services,
      { onSilenced, onRuleError: onRuleError && ((code, error) => onRuleError(code, error, doc.uri)) },
    );
  }

  /** The project a file belongs to, or would belong to. */
  projectOf(uri: string): Project {
    return this.projectOfFile.get(uri) ?? this.projectFor(uri);
  }

  /** The path of a file within its project. */
  pathOf(uri: string): string {
    return relative(this.projectOf(uri).folder, uri);
  }

  /** All files taken in so far. */
  uris(): IterableIterator<string> {
    return this.projectOfFile.keys();
  }

  allProjects(): Iterable<Project> {
    return this.projects.values();
  }

  has(uri: string): boolean {
    return this.projectOfFile.has(uri);
  }

  private putConfig(uri: string, text: string): { doc: CoreDocument; affected: AffectedUris } {
    const folder = uri.slice(0, -CONFIG_FILE.length - 1);
    let project = this.projects.get(folder);
    let affected = new Set<string>();
    if (project === undefined || this.implicitProjects.has(project)) {
      if (project === undefined) {
        project = this.newProject(folder);
        this.projects.set(folder, project);
      }
      this.implicitProjects.delete(project);
      this.lastFound = undefined;
      affected = this.moveFilesInto(folder);
    }
    this.projectOfFile.set(uri, project);
    const doc = new CoreDocument(uri, CONFIG_FILE, 'config', text);
    const before = project.config.ignore?.key;
    for (const other of this.resolve(project, project.configure(doc.value, uri), uri)) affected.add(other);
    if (project.config.ignore?.key !== before) this.options.onIgnoreChange?.();
    return { doc, affected };
  }

  private removeConfig(project: Project): AffectedUris {
    const before = project.config.ignore;
    const affected = new Set(this.resolve(project, project.configure(undefined, undefined), ''));
    if (before !== undefined) this.options.onIgnoreChange?.();
    if (this.roots.includes(project.folder)) return affected;
    // The folder is no project any more: its files go to the next one upwards.
    this.projects.delete(project.folder);
    this.lastFound = undefined;
    for (const [uri, home] of [...this.projectOfFile]) {
      if (home !== project) continue;
      for (const other of this.moveFile(uri, project)) affected.add(other);
    }
    return affected;
  }

  /** Moves the files below a new project's folder into it. */
  private moveFilesInto(folder: string): Set<string> {
    const affected = new Set<string>();
    for (const [uri, home] of [...this.projectOfFile]) {
      if (!uri.startsWith(`${folder}/`) || this.projectFor(uri) === home) continue;
      for (const other of this.moveFile(uri, home)) affected.add(other);
    }
    return affected;
  }

  private moveFile(uri: string, from: Project): AffectedUris {
    this.moved = true;
    const facts = from.facts(uri);
    const media = from.mediaPolicy(uri);
    const variables = from.variableUses.namesIn(uri);
    const left = this.resolve(from, from.remove(uri), uri);
    const to = this.projectFor(uri);
    to.variableUses.putNames(uri, variables);
    this.projectOfFile.set(uri, to);
    const path = relative(to.folder, uri);
    const joined =
      media !== undefined
        ? to.put(new CoreDocument(uri, path, media.kind, media.text))
        : facts === undefined
          ? to.addUri(uri)
          : to.putFacts(facts.movedTo(path));
    return new Set([...left, ...this.resolve(to, joined, uri), uri]);
  }

  private projectFor(uri: string): Project {
    const { lastFound } = this;
    const end = uri.lastIndexOf('/');
    if (lastFound?.folder.length === end && uri.startsWith(lastFound.folder)) return lastFound.project;
    const project = this.findProject(uri);
    if (end >= 0) this.lastFound = { folder: uri.slice(0, end), project };
    return project;
  }

  private findProject(uri: string): Project {
    let folder = uri;
    for (;;) {
      const slash = folder.lastIndexOf('/');
      if (slash < 0) break;
      folder = folder.slice(0, slash);
      const project = this.projects.get(folder);
      if (project !== undefined && !this.implicitProjects.has(project)) return project;
    }
    const own = uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
    let project = this.projects.get(own);
    if (project === undefined) {
      project = this.newProject(own);
      this.projects.set(own, project);
      this.implicitProjects.add(project);
    }
    return project;
  }

  private resolve(project: Project, affected: Affected, except: string): AffectedUris {
    if (affected !== 'all') return affected;
    const all = new Set<string>();
    for (const [uri, home] of this.projectOfFile) if (home === project && uri !== except) all.add(uri);
    return all;
  }
}

function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}
