import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { theWindow } from '../../support/window';

const picker = '.quick-input-widget .monaco-list-row';
const notification = '.notifications-toasts .notification-list-item';

describe('first steps without an org', () => {
  it('opens the walkthrough with its steps', async () => {
    const window = theWindow();
    if (await window.page.locator('.part.panel').isVisible()) await window.press('Mod+J');
    await window.command('Recording Policies: Open Walkthrough');
    await window.waitForText('.gettingStartedContainer', 'Open the sample project');
    const text = (await window.visibleText('.gettingStartedContainer')).join('\n');
    for (const step of [
      'Mend a finding',
      'Ask what applies',
      'Start the local org',
      'Connect and deploy',
      'Merge a conflict',
    ])
      assert.ok(text.includes(step), step);
    await window.page.locator('.getting-started-media iframe, .getting-started-media').first().waitFor();
    await window.screenshot('views-walkthrough');
  });

  it('shows a finding and its fixes', async () => {
    const window = theWindow();
    await window.command('Recording Policies: Show First Finding');
    await window.page.locator('.action-widget .monaco-list-row').first().waitFor();
    await window.screenshot('views-first-finding');
    await window.press('Escape');
  });

  it('starts the local org, and lets somebody else change a policy there', async function () {
    const window = theWindow();
    await window.command('Recording Policies: Start Local Org');
    const told = await window.waitForText(notification, /local org runs/);
    assert.match(told, /acme \(http:\/\/127\.0\.0\.1:\d+\).*secret local-acme-deployer/s);
    await window.screenshot('views-local-org');
    await window.command('Notifications: Clear All Notifications');
    // One that was there already belongs to somebody else.
    if (told.includes('runs already')) this.skip();
    await window.command('Recording Policies: Change a Policy in the Local Org as Another User');
    await window.waitForText(picker, 'acme');
    await window.press('Enter');
    const changed = await window.waitForText(notification, 'Jo Okafor');
    assert.match(changed, /from \d+ to \d+ days/);
    await window.screenshot('views-another-user');
    await window.command('Notifications: Clear All Notifications');
    await window.command('Recording Policies: Stop Local Org');
    await window.waitForText(notification, 'is stopped');
    await window.command('Notifications: Clear All Notifications');
  });
});
