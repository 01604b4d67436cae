import { readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { CONFIG_FILE, isPolicyPath, kindOfPath } from '../../../core/document/kinds';
import type { ProjectSource, SourceDocument } from '../../../org/adapters/local/source';
import { OrgError } from '../../../org/transport/errors/org-error';
import { TextCache } from './text-cache';

const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn', '.recpolicy', '.cache', '.vscode-test']);
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

/** Policies, settings and the configuration; folders with a configuration of their own are other projects. */
async function documentsBelow(root: string): Promise<string[]> {
  const files: string[] = [];
  const pending = [root];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    let entries: import('node:fs').Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      throw unreadable(folder.slice(root.length + 1) || root, error);
    }
    if (folder !== root && entries.some((e) => e.name === CONFIG_FILE && !e.isDirectory())) continue;
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) pending.push(path);
        continue;
      }
      const kind = kindOfPath(entry.name);
      if (isPolicyPath(entry.name) || kind === 'settings' || kind === 'config') files.push(path);
    }
  }
  return files.sort();
}

function unreadable(path: string, error: unknown): OrgError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const why = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : code;
  return new OrgError({
    kind: 'file',
    org: 'recpolicy',
    what: `${path} cannot be read (${why}), and without it its policies would seem to be missing here`,
    written: 'Nothing was sent.',
    advice: 'Give read permission, or correct the file.',
  });
}
