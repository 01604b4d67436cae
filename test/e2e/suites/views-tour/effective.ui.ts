import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { theWindow } from '../../support/window';

const rows = '.pane-body .monaco-list-row';
const message = '.tree-explorer-viewlet-tree-view .message';
const picker = '.quick-input-widget .monaco-list-row';

describe('effective policy', () => {
  it('says who wins for a group chosen by its variable, and why', async () => {
    const window = theWindow();
    await window.openFile('policies/payments-card-entry.recpolicy.json');
    await window.command('Recording Policies: Show Effective Policy…');
    await window.waitForText(picker, '{{payments_agents}}');
    await window.screenshot('views-effective-pick');
    await window.type('payments_agents');
    await window.waitForText(`${picker}.focused`, '{{payments_agents}}');
    await window.press('Enter');
    await window.waitForText(message, 'recordings are kept 90 days');
    const seen = await window.visibleText(rows);
    assert.ok(seen.some((row) => row.includes('Wins: Payments_CardEntry_Recording')));
    assert.ok(seen.some((row) => row.includes('Loses: Payments_Trainee_Recording')));
    assert.ok(seen.some((row) => row.includes('Files only')));
    await window.screenshot('views-effective');
  });

  it('says it to a screen reader too', async () => {
    const { page } = theWindow();
    const labels = await page
      .locator(rows)
      .evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')));
    assert.ok(labels.some((label) => /Wins: Payments_CardEntry_Recording\. priority 110/.test(label ?? '')));
  });

  it('follows a change on disk', async () => {
    const window = theWindow();
    const file = 'policies/payments-card-entry.recpolicy.json';
    const text = await window.readFile(file);
    await window.writeFile(file, text.replace('"retentionDays": 90', '"retentionDays": 45'));
    await window.waitForText(rows, '45 days');
    await window.writeFile(file, text);
    await window.waitForText(rows, '90 days');
  });

  it('answers for another environment', async () => {
    const window = theWindow();
    await window.command('Recording Policies: Choose Environment of the Effective Policy…');
    await window.waitForText(picker, 'prod');
    await window.type('prod');
    await window.press('Enter');
    await window.waitForText(rows, 'at least 30 days');
  });

  it('asks for the target at the cursor, by keyboard alone, and flags a tie', async () => {
    const window = theWindow();
    await window.openFile('policies/support-agent-desktop.recpolicy.json');
    await window.command('Recording Policies: Show Effective Policy of This Target');
    await window.waitForText(message, '2 policies tie with priority 200');
    const seen = await window.visibleText(rows);
    assert.equal(seen.filter((row) => row.startsWith('Ties: ')).length, 2);
    await window.screenshot('views-effective-tie');
  });

  it('opens the file of a policy from its line', async () => {
    const window = theWindow();
    await window.page.locator(rows).filter({ hasText: 'Support_Override_Recording' }).first().click();
    await window.until('the editor', async () =>
      (await window.visibleText('.tab.active')).some((tab) => tab.includes('support-override')),
    );
  });
});
