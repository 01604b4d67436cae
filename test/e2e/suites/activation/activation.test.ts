import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
  brief,
  openDocument,
  rangeOf,
  replaceText,
  waitFor,
  waitForCode,
  waitForNoCode,
} from '../../support';

const file = 'late-shift.recpolicy.json';

describe('activation', () => {
  it('comes by itself in a folder with a policy', async () => {
    const extension = await waitFor('the extension among those VS Code knows', () =>
      vscode.extensions.getExtension('recpolicy.recpolicy'),
    );
    await waitFor('the extension to be active', () => extension.isActive);
  });

  it('gives a policy its own language, so that nothing is reported twice', async () => {
    const document = await openDocument(file);
    assert.equal(document.languageId, 'recpolicy');
  });

  it('reports a fault at its number, and takes the report back as it is typed away', async () => {
    const document = await openDocument(file);
    const finding = await waitForCode(file, 'retention-out-of-range');
    assert.ok(finding.range.isEqual(rangeOf(document, '400')), brief(finding));
    assert.match(finding.message, /400/);
    await replaceText(document, '400', '365');
    await waitForNoCode(file, 'retention-out-of-range');
  });
});
