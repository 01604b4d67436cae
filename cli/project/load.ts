import { lstatSync, readFileSync } from 'node:fs';
import { CoreDocument } from '../../core/document/document';
import { CONFIG_FILE, kindOfPath } from '../../core/document/kinds';
import { Workspace } from '../../core/index/workspace';
import type { CheckServices } from '../../core/rules/check';
import { withoutMark } from '../../core/text/byte-order-mark';
import { followLink, hasLink } from '../../org/adapters/node/listing/links';
import { UsageError } from './errors';
import {
  type FoundFiles,
  fileIdentity,
  findDocuments,
  isDirectory,
  projectFolderOf,
  type SkippedPath,
  typedPath,
} from './files';
import { documentsLike, isGlob } from './globs';
import { relativeTo } from './paths';

/** A file that could not be read, with the system's reason. */
export interface Unreadable {
  readonly path: string;
  readonly detail: string;
}

/** Everything a command needs of the files it was asked about. */
export interface LoadedFiles {
  readonly workspace: Workspace;
  /** The paths of the documents asked about. Cross-file rules know all files of their projects. */
  readonly paths: readonly string[];
  /**
   * The n-th of them as it was read. It is made anew each time, so that a big project need not be kept whole.
   */
  document(n: number): CoreDocument;
  readonly unreadable: readonly Unreadable[];
  readonly oddities: readonly SkippedPath[];
  /** What was named and is not checked, a sentence each. */
  readonly notes: readonly string[];
  /** Rules that failed while files were checked, filled as that goes on: the other rules' findings stand. */
  readonly ruleFaults: readonly RuleFault[];
}

/** A rule that threw on a file: a fault of ours, not of the file. */
export interface RuleFault {
  readonly path: string;
  readonly code: string;
  readonly error: unknown;
}

/** A document that stands in for the file of its path, which need not be there. */
export interface InputDocument {
  /** Absolute, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface LoadOptions {
  readonly input?: InputDocument | undefined;
  /** The only environment to look at. */
  readonly environment?: string | undefined;
  /**
   * Told of each document asked about as soon as it is in: first configurations, then what is no policy, then
   * policies.
   */
  readonly onDocument?: (doc: CoreDocument, workspace: Workspace) => void;
}

/** Loads the projects of the given paths (the working directory when there is none). */
export function loadFiles(
  paths: readonly string[],
  cwd: string,
  services: CheckServices,
  { environment, input, onDocument }: LoadOptions = {},
): LoadedFiles {
  const { requestedPaths, notes } =
    input === undefined ? askedPaths(paths, cwd) : { requestedPaths: [input.path], notes: [] };
  const roots = outermost(
    requestedPaths.map((p) =>
      projectFolderOf(
        p,
        isDirectory(p) && paths.length > 0 ? under(p, fileIdentity(cwd)) : fileIdentity(cwd),
      ),
    ),
  );
  const found: string[] = [];
  /** Which of all files they are. */
  const places: number[] = [];
  const unreadable: Unreadable[] = [];
  const oddities: SkippedPath[] = [];
  const isAsked = matcher(requestedPaths);
  const below = roots.map(findDocuments);
  for (const part of below) oddities.push(...part.oddities.filter((o) => isAsked(o.path)));
  const ordered = inOrder(input === undefined ? below : [withInput(below, input.path)]);
  const ruleFaults: RuleFault[] = [];
  const workspace = new Workspace(roots, services, {
    ...(environment === undefined ? {} : { environment }),
    onRuleError: (code, error, path) => {
      // A file can be checked twice.
      if (!ruleFaults.some((f) => f.path === path && f.code === code)) ruleFaults.push({ path, code, error });
    },
  });
  // A file that was read gives the same text again, whatever became of it on disk.
  const texts: string[] = [];
  const textOf = (n: number) =>
    (texts[n] ??= ordered[n] === input?.path ? input!.text : withoutMark(readFileSync(ordered[n]!, 'utf8')));
  let numbers: Map<string, number> | undefined;
  const again = (path: string) => {
    numbers ??= new Map(ordered.map((file, n) => [file, n]));
    return textOf(numbers.get(path)!);
  };
  for (const [n, path] of ordered.entries()) {
    const requestedPaths = isAsked(path);
    let text: string;
    try {
      text = textOf(n);
    } catch (error) {
      if (requestedPaths)
        unreadable.push({ path, detail: (error as NodeJS.ErrnoException).code ?? String(error) });
      continue;
    }
    const doc = workspace.load(path, text, again);
    if (doc === undefined || !requestedPaths) continue;
    found.push(path);
    places.push(n);
    onDocument?.(doc, workspace);
  }
  const known = new Set([...found, ...unreadable.map((u) => u.path), ...oddities.map((o) => o.path)]);
  for (const path of requestedPaths)
    if (!known.has(path) && !isDirectory(path))
      notes.push(`${relativeTo(fileIdentity(cwd))(path)} ${NOT_PART}`);
  const document = (n: number) => {
    const path = found[n]!;
    return new CoreDocument(path, workspace.pathOf(path), kindOfPath(path)!, textOf(places[n]!));
  };
  return { workspace, paths: found, document, unreadable, oddities, notes, ruleFaults };
}

/** All files in one, with one that may not be on disk. */
function withInput(found: readonly FoundFiles[], path: string): FoundFiles {
  const all = {
    policies: found.flatMap((part) => part.policies),
    others: found.flatMap((part) => part.others),
    oddities: found.flatMap((part) => part.oddities),
  };
  const list = kindOfPath(path) === 'policy' ? all.policies : all.others;
  if (!list.includes(path)) list.push(path);
  return all;
}

/**
 * Configurations first: every other file then goes to its project at once. Policies last: what else there is
 * counts for all of them.
 */
function inOrder(found: readonly FoundFiles[]): string[] {
  const others = found.flatMap((part) => part.others);
  const isConfig = (path: string) => kindOfPath(path) === 'config';
  return [
    // An outer project may leave out what is in a folder below.
    ...others.filter(isConfig).sort((a, b) => a.length - b.length),
    ...others.filter((path) => !isConfig(path)),
    ...found.flatMap((part) => part.policies),
  ];
}

const NOT_PART =
  'is no part of the project, so it was not checked. Git ignores it, the configuration does, or it lies in node_modules or in a folder whose name begins with a dot.';

/** The paths somebody named, links followed, and what is said of those that are no documents of ours. */
function askedPaths(paths: readonly string[], cwd: string): { requestedPaths: string[]; notes: string[] } {
  if (paths.length === 0) return { requestedPaths: [fileIdentity(cwd)], notes: [] };
  const requestedPaths: string[] = [];
  const others: string[] = [];
  for (const path of paths) {
    const full = typedPath(path, cwd);
    if (!isThere(full)) requestedPaths.push(...documentsNamed(path, cwd));
    else if (isDirectory(full) || kindOfPath(full) !== undefined) requestedPaths.push(behindLinks(full, cwd));
    else others.push(path);
  }
  // A list of changed files holds all kinds; to be asked of nothing but others is a mistake.
  if (requestedPaths.length === 0) {
    throw new UsageError(
      `${others[0]} is no recording document. Documents end in .recpolicy.json, .mediapolicy.json, .recording-settings.json, .psr.json or .recpolicy-test.json, or are named recording-settings.json or ${CONFIG_FILE}.`,
    );
  }
  return {
    requestedPaths,
    notes: others.map((path) => `${path} is no recording document, so it was not checked.`),
  };
}

function documentsNamed(pattern: string, cwd: string): string[] {
  if (!isGlob(pattern))
    throw new UsageError(`There is no file or folder ${pattern}. Check the path; it is taken from ${cwd}.`);
  const files = documentsLike(pattern, cwd);
  if (files.length > 0) return files;
  throw new UsageError(`No recording document matches ${pattern}. It is taken from ${cwd}.`);
}

/**
 * The document that a named link leads to; the link itself where it leads out of the project, so that this is
 * said.
 */
function behindLinks(path: string, cwd: string): string {
  const top = projectFolderOf(path, fileIdentity(cwd));
  if (!path.startsWith(`${top}/`) || !hasLink(path, top)) return path;
  const link = followLink(path, top);
  return link.leads === 'document' || (link.leads === 'inside' && link.stats.isDirectory())
    ? link.path
    : path;
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

function matcher(requestedPaths: readonly string[]): (path: string) => boolean {
  const exact = new Set(requestedPaths);
  const prefixes = requestedPaths.map((a) => (a.endsWith('/') ? a : `${a}/`));
  return (path) => exact.has(path) || prefixes.some((p) => path.startsWith(p));
}

/** Whether a name is there, whatever it leads to. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
