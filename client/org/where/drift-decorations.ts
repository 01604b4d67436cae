import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../../../core/document/kinds';
import { parseJson } from '../../../core/json/parse';
import type { FieldChange } from '../../../org/commands/plan/plan';
import { fieldText, valueText } from '../deploy/fields';
import { pathOfField, placeOf } from '../deploy/places';
import type { OrgContext } from '../org-context';
import { pathOf } from '../projects/editor-source';
import { sanitiseForUi } from '../text/sanitise';

/** Time after a keystroke: drift is read, not typed. */
const QUIET_MS = 300;

/** Marks, behind each property that differs, what the org has. */
export class DriftDecorations implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    after: {
      margin: '0 0 0 2em',
      color: new vscode.ThemeColor('editorCodeLens.foreground'),
      fontStyle: 'italic',
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  private readonly disposables: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly orgContext: OrgContext) {
    const show = () => this.schedule();
    this.disposables = [
      this.decoration,
      orgContext.model.onDidChange(show),
      orgContext.choice.onDidChange(show),
      vscode.window.onDidChangeVisibleTextEditors(show),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === LANGUAGE_ID) this.schedule();
      }),
    ];
    show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const d of this.disposables) d.dispose();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const editor of vscode.window.visibleTextEditors)
        if (editor.document.languageId === LANGUAGE_ID) this.decorate(editor);
    }, QUIET_MS);
  }

  private decorate(editor: vscode.TextEditor): void {
    const { document } = editor;
    const project = this.orgContext.projects.projectOf(document.uri);
    const env = project === undefined ? undefined : this.orgContext.choice.of(project);
    const path = project === undefined ? '' : pathOf(document.uri).slice(project.root.length + 1);
    const item = env === undefined ? undefined : this.orgContext.model.item(env, path);
    const fields = item === undefined || item.state === 'only-here' ? [] : item.fields;
    const json = fields.length === 0 ? undefined : parseJson(document.getText());
    const name = sanitiseForUi(env?.name ?? '');
    editor.setDecorations(
      this.decoration,
      json === undefined
        ? []
        : fields.map((field) => {
            const { start, end } = placeOf(json, pathOfField(field.path));
            const line = document.lineAt(document.positionAt(field.path === '/targets' ? start : end).line);
            return {
              range: new vscode.Range(document.positionAt(start), line.range.end),
              // Decorations take the text as it is; the hover's text is escaped by appendText.
              hoverMessage: new vscode.MarkdownString().appendText(
                vscode.l10n.t('Differs from {0}: {1}', name, fieldText(field)),
              ),
              renderOptions: { after: { contentText: ` ${name}: ${orgValue(field)}` } },
            };
          }),
    );
  }
}

/** What the org has, short enough for the end of a line. */
function orgValue({ from }: FieldChange): string {
  if (from === undefined) return vscode.l10n.t('not there');
  const text = valueText(from);
  return text.length > 40 ? vscode.l10n.t('another value') : text;
}
