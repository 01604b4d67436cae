import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { frameWith } from '../../support/frames';
import { theWindow } from '../../support/window';

/** Pictures of the views in other themes, for people to look at; what stands in them is what is checked. */
for (const theme of ['light', 'high-contrast'] as const)
  describe(`views in the ${theme} theme`, () => {
    before(() => theWindow().useTheme(theme));
    beforeEach(() => theWindow().command('View: Close All Editors'));
    after(() => theWindow().useTheme('dark'));

    it('shows the effective policy and the map', async () => {
      const window = theWindow();
      await window.openFile('policies/support-agent-desktop.recpolicy.json');
      await window.waitForText('.codelens-decoration', 'policies on these targets');
      await window.command('Recording Policies: Show Effective Policy of This Target');
      await window.waitForText('.pane-body .monaco-list-row', 'Ties: Support_Override_Recording');
      await window.command('Recording Policies: Show Policy Map');
      await window.waitForText('.quick-input-widget .monaco-list-row', 'dev');
      await window.press('Enter');
      const frame = await frameWith('svg g.node');
      assert.ok((await frame.locator('svg g.node').count()) > 5);
      await window.screenshot(`views-map-${theme}`);
    });

    it('shows the walkthrough', async () => {
      const window = theWindow();
      await window.command('Recording Policies: Open Walkthrough');
      await window.waitForText('.gettingStartedContainer', 'Mend a finding');
      await window.page.locator('.getting-started-step').filter({ hasText: 'Ask what applies' }).click();
      await frameWith('svg text:has-text("Baseline")');
      await window.screenshot(`views-walkthrough-${theme}`);
    });
  });
