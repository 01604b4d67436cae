// The language client library brings every feature of the protocol. Those that our server never offers are left out of the
// extension: they cost size, and time at activation.
import { join } from 'node:path';
import { root } from './generate/files.mjs';

/** Modules of vscode-languageclient and the feature class of each. */
export const ABSENT = {
  callHierarchy: 'CallHierarchyFeature',
  colorProvider: 'ColorProviderFeature',
  declaration: 'DeclarationFeature',
  // Findings are pushed to VS Code.
  diagnostic: 'DiagnosticFeature',
  implementation: 'ImplementationFeature',
  inlineCompletion: 'InlineCompletionItemFeature',
  inlineValue: 'InlineValueFeature',
  linkedEditingRange: 'LinkedEditingFeature',
  notebook: 'NotebookDocumentSyncFeature',
  signatureHelp: 'SignatureHelpFeature',
  textDocumentContent: 'TextDocumentContentFeature',
  typeDefinition: 'TypeDefinitionFeature',
  typeHierarchy: 'TypeHierarchyFeature',
};

/** A feature that tells the server of no capability and does nothing. */
const featureless = (name) => `
class ${name} {
  fillClientCapabilities() {}
  initialize() {}
  getState() { return { kind: 'static' }; }
  clear() {}
}
exports.${name} = ${name};
`;

/** What the library reads of those modules beside the features. */
const ALSO = {
  diagnostic:
    "exports.vsdiag = {}; exports.DiagnosticPullMode = { onType: 'onType', onSave: 'onSave', onFocus: 'onFocus' };",
  notebook: "NotebookDocumentSyncFeature.CellScheme = 'vscode-notebook-cell';",
};

export const withoutUnusedFeatures = {
  name: 'without-unused-features',
  setup(build) {
    const filter = new RegExp(
      `[\\\\/]vscode-languageclient[\\\\/]lib[\\\\/]common[\\\\/](?:${Object.keys(ABSENT).join('|')})\\.js$`,
    );
    build.onLoad({ filter }, ({ path }) => {
      const module = path.replace(/^.*[\\/](\w+)\.js$/, '$1');
      return { contents: featureless(ABSENT[module]) + (ALSO[module] ?? '') };
    });
  },
};

/** The globs of our server are few and plain: a library of all globs would be a tenth of the extension. */
export const withPlainGlobs = {
  name: 'with-plain-globs',
  setup(build) {
    build.onResolve({ filter: /^minimatch$/ }, ({ importer }) =>
      /[\\/]vscode-languageclient[\\/]/.test(importer)
        ? { path: join(root, 'client', 'language', 'globs.ts') }
        : undefined,
    );
  },
};
