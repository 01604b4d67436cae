import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { isSkippedFolder, kindOfFile } from '../../../../core/document/kinds';
import type { IgnoreChain } from '../../../../core/globs/ignore-chain';
import { GIT_IGNORE, ignoredFromAbove, withIgnoreFile } from './git-rules';
import { followLink } from './links';

/** Something in a project that is not read, with the reason. */
export interface SkippedPath {
  readonly path: string;
  readonly reason: /** A folder with the name of a document. */
    | 'directory'
    | 'unreadable-folder'
    /** A pipe, a socket or a device with the name of a document. */
    | 'special'
    /** A link to something that is no part of the project. */
    | 'outside'
    /** A name that is not UTF-8: the file cannot be asked for by it. */
    | 'name'
    /** A `.gitignore` with too many patterns; `detail` is the first line that is not used. */
    | 'ignore-file';
  readonly detail: string;
}

/** What a walk came upon in one folder; absolute paths with forward slashes. */
export interface Portion {
  readonly documents: readonly string[];
  readonly oddities: readonly SkippedPath[];
}

/**
 * The documents of the projects below a folder, folder by folder: whatever lists files asks here, so that
 * command line, server and engine mean the same ones. Left out are folders that are skipped and what Git
 * ignores. Links to folders are not followed, so no circle can hold the walk; a link to a file is the file it
 * leads to, which is listed once. Links come last.
 * @param top absolute, with forward slashes
 * @param excluded what else is left out, by the path below the top
 */
export function* walkDocuments(
  top: string,
  excluded: (path: string) => boolean = () => false,
): Generator<Portion> {
  const links: string[] = [];
  const pending = [{ folder: top === '/' ? '' : top, rules: ignoredFromAbove(top) }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const found = new Folder(next.folder, next.rules, (path) => excluded(path.slice(top.length + 1)));
    yield found;
    links.push(...found.links);
    for (const folder of found.folders) pending.push({ folder, rules: found.rules });
  }
  if (links.length > 0) yield linked(links.sort(), top);
}

class Folder implements Portion {
  readonly documents: string[] = [];
  readonly oddities: SkippedPath[] = [];
  readonly folders: string[] = [];
  readonly links: string[] = [];
  rules: IgnoreChain;

  constructor(
    folder: string,
    rules: IgnoreChain,
    private readonly excluded: (path: string) => boolean,
  ) {
    this.rules = rules;
    let entries: Dirent[];
    try {
      // Without the slash, the top of a drive is the folder a program last was in on it.
      entries = readdirSync(`${folder}/`, { withFileTypes: true });
    } catch (error) {
      const detail = (error as NodeJS.ErrnoException).code ?? String(error);
      this.oddities.push({ path: folder || '/', reason: 'unreadable-folder', detail });
      return;
    }
    if (entries.some((entry) => entry.name === GIT_IGNORE)) this.readIgnoreFile(folder);
    for (const entry of entries) this.take(`${folder}/${entry.name}`, entry);
  }

  private readIgnoreFile(folder: string): void {
    const rules = withIgnoreFile(this.rules, folder);
    if (rules !== this.rules && rules.unusedLine !== undefined)
      this.oddities.push({
        path: `${folder}/${GIT_IGNORE}`,
        reason: 'ignore-file',
        detail: String(rules.unusedLine),
      });
    this.rules = rules;
  }

  private take(path: string, entry: Dirent): void {
    const { name } = entry;
    const isFolder = entry.isDirectory();
    const ours = kindOfFile(name) !== undefined;
    if (!ours && (!isFolder || isSkippedFolder(name))) return;
    if (this.excluded(path) || (!this.rules.isEmpty && this.rules.ignores(path, isFolder))) return;
    if (isFolder) {
      if (ours) this.oddities.push({ path, reason: 'directory', detail: '' });
      if (!isSkippedFolder(name)) this.folders.push(path);
    } else if (name.includes('\uFFFD') && !isThere(path))
      this.oddities.push({ path, reason: 'name', detail: '' });
    else if (entry.isSymbolicLink()) this.links.push(path);
    // Reading a pipe or a device might never end.
    else if (!entry.isFile()) this.oddities.push({ path, reason: 'special', detail: '' });
    else this.documents.push(path);
  }
}

/** What links stand for: documents that are listed under their own names are not listed again. */
function linked(links: readonly string[], top: string): Portion {
  const documents: string[] = [];
  const oddities: SkippedPath[] = [];
  const known = new Set<string>();
  for (const path of links) {
    const link = followLink(path, top);
    if (link.leads === 'outside') oddities.push({ path, reason: 'outside', detail: '' });
    // Whoever reads it is told why it cannot be read.
    else if (link.leads === 'nowhere') documents.push(path);
    else if (link.leads === 'inside' && link.stats.isDirectory())
      oddities.push({ path, reason: 'directory', detail: '' });
    else if (link.leads === 'inside' && !link.stats.isFile())
      oddities.push({ path, reason: 'special', detail: '' });
    // A document beside the folder that is walked, or a file without a name of its own: known by its first
    // link.
    else if ((link.leads === 'inside' || !link.path.startsWith(`${top}/`)) && !known.has(link.path)) {
      known.add(link.path);
      documents.push(path);
    }
  }
  return { documents, oddities };
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
