import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { brief, deleteFile, waitFor, waitForCode, writeFile } from '../../support';

describe('the clean sample', () => {
  it('has no finding at all', async () => {
    // A file with a fault shows that everything was looked at: findings of the whole workspace are there by
    // then.
    await writeFile('zz.recpolicy.json', '{ "retentionDays": 400 }');
    await waitForCode('zz.recpolicy.json', 'retention-out-of-range');
    await deleteFile('zz.recpolicy.json');
    await waitFor(
      'no finding',
      () => vscode.languages.getDiagnostics().every(([, found]) => found.length === 0),
      {
        seen: () =>
          vscode.languages
            .getDiagnostics()
            .flatMap(([uri, found]) => found.map((one) => `${uri.path}: ${brief(one)}`)),
      },
    );
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
