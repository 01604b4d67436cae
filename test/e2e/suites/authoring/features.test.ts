import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
  closeAllEditors,
  completionsAt,
  hoverAt,
  labelOf,
  locations,
  openDocument,
  rangeOf,
  readFile,
  renameEdit,
  replaceText,
  setText,
  uriOf,
  waitFor,
  waitForCode,
} from '../../support';

const SUPPORT = 'policies/support.recpolicy.json';

/** Saves what an edit touched; files that stand in no editor are not saved by "save all". */
async function save(edit: vscode.WorkspaceEdit): Promise<void> {
  for (const [uri] of edit.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
}

describe('language features', () => {
  afterEach(closeAllEditors);

  it('hover tells what a field does and where its limit comes from', async () => {
    const document = await openDocument(SUPPORT);
    await waitForCode('policies/broken.recpolicy.json', 'retention-out-of-range');
    const hover = await hoverAt(document, rangeOf(document, 'retentionDays').start);
    assert.match(hover, /365/);
    assert.match(hover, /days/i);
  });

  it('hover over a target shows the cascade on it, winner first', async () => {
    const document = await openDocument(SUPPORT);
    const hover = await waitFor('a hover with the winner', async () => {
      const text = await hoverAt(document, rangeOf(document, '{{support_agents}}').start.translate(0, 4));
      return text.includes('Support_AgentDesktop_Recording'.replaceAll('_', '\\_')) ||
        text.includes('Support_AgentDesktop_Recording')
        ? text
        : undefined;
    });
    assert.match(hover, /200/);
  });

  it('completion offers the properties that are missing and the values of an enumeration', async () => {
    const document = await openDocument(SUPPORT);
    await setText(document, '{\n  "name": "Support_New_Recording",\n  \n}\n');
    const names = (await completionsAt(document, new vscode.Position(2, 2))).map(labelOf);
    assert.ok(
      names.some((n) => n.includes('retentionDays')),
      names.join(),
    );
    assert.ok(
      !names.some((n) => n === 'name' || n === '"name"'),
      'a property that is there already is not offered',
    );
    await setText(document, '{\n  "evaluationMode": "",\n}\n');
    const values = (await completionsAt(document, new vscode.Position(1, 21))).map(labelOf);
    assert.ok(
      values.some((v) => v.includes('BEST_EFFORT')),
      values.join(),
    );
  });

  it('completion offers variables with their values', async () => {
    const document = await openDocument(SUPPORT);
    await replaceText(document, '{{support_agents}}', '{{}}');
    const at = rangeOf(document, '{{}}').start.translate(0, 2);
    const items = await completionsAt(document, at);
    assert.ok(
      items.map(labelOf).some((l) => l.includes('sales_agents')),
      items.map(labelOf).join(),
    );
  });

  it('a variable is renamed in the configuration and in every file', async () => {
    const document = await openDocument(SUPPORT);
    const at = rangeOf(document, 'support_agents').start.translate(0, 3);
    const definitions = await locations('Definition', document, at);
    assert.ok(definitions.some((d) => d.uri.path.endsWith('recpolicy.config.json')));
    const edit = await renameEdit(document, at, 'support_staff');
    const files = edit.entries().map(([uri]) => uri.path.split('/').at(-1));
    assert.deepEqual(files.sort(), ['recpolicy.config.json', 'support.recpolicy.json']);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await save(edit);
    assert.match(await readFile(SUPPORT), /\{\{support_staff\}\}/);
    assert.equal((await readFile('recpolicy.config.json')).match(/"support_staff"/g)?.length, 2);
    const back = await renameEdit(await openDocument(SUPPORT), at, 'support_agents');
    assert.ok(await vscode.workspace.applyEdit(back));
    await save(back);
  });

  it('the outline, folding and workspace symbols know the policy', async () => {
    const document = await openDocument(SUPPORT);
    const outline = await waitFor('an outline', async () => {
      const all = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      return all?.length ? all : undefined;
    });
    assert.ok(
      JSON.stringify(outline.map((s) => s.name)).includes('targets') ||
        outline.some((s) => s.children.some((c) => c.name === 'targets')),
    );
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'Sales_Out',
    );
    assert.ok(
      symbols.some((s) => s.name.includes('Sales_Outbound_Recording')),
      symbols.map((s) => s.name).join(),
    );
  });

  it('formatting keeps comments and is done once', async () => {
    const document = await openDocument(SUPPORT);
    await setText(document, '{ // why\n"name":"Support_AgentDesktop_Recording" }\n');
    await vscode.commands.executeCommand('editor.action.formatDocument');
    const once = await waitFor('a formatted document', () =>
      document.getText().includes('"name": "') ? document.getText() : undefined,
    );
    assert.match(once, /\/\/ why/);
    await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(document.getText(), once);
  });

  it('links and definitions stay inside the project', async () => {
    const document = await openDocument(SUPPORT);
    const links =
      (await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
      )) ?? [];
    for (const link of links)
      assert.ok(
        link.target === undefined || link.target.scheme === uriOf('').scheme || link.target.scheme === 'file',
        String(link.target),
      );
  });
});
