import type { Range, TextEdit } from 'vscode-languageserver-types';
import { t } from '../../l10n';
import type { FeatureContext, ReadText } from '../shared/context';
import { variableNameAt } from '../shared/variable-at';
import { definitionsOf, readConfigDocument } from './definition';
import { variableOccurrences } from './occurrences';

/** What a rename gives: the edits by file, or why it is not done. Undefined when cancelled. */
export type RenameResult =
  | { readonly changes: Readonly<Record<string, TextEdit[]>> }
  | { readonly refused: string };

/** The name to be renamed at an offset; undefined where nothing can be. */
export function prepareRename(
  ctx: FeatureContext,
  offset: number,
): { readonly range: Range; readonly placeholder: string } | undefined {
  const variable = variableNameAt(ctx.doc, offset);
  return variable && { range: ctx.doc.range(variable.start, variable.end), placeholder: variable.name };
}

/**
 * Renames a variable in every environment that defines it and in every file of the project that uses it.
 * Nothing is renamed when a file cannot be read: half a rename would leave ids unresolved.
 */
export async function renameAt(
  ctx: FeatureContext,
  offset: number,
  newName: string,
  read: ReadText,
  isCancelled?: () => boolean,
): Promise<RenameResult | undefined> {
  const variable = variableNameAt(ctx.doc, offset);
  if (variable === undefined) return { refused: t('Only variables can be renamed here.') };
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(newName)) {
    return {
      refused: t(
        '"{name}" cannot name a variable: start with a letter or underscore and go on with letters, digits, "_", "." or "-".',
        { name: newName },
      ),
    };
  }
  if (newName === variable.name) return { changes: {} };
  const config = await readConfigDocument(ctx, read);
  const taken = config !== undefined && definitionsOf(config, newName).length > 0;
  if (taken || ctx.project.variableUses.filesUsing(newName).size > 0) {
    return {
      refused: t(
        'There is a variable {name} already. Renaming {old} to it would mix the two; choose another name.',
        { name: newName, old: variable.name },
      ),
    };
  }
  const all = await variableOccurrences(ctx, variable.name, read, isCancelled);
  if (all === undefined) return undefined;
  if (all.unread.length > 0) {
    return {
      refused: t('{file} uses {name} and cannot be read, so nothing was renamed.', {
        file: all.unread[0]!,
        name: variable.name,
      }),
    };
  }
  const changes = new Map<string, TextEdit[]>();
  for (const { uri, range } of all.found) {
    const edit = { range, newText: newName };
    const edits = changes.get(uri);
    if (edits === undefined) changes.set(uri, [edit]);
    else edits.push(edit);
  }
  return { changes: Object.fromEntries(changes) };
}
