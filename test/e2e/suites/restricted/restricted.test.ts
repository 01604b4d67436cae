import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { codeActions, hoverAt, openDocument, rangeOf, waitForCode } from '../../support';

describe('Restricted Mode', () => {
  it('keeps the language features at work', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const document = await openDocument('broken.recpolicy.json');
    const found = await waitForCode('broken.recpolicy.json', 'retention-out-of-range');
    assert.ok((await codeActions(document, found.range)).length > 0);
    assert.match(await hoverAt(document, rangeOf(document, 'retentionDays').start), /365/);
  });
});
