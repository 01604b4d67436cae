import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { frameWith } from '../../support/frames';
import { theWindow } from '../../support/window';

/** What a page has and this process does not. */
interface Styles {
  getComputedStyle(element: unknown): { fill: string };
}

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
    const picture = await frameWith('svg[viewBox="0 0 520 320"]');
    const fill = await picture
      .locator('svg rect')
      .first()
      .evaluate((rect) => (globalThis as unknown as Styles).getComputedStyle(rect).fill);
    assert.notEqual(fill, 'rgb(0, 0, 0)', 'the picture has the colours of the theme');
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
    assert.match(
      told,
      /acme at http:\/\/127\.0\.0\.1:\d+ \(client id acme-deployer, secret local-acme-deployer\)/,
    );
    await window.screenshot('views-local-org');
    await window.command('Notifications: Clear All Notifications');
    // One that was there already belongs to somebody else.
    if (told.includes('runs already')) this.skip();
    // The policy in the editor is in both orgs: the one behind the chosen environment is meant.
    await window.openFile('policies/claims-handling.recpolicy.json');
    await window.command('Recording Policies: Change a Policy in the Local Org as Another User');
    const changed = await window.waitForText(notification, 'Jo Okafor');
    assert.match(changed, /Claims_Handling_Recording in acme-test from \d+ to \d+ days/);
    await window.screenshot('views-another-user');
    await window.command('Notifications: Clear All Notifications');
    await window.command('Recording Policies: Stop Local Org');
    await window.waitForText(notification, 'is stopped');
    await window.command('Notifications: Clear All Notifications');
  });

  it('opens a copy of the sample project, and goes on there', async () => {
    const window = theWindow();
    const [page] = await Promise.all([
      window.page.context().waitForEvent('page', { timeout: 60_000 }),
      window.command('Recording Policies: Open Sample Project'),
    ]);
    try {
      await page
        .locator('.explorer-folders-view')
        .getByText('recpolicy.config.json')
        .waitFor({ timeout: 60_000 });
      await page.locator('.gettingStartedContainer').getByText('Mend a finding').waitFor({ timeout: 60_000 });
      await page.screenshot({ path: `${window.screenshots}/views-sample.png`, animations: 'disabled' });
    } finally {
      await page.close();
    }
  });
});
