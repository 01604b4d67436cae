import { applyEdits, type Edit, modify } from 'jsonc-parser';
import type { OffsetEdit } from '../findings/finding';
import type { JsonNode, Path } from '../json/nodes';
import type { ParsedJson } from '../json/parse';

/** Edits of a JSONC text that keep comments and formatting. */

/** Replaces the literal of a node. */
export function replaceNode(node: JsonNode, value: unknown): OffsetEdit[] {
  return [{ start: node.start, end: node.end, newText: JSON.stringify(value) }];
}

/**
 * Sets the value at a path (inserting the property where it is absent), or removes it when the value is
 * undefined.
 */
export function setAt(json: ParsedJson, path: Path, value: unknown): OffsetEdit[] {
  if (json.errors.some((e) => e.kind === 'too-deep')) return [];
  return modify(json.text, [...path], value, { formattingOptions: formattingOf(json.text) }).map(fromEdit);
}

/** Inserts an item at the end of the array at a path. */
export function appendTo(json: ParsedJson, path: Path, length: number, value: unknown): OffsetEdit[] {
  if (json.errors.some((e) => e.kind === 'too-deep')) return [];
  const options = { formattingOptions: formattingOf(json.text), isArrayInsertion: true };
  return modify(json.text, [...path, length], value, options).map(fromEdit);
}

/** Applies edits that do not overlap. */
export function applyOffsetEdits(text: string, edits: readonly OffsetEdit[]): string {
  return applyEdits(
    text,
    edits.map((e) => ({ offset: e.start, length: e.end - e.start, content: e.newText })),
  );
}

/** The indentation and line ending a text uses, by its first indented line. */
export function formattingOf(text: string): { insertSpaces: boolean; tabSize: number; eol: string } {
  const indent = /^([ \t]+)\S/m.exec(text.slice(0, 10_000))?.[1] ?? '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 4 : indent.length,
    eol,
  };
}

function fromEdit(edit: Edit): OffsetEdit {
  return { start: edit.offset, end: edit.offset + edit.length, newText: edit.content };
}
