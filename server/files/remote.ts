import type { Connection } from 'vscode-languageserver';
import { DOCUMENT_GLOBS, kindOfPath, SKIPPED_FOLDERS } from '../../core/document/kinds';
import type { FileAccess, ListedFile, ReadResult } from '../platform';
import { type ListFilesParams, Methods, type ReadFileParams, type ReadFileResult } from '../protocol';
import { canonical } from '../uris';

/** Texts of this many UTF-16 code units are kept in all, as each read costs the client a turn. */
const KEPT = 16 * 1024 * 1024;

/** Each read is a request to the client, which may ask a server far away: so many are under way at a time. */
const AT_ONCE = 16;

/** Asks the client for files: in a browser and for folders that are on no disk (virtual workspaces). */
export class RemoteFiles implements FileAccess {
  private readonly texts = new Map<string, string>();
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
    const params: ListFilesParams = { folder, globs: DOCUMENT_GLOBS };
    const uris: unknown = await this.connection.sendRequest(Methods.listFiles, params);
    if (!Array.isArray(uris)) return;
    const found: ListedFile[] = [];
    for (const raw of uris) {
      if (typeof raw !== 'string') continue;
      const uri = canonical(raw);
      if (!uri.startsWith(`${folder}/`) || kindOfPath(uri) === undefined) continue;
      const path = uri.slice(folder.length + 1);
      if (path.split('/').some((part) => SKIPPED_FOLDERS.has(part)) || excluded(path)) continue;
      found.push({ uri, stamp: undefined });
    }
    yield found;
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
