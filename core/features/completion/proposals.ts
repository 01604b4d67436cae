import type { CompletionItem, InsertReplaceEdit, TextEdit } from 'vscode-languageserver-types';
import { formattingOf } from '../../edit/edits';
import { type Caret, caretAt } from '../shared/caret';
import type { FeatureContext } from '../shared/context';
import { clean, documentation } from '../shared/markup';
import { plainOf } from './snippet';

/** Something to offer. Texts given as `snippet` are turned into plain text for clients without snippets. */
export interface Proposal {
  readonly label: string;
  /** Shown faint behind the label. */
  readonly description?: string;
  readonly detail?: string;
  /** Markdown of ours. */
  readonly docs?: string;
  readonly kind: number;
  readonly text?: string;
  readonly snippet?: string;
  /** What typed text is compared with; the label in quotes or without where absent. */
  readonly filter?: string;
  readonly preselect?: boolean;
  /** Replaces this range instead of the token at the caret, and no commas are added. */
  readonly range?: { readonly start: number; readonly end: number };
  readonly deprecated?: boolean;
}

/**
 * More items than this are cut; the list is then marked incomplete, so that the client asks again as one
 * types.
 */
export const MAX_ITEMS = 200;

/** Collects proposals in the order in which they shall be shown. */
export class Proposals {
  readonly items: CompletionItem[] = [];
  isIncomplete = false;
  readonly caret: Caret;
  private readonly labels = new Set<string>();

  constructor(
    readonly ctx: FeatureContext,
    readonly offset: number,
  ) {
    this.caret = caretAt(ctx.doc.text, offset);
  }

  get isFull(): boolean {
    return this.items.length >= MAX_ITEMS;
  }

  add(proposal: Proposal): void {
    if (this.isFull) {
      this.isIncomplete = true;
      return;
    }
    const id = `${proposal.label}\n${proposal.text ?? proposal.snippet}`;
    if (this.labels.has(id)) return;
    this.labels.add(id);
    const { caret, ctx } = this;
    const asSnippet = proposal.snippet !== undefined && ctx.abilities.snippets;
    let text =
      proposal.text ?? (asSnippet ? proposal.snippet! : this.indented(plainOf(proposal.snippet ?? '')));
    const own = proposal.range === undefined;
    // Right behind a colon, a value stands off by a space as people write it.
    if (own && caret.where === 'value' && caret.token === undefined && ctx.doc.text[this.offset - 1] === ':')
      text = ` ${text}`;
    if (own && caret.commaAfter && !(caret.where === 'key' && caret.colonAfter)) text += ',';
    const item: CompletionItem = {
      label: clean(proposal.label),
      kind: proposal.kind as NonNullable<CompletionItem['kind']>,
      sortText: String(this.items.length).padStart(4, '0'),
      filterText: proposal.filter ?? this.filterOf(proposal.label),
      textEdit: this.edit(text, proposal.range),
      insertTextFormat: asSnippet ? 2 : 1,
    };
    if (asSnippet && text.includes('\n')) item.insertTextMode = 2;
    if (proposal.detail !== undefined) item.detail = proposal.detail;
    if (proposal.description !== undefined) item.labelDetails = { description: proposal.description };
    if (proposal.docs !== undefined)
      item.documentation = documentation(proposal.docs, ctx.abilities.markdown);
    if (proposal.preselect === true) item.preselect = true;
    if (own && caret.commaBefore !== undefined) {
      const at = ctx.doc.range(caret.commaBefore, caret.commaBefore);
      item.additionalTextEdits = [{ range: at, newText: ',' }];
    }
    this.items.push(item);
  }

  /** What has been typed of the token so far, without its quote, in lower case. */
  get typed(): string {
    const { token } = this.caret;
    if (token === undefined) return '';
    const from = token.kind === 'string' ? token.start + 1 : token.start;
    return this.ctx.doc.text.slice(from, Math.max(from, this.offset)).toLowerCase();
  }

  /** The label as the client compares it with what stands in the range. */
  filterOf(label: string): string {
    return this.caret.token?.kind === 'word' ? label : `"${label}"`;
  }

  /** Lines of a snippet as they stand in this document: what is no snippet, no client puts in its place. */
  private indented(text: string): string {
    if (!text.includes('\n')) return text;
    const { text: all } = this.ctx.doc;
    const { insertSpaces, tabSize, eol } = formattingOf(all);
    const unit = insertSpaces ? ' '.repeat(tabSize) : '\t';
    let start = this.offset;
    while (start > 0 && all[start - 1] !== '\n' && all[start - 1] !== '\r') start--;
    let end = start;
    while (end < this.offset && (all[end] === ' ' || all[end] === '\t')) end++;
    const margin = all.slice(start, end);
    return text.replaceAll('\t', unit).replaceAll('\n', `${eol}${margin}`);
  }

  private edit(
    newText: string,
    own: { start: number; end: number } | undefined,
  ): TextEdit | InsertReplaceEdit {
    const { token } = this.caret;
    const start = own?.start ?? token?.start ?? this.offset;
    const end = Math.max(this.offset, own?.end ?? token?.end ?? this.offset);
    const replace = this.ctx.doc.range(start, end);
    if (!this.ctx.abilities.insertReplace || end === this.offset) return { range: replace, newText };
    // Inserting in front of the rest of a quoted string would leave its closing quote behind.
    const insert = token?.kind === 'string' ? replace : this.ctx.doc.range(start, this.offset);
    return { newText, insert, replace };
  }
}
