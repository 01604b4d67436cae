/**
 * A web extension for the tests: files with the scheme `virtual:` that lie on no disk of this machine, as far as VS Code knows, as those of a
 * repository on vscode.dev. They come over HTTP from the harness, at the address in the workspace's authority-less query of the folder.
 */
const vscode = require('vscode');

const scheme = 'virtual';
let changed;
/** Address of the harness, from where this extension itself was loaded. */
let base;

const address = (uri, query = '') => {
  // The first segment names the workspace; the harness knows only one.
  const path = uri.path.split('/').slice(2).map(encodeURIComponent).join('/');
  return `${base}/files/${path}${query}`;
};

async function ask(uri, query, init) {
  const response = await fetch(address(uri, query), init);
  if (response.status === 404) throw vscode.FileSystemError.FileNotFound(uri);
  if (!response.ok) throw vscode.FileSystemError.Unavailable(`${uri}: ${await response.text()}`);
  return response;
}

const exists = (uri) =>
  ask(uri, '?stat').then(
    () => true,
    () => false,
  );

const provider = {
  get onDidChangeFile() {
    return changed.event;
  },
  watch: () => new vscode.Disposable(() => {}),
  async stat(uri) {
    const { folder, ctime, mtime, size } = await (await ask(uri, '?stat')).json();
    return { type: folder ? vscode.FileType.Directory : vscode.FileType.File, ctime, mtime, size };
  },
  async readDirectory(uri) {
    const entries = await (await ask(uri, '?list')).json();
    return entries.map(([name, folder]) => [name, folder ? vscode.FileType.Directory : vscode.FileType.File]);
  },
  async readFile(uri) {
    return new Uint8Array(await (await ask(uri)).arrayBuffer());
  },
  async writeFile(uri, content, { create, overwrite }) {
    const there = await exists(uri);
    if (!there && !create) throw vscode.FileSystemError.FileNotFound(uri);
    if (there && create && !overwrite) throw vscode.FileSystemError.FileExists(uri);
    await ask(uri, '', { method: 'PUT', body: content });
  },
  createDirectory: (uri) => ask(uri, '?folder', { method: 'PUT' }),
  delete: (uri) => ask(uri, '', { method: 'DELETE' }),
  async rename(from, to, { overwrite }) {
    if (!overwrite && (await exists(to))) throw vscode.FileSystemError.FileExists(to);
    const path = to.path.split('/').slice(2).join('/');
    await ask(from, `?to=${encodeURIComponent(path)}`, { method: 'POST' });
  },
};

/** Hands on what changed behind the editor's back. */
async function follow(root, stopped) {
  let next = 0;
  const known = new Set();
  while (!stopped()) {
    let answer;
    try {
      answer = await (await fetch(`${base}/files/?changes=${next}`)).json();
    } catch {
      return;
    }
    next = answer.next;
    const events = [];
    for (const path of answer.paths) {
      const uri = vscode.Uri.joinPath(root, path);
      const there = await exists(uri);
      const type = there
        ? known.has(path)
          ? vscode.FileChangeType.Changed
          : vscode.FileChangeType.Created
        : vscode.FileChangeType.Deleted;
      if (there) known.add(path);
      else known.delete(path);
      events.push({ type, uri });
      // What was there before the first change is not known to be so: a change is told as well.
      if (there && type === vscode.FileChangeType.Created)
        events.push({ type: vscode.FileChangeType.Changed, uri });
    }
    if (events.length > 0) changed.fire(events);
  }
}

async function* walk(folder) {
  for (const [name, type] of await provider.readDirectory(folder)) {
    const uri = vscode.Uri.joinPath(folder, name);
    if (type === vscode.FileType.Directory) yield* walk(uri);
    else yield uri;
  }
}

exports.activate = (context) => {
  base = `${context.extensionUri.scheme}://${context.extensionUri.authority}`;
  changed = new vscode.EventEmitter();
  let stopped = false;
  context.subscriptions.push(
    changed,
    { dispose: () => (stopped = true) },
    vscode.workspace.registerFileSystemProvider(scheme, provider, { isCaseSensitive: true }),
    vscode.commands.registerCommand('virtual-files.open', async () => {
      const [folder] = vscode.workspace.workspaceFolders;
      const path = await vscode.window.showInputBox({ prompt: 'Path below the folder' });
      if (path)
        await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, path), { preview: false });
    }),
  );
  // Search is a proposed API: there where the workbench was told to allow it.
  try {
    context.subscriptions.push(
      vscode.workspace.registerFileSearchProvider(scheme, {
        async provideFileSearchResults(_query, options) {
          const found = [];
          for await (const uri of walk(options.folder)) found.push(uri);
          return found;
        },
      }),
    );
  } catch {
    // A file system that cannot be searched, as most are.
  }
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder?.uri.scheme === scheme) void follow(folder.uri, () => stopped);
};
