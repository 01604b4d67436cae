import { readdir, readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { baseName, CONFIG_FILE, kindOfFile } from '../../../core/documents/kinds';
import { OrgError } from '../../../org/errors/org-error';
import type { ProjectSource, SourceDocument } from '../../../org/local/source';

const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn', '.recpolicy', '.cache', '.vscode-test']);
const PARALLEL = 32;

/** The documents of a project as a person sees them: what is unsaved in an editor comes before what is on disk. */
export class EditorSource implements ProjectSource {
  /** @param root absolute path with forward slashes */
  constructor(readonly root: string) {}

  async documents(): Promise<readonly SourceDocument[]> {
    const files = await documentsBelow(this.root);
    const dirty = new Map<string, string>();
    for (const document of vscode.workspace.textDocuments)
      if (document.isDirty && document.uri.scheme === 'file')
        dirty.set(pathOf(document.uri), document.getText());
    const found: (SourceDocument | undefined)[] = new Array(files.length);
    let next = 0;
    const worker = async () => {
      for (let i = next++; i < files.length; i = next++) {
        const file = files[i]!;
        const path = file.slice(this.root.length + 1);
        const unsaved = dirty.get(file);
        if (unsaved !== undefined) found[i] = { path, text: unsaved, unsaved: true };
        else {
          const text = await textOf(file, path);
          found[i] = text === undefined ? undefined : { path, text };
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    return found.filter((d) => d !== undefined);
  }
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
      const kind = kindOfFile(baseName(entry.name));
      if (kind === 'policy' || kind === 'settings' || kind === 'config') files.push(path);
    }
  }
  return files.sort();
}

async function textOf(file: string, path: string): Promise<string | undefined> {
  try {
    // A file in another encoding would be changed by being read and written.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'EISDIR') return undefined;
    throw unreadable(path, error);
  }
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
