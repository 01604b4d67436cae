import * as vscode from 'vscode';
import { isSkippedFolder } from '../../core/document/kinds';

/** What is large and no part of a project. */
const EXCLUDED = '**/{node_modules,.git,.recpolicy}/**';

/**
 * VS Code waits for a search provider that may never come. After this time, in milliseconds, nobody waits for
 * it.
 */
const SEARCH_MS = 2_000;
/** No more folders than these are read one by one: each may be a request to a server far away. */
const MOST_FOLDERS = 5_000;
/** So many of them at a time. */
const AT_ONCE = 8;

/**
 * Files below a folder whose names match one of the globs (`**` + `/name` or `**` + `/*.suffix`). Virtual
 * file systems that cannot be searched, as most cannot, find nothing or never answer; their folders are read
 * one by one.
 */
export async function findBelow(
  folder: vscode.Uri,
  globs: readonly string[],
  token?: vscode.CancellationToken,
): Promise<vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(folder, `{${globs.join(',')}}`);
  const search = Promise.resolve(vscode.workspace.findFiles(pattern, EXCLUDED, undefined, token)).then(
    (found) => found.filter((uri) => isInProject(uri, folder)),
  );
  if (folder.scheme === 'file' || folder.scheme === 'vscode-remote') return search;
  let walked: Promise<vscode.Uri[]> | undefined;
  const byFolder = () => {
    walked ??= walk(folder, nameMatcher(globs), token);
    return walked;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<vscode.Uri[]>((resolve) => {
    timer = setTimeout(() => resolve(byFolder()), SEARCH_MS);
  });
  const searched = search.then((found) => (found.length > 0 ? found : byFolder()));
  return Promise.race([searched, late]).finally(() => clearTimeout(timer));
}

/** The same in all folders of the workspace. */
export async function findInWorkspace(glob: string): Promise<vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = await Promise.all(folders.map(({ uri }) => findBelow(uri, [glob])));
  // A folder may stand inside another.
  return [...new Map(found.flat().map((uri) => [uri.toString(), uri])).values()];
}

/** Whether a file lies in no folder that is no part of any project. */
export function isInProject(file: vscode.Uri, folder: vscode.Uri): boolean {
  const below = file.path.slice(folder.path.length).split('/').slice(0, -1);
  return !below.some((name) => name !== '' && isSkippedFolder(name));
}

function nameMatcher(globs: readonly string[]): (name: string) => boolean {
  const names = globs.map((glob) => glob.replace('**/', ''));
  const whole = new Set(names.filter((name) => !name.startsWith('*')));
  const suffixes = names.filter((name) => name.startsWith('*')).map((name) => name.slice(1));
  return (name) => whole.has(name) || suffixes.some((suffix) => name.endsWith(suffix));
}

async function walk(
  folder: vscode.Uri,
  wanted: (name: string) => boolean,
  token: vscode.CancellationToken | undefined,
): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  let level = [folder];
  let read = 0;
  // Level by level: what is near the top comes first, should there be too many.
  while (level.length > 0 && read < MOST_FOLDERS && token?.isCancellationRequested !== true) {
    const now = level.splice(0, Math.min(AT_ONCE, MOST_FOLDERS - read));
    read += now.length;
    const listed = await Promise.all(now.map(async (at) => ({ at, entries: await entriesOf(at) })));
    const deeper: vscode.Uri[] = [];
    for (const { at, entries } of listed)
      for (const [name, type] of entries) {
        // A link to a folder may lead round in a circle.
        if (type === vscode.FileType.Directory && !isSkippedFolder(name))
          deeper.push(vscode.Uri.joinPath(at, name));
        else if ((type & vscode.FileType.Directory) === 0 && wanted(name))
          found.push(vscode.Uri.joinPath(at, name));
      }
    level = [...level, ...deeper];
  }
  return found;
}

/** What a folder holds; nothing where it cannot be read. */
async function entriesOf(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
