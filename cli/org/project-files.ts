import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CONFIG_FILE, kindOfPath } from '../../core/document/kinds';
import type { ProjectSource, SourceDocument } from '../../org/adapters/local/source';
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
    const suffix = `/${CONFIG_FILE}`;
    const nested = files
      .filter((f) => f.endsWith(suffix) && f !== `${this.root}${suffix}`)
      .map((f) => f.slice(0, -CONFIG_FILE.length));
    const own = files.filter((f) => {
      const kind = kindOfPath(f);
      return kind !== 'psr' && kind !== 'tests' && !nested.some((folder) => f.startsWith(folder));
    });
    return Promise.all(own.map((f) => this.read(f)));
  }

  async config(): Promise<SourceDocument | undefined> {
    if (!existsSync(this.configPath)) return undefined;
    if (leadsOut(this.configPath, this.root)) throw unreadable(CONFIG_FILE, OUTSIDE);
    return this.read(this.configPath);
  }

  private get configPath(): string {
    return `${this.root}/${CONFIG_FILE}`;
  }

  private async read(file: string): Promise<SourceDocument> {
    const path = this.relative(file);
    try {
      // A file in another encoding would be changed by being read and written.
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
      return { path, text };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      throw unreadable(
        path,
        code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : (code ?? String(error)),
      );
    }
  }

  private relative(file: string): string {
    return file.slice(this.root.length + 1);
  }
}

const OUTSIDE = 'it is a link that leads out of the project';

function unreadable(path: string, why: string): OrgError {
  return new OrgError({
    kind: 'file',
    org: 'recpolicy',
    what: `${path} cannot be read (${why}), and without it its policies would seem to be missing here`,
    written: 'Nothing was sent.',
    advice: 'Give read permission, or correct the file.',
  });
}
