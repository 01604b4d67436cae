import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CONFIG_FILE, isSkippedFolder, kindOfPath } from '../../core/document/kinds';
import type { ProjectSource, SourceDocument } from '../../org/adapters/local/source';
import { GitError, type GitFile, gitFilesAt } from '../../org/adapters/node/git-files';
import { leadsOut } from '../../org/adapters/node/listing/links';
import { OrgError } from '../../org/transport/errors/org-error';
import { allDocuments, findDocuments } from '../project/files';

/**
 * The documents of a project on disk. Folders below it with a configuration of their own are projects of
 * their own.
 */
export class DiskSource implements ProjectSource {
  constructor(readonly root: string) {}

  async documents(): Promise<readonly SourceDocument[]> {
    // Without a configuration there is no environment, and the folder may be the whole disk.
    if (!existsSync(this.configPath)) return [];
    const found = findDocuments(this.root);
    const { oddities } = found;
    const files = allDocuments(found);
    for (const { path, reason, detail } of oddities)
      if (reason === 'unreadable-folder') throw unreadable(this.relative(path), detail);
      else if (reason === 'outside') throw unreadable(this.relative(path), OUTSIDE);
      else if (reason === 'name') throw unreadable(this.relative(path), 'its name is not UTF-8');
    const nested = nestedProjects(files.map((f) => this.relative(f)));
    const own = files.filter((f) => {
      const path = this.relative(f);
      return isDocument(path) && !nested.some((folder) => path.startsWith(folder));
    });
    return Promise.all(own.map((f) => this.read(f)));
  }

  async config(): Promise<SourceDocument | undefined> {
    if (!existsSync(this.configPath)) return undefined;
    if (leadsOut(this.configPath, this.root)) throw unreadable(CONFIG_FILE, OUTSIDE);
    return this.read(this.configPath);
  }

  async documentsAt(reference: string): Promise<readonly SourceDocument[]> {
    let files: GitFile[];
    try {
      files = await gitFilesAt(this.root, reference, (path) => isDocument(path));
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      throw new OrgError({
        kind: 'configuration',
        org: 'recpolicy',
        what: error.message,
        written: 'Nothing was written.',
        advice:
          'Name a commit, branch or tag that this clone has. A pipeline may have fetched too little of the history.',
      });
    }
    const nested = nestedProjects(files.map((f) => f.path));
    return files.flatMap(({ path, bytes }) =>
      nested.some((folder) => path.startsWith(folder)) ? [] : [{ path, text: textOf(path, bytes) }],
    );
  }

  private get configPath(): string {
    return `${this.root}/${CONFIG_FILE}`;
  }

  private async read(file: string): Promise<SourceDocument> {
    const path = this.relative(file);
    try {
      return { path, text: textOf(path, await readFile(file)) };
    } catch (error) {
      if (error instanceof OrgError) throw error;
      throw unreadable(path, (error as NodeJS.ErrnoException).code ?? String(error));
    }
  }

  private relative(file: string): string {
    return file.slice(this.root.length + 1);
  }
}

const OUTSIDE = 'it is a link that leads out of the project';

/** Kinds that the engine has something to do with. */
function isDocument(path: string): boolean {
  const kind = kindOfPath(path);
  if (path.split('/').some((name, i, all) => i < all.length - 1 && isSkippedFolder(name))) return false;
  return kind !== undefined && kind !== 'psr' && kind !== 'tests';
}

/** Folders of other projects, each with the slash at its end. */
function nestedProjects(paths: readonly string[]): string[] {
  return paths.filter((p) => p.endsWith(`/${CONFIG_FILE}`)).map((p) => p.slice(0, -CONFIG_FILE.length));
}

/** A file in another encoding would be changed by being read and written. */
function textOf(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw unreadable(path, 'it is not UTF-8');
  }
}

function unreadable(path: string, why: string): OrgError {
  return new OrgError({
    kind: 'file',
    org: 'recpolicy',
    what: `${path} cannot be read (${why}), and without it its policies would seem to be missing here`,
    written: 'Nothing was sent.',
    advice: 'Give read permission, or correct the file.',
  });
}
