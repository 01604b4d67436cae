/**
 * Numbers of LSP's CompletionItemKind and SymbolKind that are used here: core holds the protocol's types, not
 * its code.
 */
export const ItemKind = {
  Variable: 6,
  Property: 10,
  Value: 12,
  Keyword: 14,
  Snippet: 15,
  Reference: 18,
  EnumMember: 20,
  Constant: 21,
} as const;

export const SymbolKind = {
  Module: 2,
  Namespace: 3,
  Property: 7,
  Variable: 13,
  Constant: 14,
  String: 15,
  Number: 16,
  Boolean: 17,
  Array: 18,
  Object: 19,
  Key: 20,
  Null: 21,
} as const;
