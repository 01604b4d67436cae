import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'mocha';
import {
  clearNotifications,
  connect,
  dialog,
  enter,
  type LocalOrgs,
  notification,
  pick,
  press,
  row,
  showTree,
  startOrgs,
} from '../../support/org';
import { theWindow } from '../../support/window';

describe('recordings and audit trail of an org', () => {
  let orgs: LocalOrgs;
  before(async () => {
    orgs = await startOrgs(theWindow());
    await showTree(theWindow());
    await connect(theWindow(), 'dev');
  });
  after(() => orgs.emulator.stop());

  const orphans = () => orgs.dev.dump().orphans;
  const first = (type: string) => {
    const found = orphans().find((o) => o.orphan.mediaType === type);
    assert.ok(found, `an orphan of the type ${type}`);
    return found.orphan;
  };
  /** Opens or closes a group of the view, unless it is. */
  const fold = async (group: string, expanded: boolean) => {
    const found = theWindow().page.locator('.pane-body .monaco-list-row', { hasText: group }).first();
    await found.waitFor();
    if ((await found.getAttribute('aria-expanded')) !== String(expanded)) await found.click();
  };
  const pickOrphan = (id: string, name: string | undefined) => pick(theWindow(), name ?? id);

  it('asks the org for orphaned recordings only when they are opened', async () => {
    const window = theWindow();
    await row(window, 'Orphaned Recordings');
    assert.ok(!orgs.dev.log.some((r) => r.path.includes('orphan')));
    await fold('Orphaned Recordings', true);
    await row(window, 'Orphaned recording', 'conversation unknown');
    await window.screenshot('org-orphans');
  });

  it('filters those whose conversation is known', async () => {
    const window = theWindow();
    await fold('Orphaned Recordings', true);
    await window.command('Recording Policies: Show Orphaned Recordings with a Known Conversation');
    await row(window, 'Orphaned Recordings', 'known conversation');
    await window.command('Recording Policies: Show All Orphaned Recordings');
    await row(window, 'Orphaned recording', 'conversation unknown');
  });

  it('plays one in the editor', async () => {
    const window = theWindow();
    const { id, name } = first('CALL');
    await window.command('Recording Policies: Play Orphaned Recording');
    await pick(window, 'dev');
    await pickOrphan(id, name);
    await window.waitForText('.tab.active', '.wav');
    await window.screenshot('org-play');
    // The player has the focus and keeps the keys to itself.
    await window.page.locator('.tab.active').click({ button: 'middle' });
    await window.page.locator('.tab').waitFor({ state: 'hidden' });
  });

  it('downloads one', async () => {
    const window = theWindow();
    const { id, name } = first('SCREEN');
    await window.command('Recording Policies: Download Orphaned Recording…');
    await pick(window, 'dev');
    await pickOrphan(id, name);
    const path = window.page.locator('.quick-input-widget input').first();
    await window.until('the file to save', async () => (await path.inputValue()).endsWith('.webm'));
    await path.fill(window.path('saved.webm'));
    await window.press('Enter');
    await notification(window, 'Downloaded to');
    assert.ok(existsSync(window.path('saved.webm')));
    await clearNotifications(window);
  });

  it('attaches one, with dates that make sense only', async () => {
    const window = theWindow();
    const { id, name } = first('CALL');
    await window.command('Recording Policies: Attach Orphaned Recording to a Conversation…');
    await pick(window, 'dev');
    await pickOrphan(id, name);
    await enter(window, 'Id of the conversation', '3f2504e0-4f89-41d3-9a0c-0305e82c3301');
    await enter(window, 'Archive date', '2097-01-31');
    await window.waitForText('.quick-input-widget', 'Delete date');
    await window.page.locator('.quick-input-widget input').first().fill('2096-01-31');
    await window.waitForText('.quick-input-widget', 'not after the archive date');
    await window.screenshot('org-attach');
    await window.page.locator('.quick-input-widget input').first().fill('2098-01-31');
    await window.press('Enter');
    assert.match(await dialog(window, 'Attach the recording'), /archiveDate/);
    await press(window, 'Attach');
    await notification(window, 'is attached to the conversation');
    assert.ok(orgs.dev.log.some((r) => r.method === 'PUT' && r.path.includes(id)));
    await clearNotifications(window);
  });

  it('deletes one after asking', async () => {
    const window = theWindow();
    const { id, name } = first('SCREEN');
    await window.command('Recording Policies: Delete Orphaned Recording…');
    await pick(window, 'dev');
    await pickOrphan(id, name);
    await dialog(window, 'Delete the recording');
    await press(window, 'Delete');
    await notification(window, 'The recording is deleted');
    assert.ok(!orphans().some((o) => o.orphan.id === id));
    await clearNotifications(window);
  });

  it('shows the newest records of the audit trail', async () => {
    const window = theWindow();
    await fold('Orphaned Recordings', false);
    await fold('Audit Trail', true);
    await window.until(
      'records',
      async () => (await window.visibleText('.pane-body .monaco-list-row')).length > 6,
    );
    await window.screenshot('org-audit');
  });

  it('exports the audit trail, and masks what is to be masked', async () => {
    const window = theWindow();
    await window.command('Recording Policies: Export Audit Trail…');
    await pick(window, 'dev');
    await enter(window, 'From (UTC)', '2026-09-01');
    await enter(window, 'To (UTC)', '2026-10-01');
    await window.page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' }).click();
    const path = window.page.locator('.quick-input-widget input').first();
    await window.until('the file to save', async () => (await path.inputValue()).endsWith('.ndjson'));
    await path.fill(window.path('audit.ndjson'));
    await window.press('Enter');
    await notification(window, 'records in');
    const lines = (await window.readFile('audit.ndjson')).trim().split('\n');
    assert.ok(lines.length > 100);
    assert.ok(lines.every((line) => JSON.parse(line).ipAddress === '[masked]'));
  });
});
