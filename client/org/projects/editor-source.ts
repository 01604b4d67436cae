import * as vscode from 'vscode';
import { CONFIG_FILE, isPolicyPath, kindOfPath } from '../../../core/document/kinds';
import type { ProjectSource, SourceDocument } from '../../../org/adapters/local/source';
import { leadsOut } from '../../../org/adapters/node/listing/links';
import { walkDocuments } from '../../../org/adapters/node/listing/walk';
import { OrgError } from '../../../org/transport/errors/org-error';
import { TextCache } from './text-cache';

const PARALLEL = 32;

/**
 * The documents of a project as a person sees them: what is unsaved in an editor comes before what is on
 * disk. Files are looked at anew at every question, and read only where they changed.
 */
export class EditorSource implements ProjectSource {
  /** @param root absolute path with forward slashes */
  constructor(
    readonly root: string,
    private readonly texts: TextCache = new TextCache(),
  ) {}

  async documents(): Promise<readonly SourceDocument[]> {
    const files = await documentsBelow(this.root);
    this.texts.keep(new Set(files));
    const unsaved = unsavedTexts();
    const found: (SourceDocument | undefined)[] = new Array(files.length);
    let next = 0;
    const worker = async () => {
      for (let i = next++; i < files.length; i = next++) found[i] = await this.document(files[i]!, unsaved);
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    return found.filter((d) => d !== undefined);
  }

  config(): Promise<SourceDocument | undefined> {
    return this.document(`${this.root}/${CONFIG_FILE}`, unsavedTexts());
  }

  /** The documents' paths, relative to the project; nothing is read. */
  async paths(): Promise<readonly string[]> {
    return (await documentsBelow(this.root)).map((file) => file.slice(this.root.length + 1));
  }

  private async document(
    file: string,
    unsaved: ReadonlyMap<string, string>,
  ): Promise<SourceDocument | undefined> {
    const path = file.slice(this.root.length + 1);
    const typed = unsaved.get(file);
    if (path === CONFIG_FILE && leadsOut(file, this.root)) throw unreadable(path, OUTSIDE);
    if (typed !== undefined) return { path, text: typed, unsaved: true };
    try {
      return { path, text: await this.texts.text(file) };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'EISDIR') return undefined;
      throw unreadable(path, error);
    }
  }
}

/** By absolute path. */
function unsavedTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const document of vscode.workspace.textDocuments)
    if (document.isDirty && document.uri.scheme === 'file')
      texts.set(pathOf(document.uri), document.getText());
  return texts;
}

/** The path of a file URI with forward slashes. */
export function pathOf(uri: vscode.Uri): string {
  return uri.fsPath.replaceAll('\\', '/');
}

/** The extension host does other things, too: after so many milliseconds of listing it gets a turn. */
const SLICE_MS = 8;

/** Policies, settings and the configuration; folders with a configuration of their own are other projects. */
async function documentsBelow(root: string): Promise<string[]> {
  const files: string[] = [];
  let start = performance.now();
  for (const { documents, oddities } of walkDocuments(root)) {
    for (const { path, reason, detail } of oddities) {
      if (reason === 'unreadable-folder') throw unreadable(path.slice(root.length + 1) || root, detail);
      if (reason === 'outside') throw unreadable(path.slice(root.length + 1), OUTSIDE);
      if (reason === 'name') throw unreadable(path.slice(root.length + 1), 'its name is not UTF-8');
    }
    files.push(...documents);
    if (performance.now() - start < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    start = performance.now();
  }
  const others = files
    .filter((path) => path.endsWith(`/${CONFIG_FILE}`) && path !== `${root}/${CONFIG_FILE}`)
    .map((path) => path.slice(0, -CONFIG_FILE.length));
  return files
    .filter((path) => {
      const kind = kindOfPath(path);
      return (
        (isPolicyPath(path) || kind === 'settings' || kind === 'config') &&
        !others.some((folder) => path.startsWith(folder))
      );
    })
    .sort();
}

const OUTSIDE = 'it is a link that leads out of the project';

function unreadable(path: string, error: unknown): OrgError {
  const code = typeof error === 'string' ? error : ((error as NodeJS.ErrnoException).code ?? String(error));
  const why = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : code;
  return new OrgError({
    kind: 'file',
    org: 'recpolicy',
    what: `${path} cannot be read (${why}), and without it its policies would seem to be missing here`,
    written: 'Nothing was sent.',
    advice: 'Give read permission, or correct the file.',
  });
}
