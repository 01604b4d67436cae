import type { Connection } from 'vscode-languageserver';
import { DOCUMENT_GLOBS, isSkippedFolder, kindOfPath } from '../../core/document/kinds';
import { IgnoreChain } from '../../core/globs/ignore-chain';
import type { FileAccess, ListedFile, ReadResult } from '../platform';
import { type ListFilesParams, Methods, type ReadFileParams, type ReadFileResult } from '../protocol';
import { canonical } from '../uris';

/** Texts of this many UTF-16 code units are kept in all, as each read costs the client a turn. */
const KEPT = 16 * 1024 * 1024;

const GIT_IGNORE = '.gitignore';
const IGNORE_FILES = `**/${GIT_IGNORE}`;
/** Each is read before the first file is listed. */
const MOST_IGNORE_FILES = 200;

/** Each read is a request to the client, which may ask a server far away: so many are under way at a time. */
const AT_ONCE = 16;

/** Asks the client for files: in a browser and for folders that are on no disk (virtual workspaces). */
export class RemoteFiles implements FileAccess {
  private readonly texts = new Map<string, string>();
  /** Texts of `.gitignore` files by folder. */
  private readonly ignoreFiles = new Map<string, string>();
  /** What they and those above them say, by folder. */
  private readonly chains = new Map<string, IgnoreChain>();
  private kept = 0;
  private readonly underWay = new Map<string, Promise<ReadResult>>();
  private expected: readonly string[] = [];
  private places = new Map<string, number>();

  constructor(private readonly connection: Connection) {}

  read(uri: string): ReadResult | Promise<ReadResult> {
    const text = this.texts.get(uri);
    const result = text === undefined ? this.ask(uri) : { text };
    this.readAhead(uri);
    return result;
  }

  expect(uris: readonly string[]): void {
    this.expected = uris;
    this.places = new Map(uris.map((uri, i) => [uri, i]));
  }

  /** Forgets the text of a file that changed. An answer still under way is the old text's. */
  forget(uri: string): void {
    this.underWay.delete(uri);
    this.drop(uri);
  }

  private readAhead(uri: string): void {
    const place = this.places.get(uri);
    if (place === undefined) return;
    for (const next of this.expected.slice(place + 1, place + AT_ONCE))
      if (!this.texts.has(next)) void this.ask(next);
  }

  private ask(uri: string): Promise<ReadResult> {
    const known = this.underWay.get(uri);
    if (known !== undefined) return known;
    const asked = this.fetch(uri).then((result) => {
      // The file changed meanwhile: this is what it was.
      if (this.underWay.get(uri) !== asked) return this.read(uri);
      this.underWay.delete(uri);
      if ('text' in result) this.keep(uri, result.text);
      return result;
    });
    this.underWay.set(uri, asked);
    return asked;
  }

  private drop(uri: string): void {
    this.kept -= this.texts.get(uri)?.length ?? 0;
    this.texts.delete(uri);
  }

  async *list(folder: string, excluded: (path: string) => boolean): AsyncIterable<readonly ListedFile[]> {
    const params: ListFilesParams = { folder, globs: [...DOCUMENT_GLOBS, IGNORE_FILES] };
    const uris: unknown = await this.connection.sendRequest(Methods.listFiles, params);
    if (!Array.isArray(uris)) return;
    const named = uris
      .filter((uri) => typeof uri === 'string')
      .map(canonical)
      .filter((uri) => uri.startsWith(`${folder}/`));
    await this.readIgnoreFiles(named);
    const found: ListedFile[] = [];
    for (const uri of named) {
      if (kindOfPath(uri) === undefined) continue;
      const path = uri.slice(folder.length + 1);
      const above = path.split('/').slice(0, -1);
      if (!above.some(isSkippedFolder) && !excluded(path) && !this.ignored(uri, folder))
        found.push({ uri, stamp: undefined });
    }
    yield found;
  }

  /** By what the last listing found of `.gitignore` files. */
  ignored(uri: string, folder: string): boolean {
    const names = uri.slice(folder.length + 1).split('/');
    if (this.ignoreFiles.size === 0) return false;
    let chain = IgnoreChain.empty;
    let at = folder;
    return names.some((name, i) => {
      chain = this.chainIn(at, chain);
      at = `${at}/${name}`;
      return chain.ignores(decoded(at), i < names.length - 1);
    });
  }

  private chainIn(folder: string, above: IgnoreChain): IgnoreChain {
    const text = this.ignoreFiles.get(folder);
    if (text === undefined) return above;
    let chain = this.chains.get(folder);
    if (chain === undefined) {
      chain = above.with(decoded(folder), text);
      this.chains.set(folder, chain);
    }
    return chain;
  }

  ignoreFilesChanged(): void {
    for (const folder of this.ignoreFiles.keys()) this.forget(`${folder}/${GIT_IGNORE}`);
  }

  private async readIgnoreFiles(uris: readonly string[]): Promise<void> {
    this.chains.clear();
    for (const uri of uris.filter((u) => u.endsWith(`/${GIT_IGNORE}`)).slice(0, MOST_IGNORE_FILES)) {
      const folder = uri.slice(0, -GIT_IGNORE.length - 1);
      const result = await this.read(uri);
      if ('text' in result) this.ignoreFiles.set(folder, result.text);
      else this.ignoreFiles.delete(folder);
    }
  }

  private async fetch(uri: string): Promise<ReadResult> {
    try {
      const params: ReadFileParams = { uri };
      const answer: ReadFileResult | null = await this.connection.sendRequest(Methods.readFile, params);
      if (typeof answer?.text !== 'string') return { problem: 'missing', detail: '' };
      return { text: answer.text };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      // A client without files of its own, or a file that is gone: both are no finding.
      return {
        problem: /not.?found|unhandled method|ENOENT/i.test(detail) ? 'missing' : 'unreadable',
        detail,
      };
    }
  }

  private keep(uri: string, text: string): void {
    this.drop(uri);
    this.texts.set(uri, text);
    this.kept += text.length;
    for (const oldest of this.texts.keys()) {
      if (this.kept <= KEPT) break;
      this.drop(oldest);
    }
  }
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
