import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { CoreDocument } from '../../core/document/document';
import { LANGUAGE_ID } from '../../core/document/kinds';
import { canonical } from '../uris';

/** A document open in the client. Its text wins over the file's. */
export class OpenDocument {
  private text: TextDocument;
  /** The version last parsed and taken into the project; undefined for a document that is none of ours. */
  core: CoreDocument | undefined = undefined;
  /** Whether it is part of the project; undefined while that is not worked out. */
  isPart: boolean | undefined = undefined;

  constructor(
    /** As the client spells it: what is sent back is this. */
    readonly uri: string,
    /** The one spelling under which the file is known. */
    readonly key: string,
    languageId: string,
    version: number,
    text: string,
  ) {
    this.text = TextDocument.create(uri, languageId, version, text);
  }

  get version(): number {
    return this.text.version;
  }

  getText(): string {
    return this.text.getText();
  }

  /**
   * Applies changes in order. Ranges outside the text are clamped; a change of the wrong shape is left out.
   */
  update(changes: unknown, version: number): void {
    const usable = (Array.isArray(changes) ? changes : []).filter(isChange);
    this.text = TextDocument.update(this.text, usable, version);
  }
}

/**
 * The key of an open document. A new, unsaved document of our language is a policy, under a name that says
 * so.
 */
export function keyOfOpenDocument(uri: string, languageId: string): string {
  if (!uri.startsWith('untitled:')) return canonical(uri);
  const path = canonical(uri).slice('untitled:'.length).replace(/^\/*/, '/');
  const named = languageId === LANGUAGE_ID && !path.endsWith('.json') ? `${path}.recpolicy.json` : path;
  return `untitled:${named}`;
}

function isChange(change: unknown): change is TextDocumentContentChangeEvent {
  if (typeof change !== 'object' || change === null) return false;
  const { text, range } = change as { text?: unknown; range?: { start?: unknown; end?: unknown } | null };
  if (typeof text !== 'string') return false;
  return range === undefined || (isPosition(range?.start) && isPosition(range?.end));
}

function isPosition(value: unknown): boolean {
  const position = value as { line?: unknown; character?: unknown } | undefined | null;
  return Number.isInteger(position?.line) && Number.isInteger(position?.character);
}
