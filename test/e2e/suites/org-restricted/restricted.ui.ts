import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { clearNotifications, type LocalOrgs, notification, startOrgs } from '../../support/org';
import { theWindow } from '../../support/window';

describe('an org from Restricted Mode', () => {
  let orgs: LocalOrgs;
  before(async () => {
    orgs = await startOrgs(theWindow());
  });
  after(() => orgs.emulator.stop());

  it('is out of reach, and the view says why', async () => {
    const window = theWindow();
    await window.openFile('policies/support.recpolicy.json');
    await window.command('Focus on Recording Policies View');
    await window.waitForText('.pane-body', 'Nothing reaches an org from a folder in Restricted Mode');
    await window.screenshot('org-restricted');
  });

  for (const title of [
    'Connect Org…',
    'Deploy…',
    'Pull…',
    'Retire…',
    'Choose Environment…',
    'Export Audit Trail…',
  ]) {
    it(`is out of reach of "${title}", which says why`, async () => {
      const window = theWindow();
      await window.command(`Recording Policies: ${title}`);
      await notification(window, 'Restricted Mode');
      await clearNotifications(window);
    });
  }

  it('has received nothing', () => {
    assert.equal(orgs.dev.log.length + orgs.prod.log.length, 0);
  });
});
