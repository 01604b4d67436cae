import type { ClientCapabilities } from 'vscode-languageserver';

/** What the client can do, as far as answers depend on it. What it does not mention, it cannot do. */
export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly relatedDocuments: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesInlayHints: boolean;
  readonly refreshesCodeLens: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  readonly tags: ReadonlySet<number>;
  readonly snippets: boolean;
  readonly markdownHover: boolean;
  readonly markdownCompletion: boolean;
  readonly insertReplace: boolean;
  readonly createFiles: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly codeActionLiterals: boolean;
  readonly codeActionResolve: boolean;
  readonly documentChanges: boolean;
  readonly locationLinks: boolean;
  readonly prepareRename: boolean;
  readonly foldingLimit: number | undefined;
  readonly workDoneProgress: boolean;
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly workspaceFolders: boolean;
}

/** Reads the capabilities of `initialize`; null and absent count as "cannot". */
export function readClientFeatures(capabilities: ClientCapabilities | null | undefined): ClientFeatures {
  const workspace = capabilities?.workspace ?? {};
  const doc = capabilities?.textDocument ?? {};
  const published = doc.publishDiagnostics ?? {};
  return {
    pullsDiagnostics: doc.diagnostic !== undefined && doc.diagnostic !== null,
    relatedDocuments: doc.diagnostic?.relatedDocumentSupport === true,
    refreshesDiagnostics: workspace.diagnostics?.refreshSupport === true,
    refreshesInlayHints: workspace.inlayHint?.refreshSupport === true,
    refreshesCodeLens: workspace.codeLens?.refreshSupport === true,
    relatedInformation: published.relatedInformation === true,
    codeDescription: published.codeDescriptionSupport === true,
    diagnosticData: published.dataSupport === true,
    tags: new Set(published.tagSupport?.valueSet ?? []),
    snippets: doc.completion?.completionItem?.snippetSupport === true,
    markdownHover: doc.hover?.contentFormat?.includes('markdown') === true,
    markdownCompletion: doc.completion?.completionItem?.documentationFormat?.includes('markdown') === true,
    insertReplace: doc.completion?.completionItem?.insertReplaceSupport === true,
    createFiles:
      workspace.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    hierarchicalSymbols: doc.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    codeActionLiterals: doc.codeAction?.codeActionLiteralSupport !== undefined,
    codeActionResolve: doc.codeAction?.resolveSupport?.properties?.includes('edit') === true,
    documentChanges: workspace.workspaceEdit?.documentChanges === true,
    locationLinks: doc.definition?.linkSupport === true,
    prepareRename: doc.rename?.prepareSupport === true,
    foldingLimit: doc.foldingRange?.rangeLimit,
    workDoneProgress: capabilities?.window?.workDoneProgress === true,
    configuration: workspace.configuration === true,
    registersConfiguration: workspace.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace.workspaceFolders === true,
  };
}
