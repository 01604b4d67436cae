import { existsSync } from 'node:fs';
import type { CoreDocument } from '../../core/documents/document';
import { baseName, CONFIG_FILE, kindOfFile } from '../../core/documents/kinds';
import type { CheckServices } from '../../core/engine';
import { Workspace } from '../../core/project/workspace';
import { UsageError } from './errors';
import { findDocuments, identity, isDirectory, type Oddity, projectFolderOf, typedPath } from './files';
import { textsOf } from './read-ahead/texts';

/** A file that could not be read, with the system's reason. */
export interface Unreadable {
  readonly path: string;
  readonly detail: string;
}

/** Everything a command needs of the files it was asked about. */
export interface LoadedFiles {
  readonly workspace: Workspace;
  /** The documents asked about, by path. Cross-file rules know all files of their projects. */
  readonly documents: ReadonlyMap<string, CoreDocument>;
  readonly unreadable: readonly Unreadable[];
  readonly oddities: readonly Oddity[];
  /** Rules that failed while files were checked, filled as that goes on: the other rules' findings stand. */
  readonly ruleFaults: readonly RuleFault[];
}

/** A rule that threw on a file: a fault of ours, not of the file. */
export interface RuleFault {
  readonly path: string;
  readonly code: string;
  readonly error: unknown;
}

/** Loads the projects of the given paths (the working directory when there is none). */
export function loadFiles(
  paths: readonly string[],
  cwd: string,
  services: CheckServices,
  environment?: string,
): LoadedFiles {
  const asked = paths.length === 0 ? [identity(cwd)] : paths.map((p) => askedPath(p, cwd));
  const roots = outermost(
    asked.map((p) =>
      projectFolderOf(p, isDirectory(p) && paths.length > 0 ? under(p, identity(cwd)) : identity(cwd)),
    ),
  );
  const ruleFaults: RuleFault[] = [];
  const workspace = new Workspace(roots, services, {
    ...(environment === undefined ? {} : { environment }),
    onRuleError: (code, error, path) => ruleFaults.push({ path, code, error }),
  });
  const documents = new Map<string, CoreDocument>();
  const unreadable: Unreadable[] = [];
  const oddities: Oddity[] = [];
  const isAsked = matcher(asked);
  const files: string[] = [];
  for (const root of roots) {
    const found = findDocuments(root);
    files.push(...found.files);
    oddities.push(...found.oddities.filter((o) => isAsked(o.path)));
  }
  // Configurations first: every other file then goes to its project at once.
  const configs = files.filter((f) => baseName(f) === CONFIG_FILE);
  const ordered = [...configs, ...files.filter((f) => baseName(f) !== CONFIG_FILE)];
  const texts = textsOf(ordered);
  for (const [n, path] of ordered.entries()) {
    const asked = isAsked(path);
    let text: string;
    try {
      text = texts.text(n);
    } catch (error) {
      if (asked) unreadable.push({ path, detail: (error as NodeJS.ErrnoException).code ?? String(error) });
      continue;
    }
    // Documents asked about are kept anyway, so their places can wait until a finding points to them.
    const doc = workspace.load(path, text, asked);
    if (doc !== undefined && asked) documents.set(path, doc);
  }
  texts.dispose();
  return { workspace, documents, unreadable, oddities, ruleFaults };
}

function askedPath(path: string, cwd: string): string {
  const full = typedPath(path, cwd);
  if (!existsSync(full))
    throw new UsageError(`There is no file or folder ${path}. Check the path; it is taken from ${cwd}.`);
  if (!isDirectory(full) && kindOfFile(baseName(full)) === undefined) {
    throw new UsageError(
      `${path} is no recording document. Documents end in .recpolicy.json, .recording-settings.json, .psr.json or .recpolicy-test.json, or are named recording-settings.json or ${CONFIG_FILE}.`,
    );
  }
  return full;
}

/** The working directory when the path lies in it, else the path itself. */
function under(path: string, cwd: string): string {
  return path === cwd || path.startsWith(`${cwd}/`) ? cwd : path;
}

/** Roots without those that lie in another. */
function outermost(folders: readonly string[]): string[] {
  const unique = [...new Set(folders)].sort();
  return unique.filter((f) => !unique.some((other) => other !== f && f.startsWith(`${other}/`)));
}

function matcher(asked: readonly string[]): (path: string) => boolean {
  const exact = new Set(asked);
  const prefixes = asked.map((a) => (a.endsWith('/') ? a : `${a}/`));
  return (path) => exact.has(path) || prefixes.some((p) => path.startsWith(p));
}
