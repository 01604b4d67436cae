import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { frameWith } from '../../support/frames';
import { theWindow } from '../../support/window';

describe('the editor as a person sees it', () => {
  it('lists findings of all files in the Problems panel', async () => {
    const window = theWindow();
    await window.openFile('policies/broken.recpolicy.json');
    await window.until('the finding', async () =>
      (await window.problems()).some((row) => row.includes('400 days')),
    );
    const rows = await window.problems();
    assert.equal(
      rows.filter((row) => row.includes('Retention of 400 days')).length,
      1,
      'each finding is listed once',
    );
    await window.screenshot('authoring-problems');
  });

  it('offers the fix at the light bulb', async () => {
    const window = theWindow();
    await window.openFile('policies/broken.recpolicy.json');
    await window.goTo(7, 22);
    await window.pressFor('Mod+.', '.action-widget .monaco-list-row', '365');
    await window.screenshot('authoring-quick-fix');
    await window.press('Escape');
  });

  it('explains a field on hover', async () => {
    const window = theWindow();
    await window.openFile('policies/support.recpolicy.json');
    await window.goTo(7, 8);
    await window.pressFor('Mod+K Mod+I', '.monaco-hover', '365');
    await window.screenshot('authoring-hover');
    await window.press('Escape');
  });

  it('completes as one types', async () => {
    const window = theWindow();
    await window.openFile('policies/sales.recpolicy.json');
    await window.goTo(4, 17);
    await window.press('End Enter');
    await window.press('Control+Space');
    await window.waitForText('.suggest-widget .monaco-list-row', 'complianceSettings');
    await window.screenshot('authoring-completion');
    await window.press('Escape');
    await window.press('Mod+Z');
  });

  it('opens the page of a rule', async () => {
    const window = theWindow();
    await window.openFile('policies/broken.recpolicy.json');
    await window.goTo(7, 22);
    await window.command('Recording Policies: Explain Finding');
    await window.until('the preview', async () =>
      (await window.visibleText('.tab.active')).some((t) => t.includes('retention-out-of-range')),
    );
    await frameWith('h1:has-text("retention-out-of-range")');
    await window.screenshot('authoring-explain');
  });

  it('opens the page of a rule from the code of a finding', async () => {
    const window = theWindow();
    await window.command('View: Close All Editors');
    await window.openFile('policies/broken.recpolicy.json');
    await window.problems();
    await window.click('.markers-panel a:has-text("retention-out-of-range")');
    await window.waitForText('.tab.active', 'retention-out-of-range');
    await frameWith('h1:has-text("retention-out-of-range")');
    await window.screenshot('authoring-code-link');
  });

  it('opens the page of a rule from a hover', async () => {
    const window = theWindow();
    await window.command('View: Close All Editors');
    await window.openFile('policies/support.recpolicy.json');
    await window.goTo(7, 8);
    await window.pressFor('Mod+K Mod+I', '.monaco-hover', '365');
    await window.click('.monaco-hover a:has-text("Rule retention-out-of-range")');
    await frameWith('h1:has-text("retention-out-of-range")');
    await window.screenshot('authoring-hover-link');
  });

  it('opens the page of a rule from the page of another', async () => {
    const window = theWindow();
    await window.command('View: Close All Editors');
    await window.openFile('policies/support.recpolicy.json');
    await window.command('Recording Policies: Explain Finding');
    await window.waitForText('.quick-input-widget .monaco-list-row', 'audit-rate-limit');
    await window.type('json-syntax');
    await window.press('Enter');
    const page = await frameWith('h1:has-text("json-syntax")');
    await page.locator('a:has-text("trailing-comma")').click();
    await frameWith('h1:has-text("trailing-comma")');
  });
});
