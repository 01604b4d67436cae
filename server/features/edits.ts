import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { ReadText } from '../../core/features/shared/context';
import type { ServerSession } from '../session';
import { TimeSlicer } from '../time-slicer';

/** Reads texts as they are in an editor or on disk, letting others in between. */
export function textReader(session: ServerSession): ReadText {
  const slicer = new TimeSlicer(session.activity);
  return async (key) => {
    if (slicer.isOver()) await slicer.yield();
    const open = session.store.openByKey(key);
    if (open !== undefined) return open.getText();
    const result = await session.store.read(key);
    return 'text' in result ? result.text : undefined;
  };
}

/**
 * Edits by file; versions go along where the client takes them, so that none is applied to a text that moved
 * on.
 */
export function workspaceEdit(
  session: ServerSession,
  changes: Readonly<Record<string, TextEdit[]>>,
): WorkspaceEdit {
  const { store, client } = session;
  if (!client.documentChanges)
    return {
      changes: Object.fromEntries(Object.entries(changes).map(([key, edits]) => [store.uriOf(key), edits])),
    };
  return {
    documentChanges: Object.entries(changes).map(([key, edits]) => ({
      textDocument: { uri: store.uriOf(key), version: store.openByKey(key)?.version ?? null },
      edits,
    })),
  };
}
