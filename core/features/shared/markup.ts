import type { MarkupContent } from 'vscode-languageserver-types';
import { oneLine } from '../../text/one-line';

/** Names of users and orgs longer than this are cut in hovers. */
const MAX_NAME = 300;

/**
 * Makes foreign text harmless as Markdown: one line, no markup, no links, no HTML, no theme icons, no
 * characters that change the direction of text. Names of groups and policies come from people we do not know.
 */
export function escapeMarkdown(text: string): string {
  return clean(text).replace(/[\\`*_{}[\]()<>#+\-.!|~$&@:/^="']/g, '\\$&');
}

/** Foreign text as a code span, whatever backticks it holds. */
export function codeSpan(text: string): string {
  const cleaned = clean(text);
  if (cleaned.trim() === '') return '` `';
  let fence = '`';
  for (const run of cleaned.match(/`+/g) ?? []) if (run.length >= fence.length) fence = `${run}\``;
  return fence === '`' ? `\`${cleaned}\`` : `${fence} ${cleaned} ${fence}`;
}

/** One line of a bounded length, without anything that cannot be seen; a line break is a space. */
export function clean(text: string): string {
  const cut = text.length > MAX_NAME ? `${text.slice(0, MAX_NAME)}…` : text;
  return oneLine(cut.replace(/[\r\n\t\u2028\u2029]+/g, ' '));
}

/**
 * Collects paragraphs for a hover in whichever form the client shows. Texts given to `own` are ours and may
 * hold Markdown.
 */
export class Markup {
  private readonly blocks: string[] = [];

  constructor(private readonly markdown: boolean) {}

  /** A foreign text to put into a line of ours. */
  foreign(text: string): string {
    return this.markdown ? escapeMarkdown(text) : clean(text);
  }

  code(text: string): string {
    return this.markdown ? codeSpan(text) : clean(text);
  }

  /** A text of ours to put into a line. */
  inline(own: string): string {
    return this.markdown ? own : markdownToText(own);
  }

  strong(own: string): string {
    return this.markdown ? `**${own}**` : own;
  }

  own(text: string): this {
    this.blocks.push(this.markdown ? text : markdownToText(text));
    return this;
  }

  /** Lines already made by `foreign`, `code` and `strong`. */
  line(text: string): this {
    this.blocks.push(text);
    return this;
  }

  list(lines: readonly string[]): this {
    if (lines.length > 0) this.blocks.push(lines.map((l) => `- ${l}`).join('\n'));
    return this;
  }

  link(title: string, url: string): this {
    this.blocks.push(this.markdown ? `[${title}](${url})` : `${title}: ${url}`);
    return this;
  }

  get isEmpty(): boolean {
    return this.blocks.length === 0;
  }

  content(): MarkupContent {
    return { kind: this.markdown ? 'markdown' : 'plaintext', value: this.blocks.join('\n\n') };
  }
}

/** Markdown of ours as plain text. */
export function markdownToText(markdown: string): string {
  return markdown.replace(/`+ ?([^`]*?) ?`+/g, '$1').replace(/\*\*/g, '');
}

/** Documentation of ours as the client shows it. */
export function documentation(markdown: string, asMarkdown: boolean): MarkupContent {
  return asMarkdown
    ? { kind: 'markdown', value: markdown }
    : { kind: 'plaintext', value: markdownToText(markdown) };
}
