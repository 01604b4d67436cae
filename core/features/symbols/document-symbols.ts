import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver-types';
import { isRecord } from '../../config/read';
import type { CoreDocument } from '../../document/document';
import type { JsonNode, JsonProperty } from '../../json/nodes';
import { SymbolKind } from '../shared/item-kinds';
import { clean } from '../shared/markup';

/** More symbols than this make an outline nobody reads and every editor slow. */
export const MAX_SYMBOLS = 5000;

const KINDS: Readonly<Record<string, number>> = {
  object: SymbolKind.Module,
  array: SymbolKind.Array,
  string: SymbolKind.String,
  number: SymbolKind.Number,
  boolean: SymbolKind.Boolean,
};

/**
 * The outline of a document: its properties and items, items by what people call them. At most {@link
 * MAX_SYMBOLS}.
 */
export function documentSymbols(doc: CoreDocument, limit = MAX_SYMBOLS): DocumentSymbol[] {
  const budget = { left: limit };
  return doc.root === undefined ? [] : childrenOf(doc, doc.root, budget);
}

/** The outline as a flat list, for clients without hierarchical symbols. */
export function flatSymbols(
  uri: string,
  symbols: readonly DocumentSymbol[],
  container?: string,
): SymbolInformation[] {
  return symbols.flatMap((s) => [
    {
      name: s.name,
      kind: s.kind,
      location: { uri, range: s.range },
      ...(container === undefined ? undefined : { containerName: container }),
    },
    ...flatSymbols(uri, s.children ?? [], s.name),
  ]);
}

/** The members of a node, each level whole before the next goes deeper, so that a cut takes the innermost. */
function childrenOf(doc: CoreDocument, node: JsonNode, budget: { left: number }): DocumentSymbol[] {
  const members: { symbol: DocumentSymbol; value: JsonNode }[] = [];
  if (node.props !== undefined) {
    for (const p of node.props) {
      if (budget.left-- <= 0) break;
      members.push({ symbol: ofProperty(doc, p), value: p.value });
    }
  } else {
    for (const [i, item] of (node.items ?? []).entries()) {
      if (budget.left-- <= 0) break;
      const range = doc.range(item.start, item.end);
      members.push({ symbol: symbol(item, nameOfItem(item, i), range, range), value: item });
    }
  }
  return members.map(({ symbol: s, value }) => {
    const children = budget.left > 0 ? childrenOf(doc, value, budget) : [];
    return children.length > 0 ? { ...s, children } : s;
  });
}

function ofProperty(doc: CoreDocument, p: JsonProperty): DocumentSymbol {
  const range = doc.range(p.keyStart, Math.max(p.keyEnd, p.value.end));
  return symbol(p.value, clean(p.key).trim() || '""', range, doc.range(p.keyStart, p.keyEnd));
}

function symbol(
  value: JsonNode,
  name: string,
  range: DocumentSymbol['range'],
  selectionRange: DocumentSymbol['range'],
): DocumentSymbol {
  const scalar = value.kind !== 'object' && value.kind !== 'array' && value.kind !== 'missing';
  const detail =
    scalar && !Object.is(range, selectionRange) ? clean(String(value.value)).slice(0, 80) : undefined;
  return {
    name,
    kind: (KINDS[value.kind] ?? SymbolKind.Null) as DocumentSymbol['kind'],
    range,
    selectionRange,
    ...(detail === undefined || detail === '' ? undefined : { detail }),
  };
}

/** A target by type and id, anything else by its name, a scalar by itself. */
function nameOfItem(item: JsonNode, index: number): string {
  const { value } = item;
  const shown = isRecord(value)
    ? [value['type'], value['name'] ?? value['id']].filter((v) => typeof v === 'string').join(' ')
    : Array.isArray(value) || value === undefined
      ? ''
      : String(value);
  return clean(shown).trim().slice(0, 80) || `[${index}]`;
}
