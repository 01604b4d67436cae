import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { theWindow } from '../../support/window';

const file = 'late-shift.recpolicy.json';

const found = async () =>
  (await theWindow().problems()).some((row) => row.includes('retention-out-of-range'));

describe('installed from its package', () => {
  it('lists the fault of a file that nobody has opened', async () => {
    await theWindow().until('the finding', found);
  });

  it('underlines it in the editor', async () => {
    const window = theWindow();
    await window.openFile(file);
    await window.page.locator('.squiggly-error').first().waitFor();
    await window.screenshot('installed');
  });

  it('keeps watch over the file on disk', async () => {
    const window = theWindow();
    await window.until('the finding', found);
    const text = await window.readFile(file);
    await window.writeFile(file, text.replace('400', '90'));
    await window.until('no finding', async () => !(await found()));
    assert.match(await window.readFile(file), /"retentionDays": 90/);
  });
});
