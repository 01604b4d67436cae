import { digest } from '../model/digest';
import { type FileSystem, joinPath } from '../state/file-system';
import { TEMPORARY } from '../state/temporary';
import { OrgError } from '../transport/errors/org-error';
import { isForeign, type PathKind, pathKind } from './places';

/** Why a document was left as it is. */
export type NotReplaced = 'changed' | 'link' | 'outside';

/**
 * The only way by which files of a project are written. It alone decides what is inside: documents and our
 * own state files, by their real path, whatever a configuration, a journal or a link says. Paths are relative
 * to the project, with forward slashes.
 */
export class ProjectWriter {
  private realRoot: Promise<string> | undefined;

  constructor(
    private readonly fs: FileSystem,
    readonly root: string,
  ) {}

  /**
   * Replaces a document's text if it still is the one with this digest.
   * @returns why it was left as it is; undefined once it has the text
   */
  async replace(path: string, hash: string, text: string): Promise<NotReplaced | undefined> {
    const real = await this.realPlace(path, 'document');
    if (typeof real !== 'object') return 'outside';
    const now = await this.fs.readText(real.path);
    const kind = (await this.fs.stat(real.path))?.kind;
    if (kind === 'symlink') return 'link';
    if (kind === 'file' && now === text) return undefined;
    if (kind !== 'file' || now === undefined || digest(now) !== hash) return 'changed';
    await this.fs.writeText(real.path, text);
    return undefined;
  }

  /** Makes a document that must not exist yet; false when something of that name does. */
  async create(path: string, text: string): Promise<boolean> {
    return this.fs.createExclusive(await this.place(path, 'document'), text);
  }

  async writeState(path: string, text: string): Promise<void> {
    await this.fs.writeText(await this.place(path, 'state'), text);
  }

  async removeState(path: string): Promise<void> {
    await this.fs.remove(await this.place(path, 'state'));
  }

  /** Throws unless state files of this folder (relative to the project) are the project's own. */
  async assertState(folder: string): Promise<void> {
    await this.place(joinPath(folder, 'x.json'), 'state');
  }

  /**
   * A folder of the configuration as a path for documents.
   * @throws where it leads out of the project or into a folder of other programs
   */
  async folder(named: string): Promise<string> {
    const normal = named.replaceAll('\\', '/').replace(/\/+$/, '');
    const parts = normal.split('/').filter((p) => p !== '' && p !== '.');
    if (normal.startsWith('/') || /^[A-Za-z]:/.test(normal) || parts.includes('..') || normal.includes('\0'))
      throw refusal(named, 'leads out of the project');
    const folder = parts.join('/');
    await this.place(joinPath(folder, 'x.recpolicy.json'), 'document', named);
    return folder;
  }

  /**
   * Removes what a killed process left of interrupted writes beside these documents, and among the state
   * files.
   */
  async sweep(documents: Iterable<string>, stateFolders: Iterable<string>): Promise<void> {
    const folders = new Set([...documents].map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
    for (const folder of [...folders, ...stateFolders])
      for (const name of await this.fs.list(joinPath(this.root, folder))) {
        const stem = name.replace(TEMPORARY, '');
        if (stem === name) continue;
        const path = folder === '' ? stem : `${folder}/${stem}`;
        const place = pathKind(path);
        const real = place === undefined ? undefined : await this.realPlace(path, place);
        if (typeof real === 'object') await this.fs.remove(`${real.path}${name.slice(stem.length)}`);
      }
  }

  /** The absolute real path of a file that may be written. */
  private async place(path: string, wanted: PathKind, shown = path): Promise<string> {
    const real = await this.realPlace(path, wanted);
    if (typeof real === 'object') return real.path;
    throw refusal(shown, real, wanted);
  }

  /** The same, or a clause that says why not. */
  private async realPlace(path: string, wanted: PathKind): Promise<{ readonly path: string } | string> {
    if (pathKind(path) !== wanted) return wrongPlace(path);
    this.realRoot ??= this.fs.realPath(this.root).then((real) => real ?? this.root);
    const root = await this.realRoot;
    const slash = path.lastIndexOf('/');
    const folder = await this.realFolder(path.slice(0, Math.max(0, slash)), root);
    // A link that leads nowhere yet would be followed once something is written through it.
    if (folder === undefined || !(folder === root || folder.startsWith(rootedAt(root))))
      return 'leads out of the project';
    const real = `${rootedAt(folder)}${path.slice(slash + 1)}`;
    const inside = real.slice(rootedAt(root).length);
    return pathKind(inside) === wanted ? { path: real } : wrongPlace(inside);
  }

  /** The real path of a folder of which not all need exist; undefined where a link leads nowhere. */
  private async realFolder(folder: string, root: string): Promise<string | undefined> {
    let at = folder;
    while (at !== '' && (await this.fs.stat(`${rootedAt(root)}${at}`)) === undefined)
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
    const real = at === '' ? root : await this.fs.realPath(`${rootedAt(root)}${at}`);
    const rest = folder.slice(at.length).replace(/^\//, '');
    return real === undefined || rest === '' ? real : `${rootedAt(real)}${rest}`;
  }
}

function rootedAt(root: string): string {
  return root.endsWith('/') ? root : `${root}/`;
}

function wrongPlace(path: string): string {
  const foreign = path.split('/').slice(0, -1).find(isForeign);
  return foreign === undefined
    ? 'is not a document of the project'
    : `is in "${foreign}", which belongs to other programs`;
}

const ADVICE: Readonly<Record<PathKind, string>> = {
  document: 'Set "pullFolder" to a folder inside the project, and let no link lead out of it.',
  state: 'Replace the link by a folder of the project.',
};

function refusal(path: string, why: string, wanted: PathKind = 'document'): OrgError {
  return new OrgError({
    kind: 'file',
    org: 'recpolicy',
    what: `"${path}" ${why}, and nothing is written there`,
    written: 'No file was changed.',
    advice: ADVICE[wanted],
  });
}
