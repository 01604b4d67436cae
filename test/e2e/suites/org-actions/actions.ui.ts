import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { beginnings, type Edit, edit, type Given } from '../../support/begin';
import {
  cancel,
  clearNotifications,
  dialog,
  type LocalOrgs,
  notification,
  pick,
  press,
  row,
  showTree,
  startOrgs,
} from '../../support/org';
import { theWindow } from '../../support/window';

const ROW = '.pane-body .monaco-list-row';
const MENU = '.monaco-menu .action-item';

/** Chooses from the context menu of what is selected, through submenus. */
async function choose(...path: string[]): Promise<void> {
  const { page } = theWindow();
  // By the key: rows that come and go move others under the pointer.
  await page.keyboard.press('Shift+F10');
  for (const [i, label] of path.entries()) {
    const item = page.locator(MENU).filter({ hasText: label }).last();
    const next = path[i + 1];
    const taken = () =>
      next === undefined
        ? page.locator(MENU).first().isHidden()
        : page.locator(MENU).filter({ hasText: next }).last().isVisible();
    // A menu takes no click in the moment it opens: that is one of the opening button, let go late.
    await theWindow().until(`"${label}" of the menu`, async () => {
      if (!(await taken())) await item.click({ timeout: 1_000 }).catch(() => undefined);
      return taken();
    });
  }
}

describe('actions on orgs, wherever they are called for', () => {
  let orgs: LocalOrgs;
  let begin: (given?: Given) => Promise<void>;
  const names = () =>
    orgs.dev
      .policies()
      .map((p) => p.name)
      .sort();
  const retention = (name: string) => orgs.dev.policy(name).retentionDays;
  /** The retention of a policy, changed in its file. */
  const kept = (name: string, days: number, before = 90): Edit => [
    `policies/${name}.recpolicy.json`,
    `"retentionDays": ${before}`,
    `"retentionDays": ${days}`,
  ];

  before(async () => {
    orgs = await startOrgs(theWindow());
    const settings = { maxSimultaneousStreams: 40, recordingPlaybackUrlTtl: 10 };
    await theWindow().writeFile('recording-settings.json', `${JSON.stringify(settings, null, 2)}\n`);
    const claims = await theWindow().readFile('policies/claims.recpolicy.json');
    await theWindow().writeFile(
      'other/night.recpolicy.json',
      claims.replace('Claims_Desk', 'Claims_Night').replace('220', '230'),
    );
    begin = await beginnings(theWindow(), orgs);
  });
  after(() => orgs.emulator.stop());

  it('deploys a folder from the explorer: what is in it, and nothing else', async () => {
    const window = theWindow();
    await begin();
    await window.command('View: Show Explorer');
    const folder = '.explorer-folders-view .monaco-list-row';
    await window.until('the folder selected', async () => {
      await window.page.locator(folder, { hasText: 'policies' }).first().click();
      return (await window.visibleText(`${folder}.selected`)).some((t) => t.includes('policies'));
    });
    await choose('Recording Policies', 'Deploy…');
    const asked = await dialog(window, 'Deploy 3 changes to dev');
    assert.doesNotMatch(asked, /Claims_Night/);
    await window.screenshot('org-folder');
    await press(window, 'Deploy');
    await notification(window, '3 done');
    assert.deepEqual(names(), ['Claims_Desk_Recording', 'Sales_Desk_Recording', 'Support_Desk_Recording']);
    await clearNotifications(window);
  });

  it('deploys several policies that are selected, and leaves the others', async () => {
    const window = theWindow();
    await begin({ deployed: ['dev'], edits: ['support', 'sales', 'claims'].map((name) => kept(name, 80)) });
    await row(window, 'Sales_Desk_Recording', 'changed here');
    await row(window, 'Claims_Desk_Recording', 'changed here');
    await window.page.locator(ROW, { hasText: 'Claims_Desk_Recording' }).first().click();
    await window.page
      .locator(ROW, { hasText: 'Sales_Desk_Recording' })
      .first()
      .click({ modifiers: ['ControlOrMeta'] });
    await window.until(
      'both selected',
      async () => (await window.page.locator(`${ROW}.selected`).count()) === 2,
    );
    await choose('Deploy…');
    const asked = await dialog(window, 'Deploy 2 changes to dev');
    assert.match(asked, /Claims_Desk_Recording/);
    assert.match(asked, /Sales_Desk_Recording/);
    assert.doesNotMatch(asked, /Support_Desk_Recording/);
    await window.screenshot('org-selection');
    await press(window, 'Deploy');
    await notification(window, '2 done');
    assert.deepEqual(
      ['Claims', 'Sales', 'Support'].map((n) => retention(`${n}_Desk_Recording`)),
      [80, 80, 90],
    );
    await clearNotifications(window);
  });

  it('compares recording settings, and deploys them', async () => {
    const window = theWindow();
    await begin();
    const before = orgs.dev.dump().settings;
    await row(window, 'Recording Settings', 'never deployed from here');
    await window.openFile('recording-settings.json');
    await window.command('Recording Policies: Compare with the Org');
    await window.waitForText('.monaco-diff-editor .modified .view-lines', '"maxSimultaneousStreams": 40');
    await window.waitForText(
      '.monaco-diff-editor .original .view-lines',
      `"maxSimultaneousStreams": ${before.maxSimultaneousStreams}`,
    );
    await window.waitForText('.tab.active', 'dev');
    assert.ok(
      !(await window.visibleText('.monaco-diff-editor .original .view-lines'))
        .join()
        .includes('regionalRecording'),
      'what the file is silent about is no difference',
    );
    await window.screenshot('org-settings-compare');
    await window.command('View: Close Editor');
    await window.openFile('recording-settings.json');
    await window.command('Recording Policies: Deploy…');
    const asked = await dialog(window, 'to dev');
    assert.match(asked, new RegExp(`maxSimultaneousStreams: ${before.maxSimultaneousStreams} → 40`));
    await press(window, 'Deploy');
    await notification(window, '1 done');
    const now = orgs.dev.dump().settings;
    assert.equal(now.maxSimultaneousStreams, 40);
    assert.equal(now.recordingPlaybackUrlTtl, 10);
    assert.equal(
      now.recordingBatchDownloadUrlTtl,
      before.recordingBatchDownloadUrlTtl,
      'what the file is silent about stays',
    );
    await row(window, 'Recording Settings', 'in sync');
    await clearNotifications(window);
  });

  it('sends nothing while nobody looks', async () => {
    const window = theWindow();
    await begin({ deployed: ['dev'] });
    await window.command('View: Close All Editors');
    await window.command('View: Show Explorer');
    await window.waitForNoText('.pane-body .monaco-list-row', 'Orphaned Recordings');
    orgs.dev.clearLog();
    await edit(window, kept('claims', 8000));
    // The server has seen the change: what follows files has been told of it.
    await window.until('the finding of the file as it is now', async () =>
      (await window.problems()).some((p) => p.includes('8000')),
    );
    await edit(window, kept('claims', 70, 8000));
    await window.until(
      'that it is mended',
      async () => !(await window.problems()).some((p) => p.includes('8000')),
    );
    const hidden = new Date().toISOString();
    assert.deepEqual(
      orgs.dev.log.map((r) => `${r.method} ${r.path}`),
      [],
    );
    await showTree(window);
    await row(window, 'Claims_Desk_Recording', 'changed here');
    assert.ok(orgs.dev.log.length > 0, 'made up for when somebody looks');
    assert.ok(orgs.dev.log.every((r) => r.at >= hidden));
    assert.ok(orgs.dev.log.every((r) => r.method === 'GET' || r.path.endsWith('/token')));
    await window.press('Mod+J');
  });

  it('lets a write under way finish when it is cancelled, and says what was written', async () => {
    const window = theWindow();
    await begin({ deployed: ['dev'], edits: [kept('claims', 70), kept('support', 80), kept('sales', 80)] });
    orgs.dev.addFaults({ match: { operation: 'replacePolicy' }, do: { kind: 'delay', ms: 5_000 } });
    await window.command('Recording Policies: Deploy a Whole Environment…');
    await pick(window, 'dev');
    await dialog(window, 'Deploy 3 changes to dev');
    await press(window, 'Deploy');
    await window.until('the write under way', () => orgs.dev.log.some((r) => r.method === 'PUT'));
    await cancel(window, 'Deploy to dev');
    await window.waitForText('.statusbar-item', 'stopping, what is under way');
    const said = await notification(window, 'Not tried');
    const written = orgs.dev.writes.map((w) => w.name);
    assert.ok(written.length > 0 && orgs.dev.log.filter((r) => r.method === 'PUT').length === 1);
    assert.ok(said.includes(`Written: ${written.join(', ')}.`), said);
    assert.doesNotMatch(said, /Not known/);
    assert.match(said, /dev/);
    await window.screenshot('org-cancelled-clean');
    orgs.dev.clearFaults();
    await clearNotifications(window);
    assert.equal(await window.page.locator(ROW, { hasText: 'Interrupted deploy' }).count(), 0);
    await window.command('Recording Policies: Deploy a Whole Environment…');
    await pick(window, 'dev');
    await dialog(window, 'to dev');
    await press(window, 'Deploy');
    await notification(window, 'done');
    assert.equal(new Set(names()).size, names().length, 'nothing is there twice');
    assert.deepEqual([retention('Claims_Desk_Recording'), retention('Support_Desk_Recording')], [70, 80]);
    await clearNotifications(window);
  });

  it('leads back to connecting where the secret has expired in mid-deploy', async () => {
    const window = theWindow();
    await begin({ deployed: ['dev'], edits: [kept('support', 81), kept('sales', 81)] });
    await window.command('Recording Policies: Deploy a Whole Environment…');
    await pick(window, 'dev');
    await dialog(window, 'Deploy 2 changes to dev');
    orgs.dev.addFaults(
      { match: { operation: 'replacePolicy' }, do: { kind: 'expire-tokens' } },
      {
        match: { path: '/api/v2/oauth/token' },
        // The window signed in before; the token it asks for when told 401 is refused.
        times: 'always',
        do: { kind: 'status', status: 401, body: { error: 'invalid_client' } },
      },
    );
    await press(window, 'Deploy');
    const said = await notification(window, 'Connect Org…');
    assert.match(said, /Written: nothing\./);
    assert.match(said, /Not tried: /);
    assert.deepEqual(orgs.dev.writes, []);
    await window.screenshot('org-expired-secret');
    orgs.dev.clearFaults();
    await clearNotifications(window);
  });
});
