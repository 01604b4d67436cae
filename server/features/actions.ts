import type { CodeAction, CodeActionParams, Command, WorkspaceEdit } from 'vscode-languageserver';
import { codeActionsAt } from '../../core/features/code-actions/code-actions';
import { fixAllIn } from '../../core/fix-all/fix-all';
import { toDiagnostic } from '../diagnostics/convert';
import { APPLY_EDIT } from '../protocol';
import type { ServerSession } from '../session';
import { featureContext } from './context';
import { textReader, workspaceEdit } from './edits';
import { offsetOf } from './position';

export async function actions(
  session: ServerSession,
  params: CodeActionParams,
): Promise<(CodeAction | Command)[] | null> {
  const { store, client, validator } = session;
  const doc = store.openDocument(params.textDocument.uri);
  if (doc === undefined || !validator.enabled) return null;
  const offered = await codeActionsAt(featureContext(session, doc, false), {
    findings: validator.findings(doc),
    start: offsetOf(doc, params.range.start),
    end: offsetOf(doc, params.range.end),
    only: params.context?.only ?? undefined,
    read: textReader(session),
    fixAll: () => {
      const fixed = fixAllIn(store.workspace, doc.uri, doc.text);
      // Masks follow what was looked at last: that is the document again.
      store.check(doc);
      return fixed;
    },
  });
  return offered.flatMap(({ action, finding }): (CodeAction | Command)[] => {
    const edit = action.edit && spelled(session, action.edit);
    if (!client.codeActionLiterals) return edit === undefined ? [] : [applying(action.title, edit)];
    const diagnostics = finding && [toDiagnostic(doc, finding, validator.conversion)];
    return [{ ...action, ...(edit && { edit }), ...(diagnostics && { diagnostics }) }];
  });
}

/** For clients that know commands only: the server sends the edit when the command comes back. */
function applying(title: string, edit: WorkspaceEdit): Command {
  return { title, command: APPLY_EDIT, arguments: [edit] };
}

function spelled(session: ServerSession, edit: WorkspaceEdit): WorkspaceEdit {
  if (edit.changes !== undefined) return workspaceEdit(session, edit.changes);
  const uriOf = (key: string) => session.store.uriOf(key);
  return {
    ...edit,
    ...(edit.documentChanges && {
      documentChanges: edit.documentChanges.map((change) =>
        'textDocument' in change
          ? { ...change, textDocument: { ...change.textDocument, uri: uriOf(change.textDocument.uri) } }
          : change,
      ),
    }),
  };
}
