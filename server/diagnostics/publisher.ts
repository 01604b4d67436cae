import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { hash } from './hash';

/** What was published for a file: a hash, never the diagnostics themselves. */
interface PublishedFile {
  readonly hash: number;
  readonly uri: string;
  readonly empty: boolean;
}

/** Publishes diagnostics, and nothing twice that did not change. */
export class Publisher {
  private readonly published = new Map<string, PublishedFile>();

  constructor(private readonly send: (params: PublishDiagnosticsParams) => void) {}

  /**
   * Publishes for a document. A version is named for open ones, and then each version is answered once,
   * changed or not.
   */
  publish(key: string, uri: string, version: number | undefined, diagnostics: Diagnostic[]): void {
    const empty = diagnostics.length === 0;
    if (version === undefined && empty) {
      this.clear(key);
      return;
    }
    const before = this.published.get(key);
    const now = hash(`${version ?? ''} ${uri} ${empty ? '' : JSON.stringify(diagnostics)}`);
    if (before?.hash === now) return;
    // The same file under another spelling (opened by another name): the old one must not keep its findings.
    if (before !== undefined && before.uri !== uri && !before.empty)
      this.send({ uri: before.uri, diagnostics: [] });
    this.published.set(key, { hash: now, uri, empty });
    this.send(version === undefined ? { uri, diagnostics } : { uri, version, diagnostics });
  }

  /** Removes the diagnostics of a file at the client. */
  clear(key: string): void {
    const before = this.published.get(key);
    if (before === undefined) return;
    this.published.delete(key);
    if (!before.empty) this.send({ uri: before.uri, diagnostics: [] });
  }

  /** Files with published diagnostics. */
  keys(): string[] {
    return [...this.published.keys()];
  }
}
