import type { SymbolInformation } from 'vscode-languageserver-types';
import { CoreDocument } from '../../document/document';
import { CONFIG_FILE } from '../../document/kinds';
import type { Project } from '../../index/project';
import { property } from '../../json/nodes';
import type { ReadText } from '../shared/context';
import { SymbolKind } from '../shared/item-kinds';
import { clean } from '../shared/markup';
import { rank } from './fuzzy';

export const MAX_WORKSPACE_SYMBOLS = 200;

/**
 * Policies, environments and variables of projects by name, best matches first, at most `limit`. Of policies
 * only names are looked at; of files only the configurations are read. Undefined when cancelled.
 */
export async function workspaceSymbols(
  projects: Iterable<Project>,
  query: string,
  read: ReadText,
  isCancelled: () => boolean = () => false,
  limit = MAX_WORKSPACE_SYMBOLS,
): Promise<SymbolInformation[] | undefined> {
  const wanted = query.trim().toLowerCase().slice(0, 200);
  const ranked: [SymbolInformation[], SymbolInformation[], SymbolInformation[]] = [[], [], []];
  const add = (name: string, make: () => SymbolInformation) => {
    const place = rank(name, wanted);
    if (place !== undefined && ranked[place].length < limit) ranked[place].push(make());
    return ranked[0].length >= limit;
  };
  for (const project of projects) {
    if (isCancelled()) return undefined;
    await addConfigured(project, read, add);
    for (const policy of project.allPolicies()) {
      const full = add(policy.label, () => ({
        name: clean(policy.label),
        kind: SymbolKind.Module,
        location: { uri: policy.uri, range: policy.nameRange },
        containerName: policy.path,
      }));
      if (full) break;
    }
  }
  return isCancelled() ? undefined : ranked.flat().slice(0, limit);
}

async function addConfigured(
  project: Project,
  read: ReadText,
  add: (name: string, make: () => SymbolInformation) => boolean,
): Promise<void> {
  const uri = project.configUri;
  const text = uri === undefined ? undefined : await read(uri);
  if (uri === undefined || text === undefined) return;
  const config = new CoreDocument(uri, CONFIG_FILE, 'config', text);
  const at = (p: { keyStart: number; keyEnd: number }) => ({
    uri,
    range: config.range(p.keyStart, p.keyEnd),
  });
  for (const environment of config.property('environments')?.props ?? []) {
    const name = clean(environment.key) || '""';
    add(environment.key, () => ({
      name,
      kind: SymbolKind.Namespace,
      location: at(environment),
      containerName: CONFIG_FILE,
    }));
    for (const variable of property(environment.value, 'variables')?.value.props ?? []) {
      add(variable.key, () => ({
        name: clean(variable.key) || '""',
        kind: SymbolKind.Variable,
        location: at(variable),
        containerName: name,
      }));
    }
  }
}
