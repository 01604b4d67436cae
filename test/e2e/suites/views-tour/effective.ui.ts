import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { theWindow } from '../../support/window';

const rows = '.pane-body .monaco-list-row';
const message = '.tree-explorer-viewlet-tree-view .message';
const picker = '.quick-input-widget .monaco-list-row';

/** Asks what applies to the group behind a variable. */
async function ask(variable: string, file = 'policies/payments-card-entry.recpolicy.json'): Promise<void> {
  const window = theWindow();
  await window.openFile(file);
  // The palette lists what is there when it opens: the extension must be.
  await window.waitForText('.codelens-decoration', 'policies on these targets');
  await window.command('Recording Policies: Show Effective Policy…');
  await window.waitForText(picker, '{{claims_agents}}');
  await window.screenshot('views-effective-pick');
  await window.type(variable);
  await window.waitForText(`${picker}.focused`, `{{${variable}}}`);
  await window.press('Enter');
}

async function choose(environment: string): Promise<void> {
  const window = theWindow();
  await window.command('Recording Policies: Choose Environment of the Effective Policy…');
  await window.waitForText(picker, environment);
  await window.type(environment);
  await window.press('Enter');
}

describe('effective policy', () => {
  it('says who wins for a group chosen by its variable, and why', async () => {
    const window = theWindow();
    await ask('payments_agents');
    await window.waitForText(message, 'recordings are kept 90 days');
    await window.waitForText(rows, 'Wins: Payments_CardEntry_Recording');
    await window.waitForText(rows, 'Loses: Payments_Trainee_Recording');
    await window.waitForText(rows, 'Files only');
    await window.screenshot('views-effective');
  });

  it('says it to a screen reader too', async () => {
    const window = theWindow();
    await ask('payments_agents');
    await window.waitForText(rows, 'Wins: Payments_CardEntry_Recording');
    const labels = await window.page
      .locator(rows)
      .evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')));
    assert.ok(labels.some((label) => /Wins: Payments_CardEntry_Recording\. priority 110/.test(label ?? '')));
  });

  it('follows what is typed, and what others write on disk', async () => {
    const window = theWindow();
    await ask('payments_agents');
    await window.waitForText(message, 'kept 90 days');
    await window.goTo(10, 22);
    await window.type('0');
    await window.waitForText(message, 'kept 900 days');
    await window.press('Mod+Z');
    await window.waitForText(message, 'kept 90 days');
    const file = 'policies/payments-trainee.recpolicy.json';
    const text = await window.readFile(file);
    await window.writeFile(file, text.replace('"retentionDays": 180', '"retentionDays": 181'));
    await window.waitForText(rows, '181 days');
    await window.writeFile(file, text);
    await window.waitForText(rows, '180 days');
  });

  it('answers for another environment', async () => {
    const window = theWindow();
    await ask('payments_agents');
    await window.waitForText(rows, 'Wins: Payments_CardEntry_Recording');
    await choose('prod');
    await window.waitForText(rows, 'at least 30 days');
    await choose('dev');
    await window.waitForNoText(rows, 'at least 30 days');
  });

  it('asks for the target at the cursor, by keyboard alone, and flags a tie', async () => {
    const window = theWindow();
    await window.openFile('policies/support-agent-desktop.recpolicy.json');
    await window.command('Recording Policies: Show Effective Policy of This Target');
    await window.waitForText(message, '2 policies tie with priority 200');
    await window.waitForText(rows, 'Ties: Support_AgentDesktop_Recording');
    await window.waitForText(rows, 'Ties: Support_Override_Recording');
    await window.screenshot('views-effective-tie');
  });

  it('answers for an id that nothing names', async () => {
    const window = theWindow();
    await window.openFile('policies/support-agent-desktop.recpolicy.json');
    await window.waitForText('.codelens-decoration', 'policies on these targets');
    await window.command('Recording Policies: Show Effective Policy…');
    await window.waitForText(picker, '{{claims_agents}}');
    await window.type('nobody-1');
    await window.waitForText(picker, 'The skill with the id nobody-1');
    await window.press('Enter');
    await window.waitForText(message, 'No enabled policy of a file names this target');
    await window.command('Recording Policies: Add to the Agent…');
    await window.waitForText(picker, '{{claims_agents}}');
    await window.type('support_agents');
    await window.waitForText(`${picker}.focused`, '{{support_agents}}');
    await window.press('Enter');
    await window.waitForText(rows, 'Ties: Support_Override_Recording');
  });

  it('opens the file of a policy from its line', async () => {
    const window = theWindow();
    await ask('support_agents', 'policies/support-agent-desktop.recpolicy.json');
    await window.page.locator(rows).filter({ hasText: 'Support_Override_Recording' }).first().click();
    await window.until('the editor', async () =>
      (await window.visibleText('.tab.active')).some((tab) => tab.includes('support-override')),
    );
  });
});
