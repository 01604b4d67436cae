import type { Connection } from 'vscode-languageserver';
import { baseName, DOCUMENT_GLOBS, kindOfFile, SKIPPED_FOLDERS } from '../../core/documents/kinds';
import type { FileAccess, ListedFile, ReadResult } from '../platform';
import { type ListFilesParams, Methods, type ReadFileParams, type ReadFileResult } from '../protocol';
import { canonical } from '../uris';

/** Texts of this many UTF-16 code units are kept in all, as each read costs the client a turn. */
const KEPT = 16 * 1024 * 1024;

/** Asks the client for files: in a browser and for folders that are on no disk (virtual workspaces). */
export class RemoteFiles implements FileAccess {
  private readonly texts = new Map<string, string>();
  private kept = 0;

  constructor(private readonly connection: Connection) {}

  read(uri: string): ReadResult | Promise<ReadResult> {
    const text = this.texts.get(uri);
    return text === undefined ? this.fetch(uri) : { text };
  }

  /** Forgets the text of a file that changed. */
  forget(uri: string): void {
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
      if (!uri.startsWith(`${folder}/`) || kindOfFile(baseName(uri)) === undefined) continue;
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
      this.keep(uri, answer.text);
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
    this.forget(uri);
    this.texts.set(uri, text);
    this.kept += text.length;
    for (const oldest of this.texts.keys()) {
      if (this.kept <= KEPT) break;
      this.forget(oldest);
    }
  }
}
