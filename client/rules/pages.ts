import * as vscode from 'vscode';

/** The scheme under which the rules' pages are opened: `recpolicy-rules:/<code>.md`. */
export const PAGES_SCHEME = 'recpolicy-rules';

const ROOT = vscode.Uri.from({ scheme: PAGES_SCHEME, path: '/' });

export const pageUri = (code: string): vscode.Uri => vscode.Uri.joinPath(ROOT, `${code}.md`);

/** The codes of all rules that have a page, sorted. Throws where the pages cannot be read. */
export async function pageCodes(): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(ROOT);
  return entries.map(([name]) => name.slice(0, -'.md'.length)).sort();
}

/** Serves the pages of the rules as files. They are packaged in one, since small files hardly compress. */
export function serveRulePages(context: vscode.ExtensionContext): void {
  const provider = new RulePages(vscode.Uri.joinPath(context.extensionUri, 'dist', 'rule-pages.json'));
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider(PAGES_SCHEME, provider, {
      isReadonly: true,
      isCaseSensitive: true,
    }),
  );
}

class RulePages implements vscode.FileSystemProvider {
  private read: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  /** Pages never change. */
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(private readonly pack: vscode.Uri) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const times = { ctime: 0, mtime: 0 };
    if (uri.path === ROOT.path) return { type: vscode.FileType.Directory, size: 0, ...times };
    const page = await this.readFile(uri);
    return { type: vscode.FileType.File, size: page.byteLength, ...times };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    if (uri.path !== ROOT.path) throw vscode.FileSystemError.FileNotFound(uri);
    return [...(await this.pages()).keys()].map((name) => [name, vscode.FileType.File]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const page = (await this.pages()).get(uri.path.slice(1));
    if (page === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return page;
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  createDirectory = this.writeFile;
  delete = this.writeFile;
  rename = this.writeFile;

  private pages(): Promise<ReadonlyMap<string, Uint8Array>> {
    // A read that failed is tried again by whoever asks next.
    this.read ??= this.unpack().catch((error: unknown) => {
      this.read = undefined;
      throw error;
    });
    return this.read;
  }

  private async unpack(): Promise<ReadonlyMap<string, Uint8Array>> {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.pack));
    const pages = Object.entries(JSON.parse(text) as Record<string, string>);
    return new Map(pages.map(([name, page]) => [name, new TextEncoder().encode(page)]));
  }
}
