import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { ReadText } from '../../core/features/shared/context';
import type { Session } from '../session';
import { Slices } from '../time-slicer';

/** Reads texts as they are in an editor or on disk, letting others in between. */
export function textReader(session: Session): ReadText {
  const slices = new Slices(session.activity);
  return async (key) => {
    if (slices.over()) await slices.next();
    const open = session.library.openByKey(key);
    if (open !== undefined) return open.getText();
    const result = await session.library.read(key);
    return 'text' in result ? result.text : undefined;
  };
}

/** Edits by file; versions go along where the client takes them, so that none is applied to a text that moved on. */
export function workspaceEdit(
  session: Session,
  changes: Readonly<Record<string, TextEdit[]>>,
): WorkspaceEdit {
  const { library, client } = session;
  if (!client.documentChanges)
    return {
      changes: Object.fromEntries(Object.entries(changes).map(([key, edits]) => [library.uriOf(key), edits])),
    };
  return {
    documentChanges: Object.entries(changes).map(([key, edits]) => ({
      textDocument: { uri: library.uriOf(key), version: library.openByKey(key)?.version ?? null },
      edits,
    })),
  };
}
