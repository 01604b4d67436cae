import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
  applyCodeAction,
  closeAllEditors,
  codeActions,
  codesOf,
  deleteFile,
  openDocument,
  readFile,
  replaceText,
  uriOf,
  waitFor,
  waitForCode,
  waitForNoCode,
  writeFile,
} from '../../support';

const SUPPORT = 'policies/support.recpolicy.json';
const SALES = 'policies/sales.recpolicy.json';
const BROKEN = 'policies/broken.recpolicy.json';

describe('findings', () => {
  afterEach(closeAllEditors);

  it('stand in the Problems list for files nobody opened', async () => {
    const found = await waitForCode(BROKEN, 'retention-out-of-range');
    assert.equal(
      vscode.workspace.textDocuments.some((d) => d.uri.path.endsWith('broken.recpolicy.json')),
      false,
    );
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(found.source, 'recpolicy');
    assert.match(found.message, /400 days.*at most 365/s);
    assert.deepEqual(codesOf(SUPPORT), []);
  });

  it('come once, with the range of the number, in an open file too', async () => {
    const document = await openDocument(BROKEN);
    assert.equal(document.languageId, 'recpolicy');
    const found = await waitForCode(BROKEN, 'retention-out-of-range');
    assert.equal(document.getText(found.range), '400');
    assert.equal(codesOf(BROKEN).filter((code) => code === 'retention-out-of-range').length, 1);
  });

  it('follow each edit at once', async () => {
    const document = await openDocument(SUPPORT);
    await replaceText(document, '"retentionDays": 90', '"retentionDays": 900');
    await waitForCode(SUPPORT, 'retention-out-of-range');
    await replaceText(document, '"retentionDays": 900', '"retentionDays": 90');
    await waitForNoCode(SUPPORT, 'retention-out-of-range');
  });

  it('are mended by a quick fix', async () => {
    const document = await openDocument(BROKEN);
    const found = await waitForCode(BROKEN, 'retention-out-of-range');
    const actions = await codeActions(document, found.range);
    const fix = actions.find((action) => /365/.test(action.title));
    assert.ok(fix, `no fix among: ${actions.map((a) => a.title).join(', ')}`);
    await applyCodeAction(fix);
    assert.match(document.getText(), /"retentionDays": 365/);
    await waitForNoCode(BROKEN, 'retention-out-of-range');
  });

  it('are fixed on save where the fix is safe', async () => {
    const settings = vscode.workspace.getConfiguration('editor', { languageId: 'recpolicy' });
    await settings.update(
      'codeActionsOnSave',
      { 'source.fixAll.recpolicy': 'explicit' },
      vscode.ConfigurationTarget.Workspace,
      true,
    );
    await writeFile(
      'policies/saved.recpolicy.json',
      '{\n  "name": "Support_Saved_Recording",\n  "id": "1",\n}\n',
    );
    const document = await openDocument('policies/saved.recpolicy.json');
    await waitForCode('policies/saved.recpolicy.json', 'trailing-comma');
    await replaceText(document, 'Support_Saved', 'Support_Kept');
    await document.save();
    const text = await waitFor('the file without its comma', async () => {
      const saved = await readFile('policies/saved.recpolicy.json');
      return saved.includes('Support_Kept') && !/,\s*\}/.test(saved) ? saved : undefined;
    });
    assert.doesNotMatch(text, /"id"/, 'what the server owns is taken out too');
    await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace, true);
    await deleteFile('policies/saved.recpolicy.json');
  });

  it('about two files appear on both and vanish as one of them is edited', async () => {
    const document = await openDocument(SALES);
    await replaceText(document, '{{sales_agents}}', '{{support_agents}}');
    await replaceText(document, '"priority": 210', '"priority": 200');
    const here = await waitForCode(SALES, 'priority-collision');
    const there = await waitForCode(SUPPORT, 'priority-collision');
    assert.ok(here.relatedInformation?.some((r) => r.location.uri.path.endsWith('support.recpolicy.json')));
    assert.ok(there.relatedInformation?.some((r) => r.location.uri.path.endsWith('sales.recpolicy.json')));
    await replaceText(document, '"priority": 200', '"priority": 210');
    await waitForNoCode(SUPPORT, 'priority-collision');
    await waitForNoCode(SALES, 'priority-collision');
  });

  it('follow files that are made and deleted outside the editor', async () => {
    const twin = (await readFile(SUPPORT)).replace('"priority": 200', '"priority": 201');
    await writeFile('policies/twin.recpolicy.json', twin);
    await waitForCode('policies/twin.recpolicy.json', 'duplicate-policy-name');
    await waitForCode(SUPPORT, 'duplicate-policy-name');
    await deleteFile('policies/twin.recpolicy.json');
    await waitForNoCode(SUPPORT, 'duplicate-policy-name');
    await waitForNoCode('policies/twin.recpolicy.json', 'duplicate-policy-name');
  });

  it('follow files that are renamed and deleted in the explorer', async () => {
    const twin = (await readFile(SUPPORT)).replace('"priority": 200', '"priority": 201');
    await writeFile('policies/before.recpolicy.json', twin);
    await waitForCode('policies/before.recpolicy.json', 'duplicate-policy-name');
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(uriOf('policies/before.recpolicy.json'), uriOf('policies/after.recpolicy.json'));
    assert.ok(await vscode.workspace.applyEdit(rename));
    await waitForCode('policies/after.recpolicy.json', 'duplicate-policy-name');
    await waitForNoCode('policies/before.recpolicy.json', 'duplicate-policy-name');
    const remove = new vscode.WorkspaceEdit();
    remove.deleteFile(uriOf('policies/after.recpolicy.json'));
    assert.ok(await vscode.workspace.applyEdit(remove));
    await waitForNoCode(SUPPORT, 'duplicate-policy-name');
    await waitForNoCode('policies/after.recpolicy.json', 'duplicate-policy-name');
  });

  it('follow the configuration', async () => {
    const config = await openDocument('recpolicy.config.json');
    await replaceText(config, '"minimumRetentionDays": 30', '"minimumRetentionDays": 120');
    await waitForCode(SUPPORT, 'retention-below-environment-minimum');
    await replaceText(config, '"minimumRetentionDays": 120', '"minimumRetentionDays": 30');
    await waitForNoCode(SUPPORT, 'retention-below-environment-minimum');
  });
});
