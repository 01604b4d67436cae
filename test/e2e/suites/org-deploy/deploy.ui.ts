import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { beginnings, edit, type Given } from '../../support/begin';
import {
  answer,
  cancel,
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
  toastsOf,
} from '../../support/org';
import { theWindow } from '../../support/window';

const SUPPORT = 'policies/support.recpolicy.json';
const SALES = 'policies/sales.recpolicy.json';
const CLAIMS = 'policies/claims.recpolicy.json';
const COMMENT = '  // Agreed with the works council.';
const DEPLOYED: Given = { deployed: ['dev'] };

describe('the org in the editor', () => {
  let orgs: LocalOrgs;
  let begin: (given?: Given) => Promise<void>;
  before(async () => {
    const window = theWindow();
    orgs = await startOrgs(window);
    for (const file of [SUPPORT, SALES, CLAIMS])
      await edit(window, [file, '  "priority"', `${COMMENT}\n  "priority"`]);
    begin = await beginnings(window, orgs);
  });
  after(() => orgs.emulator.stop());

  const names = () => orgs.dev.policies().map((p) => p.name);
  const change = (file: string, from: string, to: string) => edit(theWindow(), [file, from, to]);
  const retention = () => orgs.dev.policy('Support_Desk_Recording').retentionDays;

  // Of a window in which nothing has been done yet, so it comes first.
  it('asks nothing and sends nothing at the start', async () => {
    const window = theWindow();
    await window.waitForText('.statusbar-item', 'dev');
    await showTree(window);
    await row(window, 'dev', '127.0.0.1', 'not connected');
    await row(window, 'prod', 'protected');
    assert.equal(await window.page.locator('.notification-toast').count(), 0);
    assert.equal(orgs.dev.log.length + orgs.prod.log.length, 0);
    await window.screenshot('org-not-connected');
  });

  it('keeps no credentials that the org refuses', async () => {
    const window = theWindow();
    await begin({ connected: [] });
    await window.command('Recording Policies: Connect Org…');
    await pick(window, 'dev');
    await pick(window, 'Another OAuth client');
    await enter(window, 'Client id of an OAuth client', 'acme-test-deployer');
    await window.waitForText('.quick-input-widget', 'Client secret');
    assert.equal(
      await window.page.locator('.quick-input-widget input').first().getAttribute('type'),
      'password',
    );
    await window.screenshot('org-connect-secret');
    await enter(window, 'Client secret', 'not-the-secret-canary');
    const said = await notification(window, 'refused');
    assert.ok(!said.includes('canary'));
    await clearNotifications(window);
    await row(window, 'dev', 'not connected');
  });

  it('says what a client lacks', async () => {
    const window = theWindow();
    await begin({ connected: [] });
    await window.command('Recording Policies: Connect Org…');
    await pick(window, 'dev');
    await pick(window, 'Another OAuth client');
    await enter(window, 'Client id', 'acme-test-reader');
    await enter(window, 'Client secret', 'local-acme-test-reader');
    const said = await notification(window, 'cannot');
    assert.match(said, /deploy/);
    assert.match(said, /wem:policy:write/);
    await window.screenshot('org-connect-missing-scopes');
    await clearNotifications(window);
  });

  it('connects, and shows how the files stand to the org', async () => {
    const window = theWindow();
    await begin({ connected: [] });
    await connect(window, 'dev');
    await showTree(window);
    await row(window, 'Support_Desk_Recording', 'only here');
    await window.waitForText('.statusbar-item', '3↑');
    assert.ok(orgs.dev.log.every((r) => r.method === 'GET' || r.path.endsWith('/token')));
  });

  it('writes nothing without a yes', async () => {
    const window = theWindow();
    await begin();
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Deploy…');
    const asked = await dialog(window, 'Deploy "Support_Desk_Recording" to dev (127.0.0.1');
    assert.match(asked, /retentionDays: 90/);
    await window.screenshot('org-confirm');
    await press(window, 'Cancel');
    await window.command('Recording Policies: Deploy…');
    await dialog(window, 'Deploy "Support_Desk_Recording" to dev');
    await press(window, 'Look Closer');
    await answer(window, 'Deploy "Support_Desk_Recording" to dev', 'Deploy…');
    await dialog(window, 'Deploy "Support_Desk_Recording" to dev');
    await press(window, 'Cancel');
    assert.deepEqual(orgs.dev.writes, []);
  });

  it('deploys one policy from the lens above it', async () => {
    const window = theWindow();
    await begin();
    await window.openFile(SUPPORT);
    await window.click('.codelens-decoration a:has-text("Deploy to dev")');
    await dialog(window, 'Deploy "Support_Desk_Recording" to dev');
    await press(window, 'Deploy');
    await notification(window, '1 done');
    assert.deepEqual(names(), ['Support_Desk_Recording']);
    await clearNotifications(window);
    await row(window, 'Support_Desk_Recording', 'in sync');
  });

  it('deploys a whole environment', async () => {
    const window = theWindow();
    await begin();
    await window.command('Recording Policies: Deploy a Whole Environment…');
    await pick(window, 'dev');
    await dialog(window, 'Deploy 3 changes to dev');
    await window.screenshot('org-confirm-several');
    await press(window, 'Deploy');
    await notification(window, '3 done');
    assert.equal(names().length, 3);
    await clearNotifications(window);
    await row(window, 'Claims_Desk_Recording', 'in sync');
    await window.screenshot('org-in-sync');
  });

  it('follows changes of files, and marks the property that differs', async () => {
    const window = theWindow();
    await begin(DEPLOYED);
    await window.openFile(SUPPORT);
    await change(SUPPORT, '"retentionDays": 90', '"retentionDays": 120');
    await row(window, 'Support_Desk_Recording', 'changed here');
    await window.waitForText('.statusbar-item', '1↑');
    await window.waitForText('.codelens-decoration', 'dev: changed here');
    await window.until('the value of the org behind the property', async () => {
      const contents: string[] = await window.page.evaluate(
        `[...document.querySelectorAll('.view-line span')].map((s) => getComputedStyle(s, '::after').content)`,
      );
      return contents.some((c) => /dev:\s90/.test(c));
    });
    await window.screenshot('org-changed-here');
  });

  it('compares, the org on the left', async () => {
    const window = theWindow();
    await begin({ ...DEPLOYED, edits: [[SUPPORT, '"retentionDays": 90', '"retentionDays": 120']] });
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Compare with the Org');
    await window.waitForText('.tab.active', 'dev: Support_Desk_Recording ↔ file');
    await window.waitForText('.monaco-diff-editor .original .view-lines', '90');
    await window.waitForText('.monaco-diff-editor .modified .view-lines', '120');
    await window.screenshot('org-compare');
    await window.command('View: Close Editor');
  });

  it('pulls what changed in the org, and keeps comments', async () => {
    const window = theWindow();
    await begin(DEPLOYED);
    orgs.dev.updatePolicy('Sales_Desk_Recording', { priority: 215 });
    await window.command('Recording Policies: Refresh');
    await row(window, 'Sales_Desk_Recording', 'changed in the org');
    await window.command('Recording Policies: Pull a Whole Environment…');
    await pick(window, 'dev');
    const asked = await dialog(window, 'dev');
    assert.match(asked, /priority: 210 → 215/);
    await toastsOf(window, 'Pull from dev').waitFor();
    assert.equal(
      await window.page.locator('.notification-toast').count(),
      1,
      'one notification for one pull',
    );
    await press(window, 'Pull');
    await notification(window, '1 updated');
    const text = await window.readFile(SALES);
    assert.match(text, /"priority": 215/);
    assert.match(text, /works council/);
    await clearNotifications(window);
  });

  it('puts back what the last deploy replaced', async () => {
    const window = theWindow();
    await begin({ ...DEPLOYED, edits: [[SUPPORT, '"retentionDays": 90', '"retentionDays": 120']] });
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Deploy…');
    const asked = await dialog(window, 'Support_Desk_Recording');
    assert.match(asked, /retentionDays: 90 → 120/);
    await press(window, 'Deploy');
    await answer(window, '1 done', 'Undo');
    await dialog(window, 'Put back 1 change');
    await press(window, 'Put Back');
    await notification(window, '1 of 1 put back');
    assert.equal(orgs.dev.policy('Support_Desk_Recording').retentionDays, 90);
    await clearNotifications(window);
  });

  it('opens the merge editor where both sides changed one field', async () => {
    const window = theWindow();
    await begin({ ...DEPLOYED, edits: [[SUPPORT, '"retentionDays": 90', '"retentionDays": 120']] });
    orgs.dev.updatePolicy('Support_Desk_Recording', { retentionDays: 60 });
    await window.command('Recording Policies: Refresh');
    await row(window, 'Support_Desk_Recording', 'conflict');
    await window.waitForText('.statusbar-item', '1!');
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Merge with the Org…');
    await window.page.locator('.merge-editor').waitFor();
    await window.waitForText('.merge-editor', 'what the org has now');
    await window.screenshot('org-merge');
    await window.command('View: Close Editor');
    await answer(window, 'Does the file now say', 'Deploy…');
    const asked = await dialog(window, 'Deploy "Support_Desk_Recording" to dev');
    assert.match(asked, /retentionDays: 60 → 120/);
    await press(window, 'Deploy');
    await notification(window, '1 done');
    assert.equal(orgs.dev.policy('Support_Desk_Recording').retentionDays, 120);
    await clearNotifications(window);
  });

  it('puts what the org refuses on the line concerned, until the next deploy', async () => {
    const window = theWindow();
    await begin({ ...DEPLOYED, edits: [[SUPPORT, '"retentionDays": 90', '"retentionDays": 100']] });
    orgs.dev.addFaults({
      match: { operation: 'replacePolicy' },
      do: {
        kind: 'status',
        status: 400,
        body: {
          message: 'The request does not fit.',
          code: 'invalid.value',
          status: 400,
          details: [{ errorCode: 'invalid.retention', fieldName: 'retentionDays' }],
        },
      },
    });
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Deploy…');
    await dialog(window, 'Support_Desk_Recording');
    await press(window, 'Deploy');
    await notification(window, '1 failed');
    await window.until('the refusal in Problems', async () =>
      (await window.problems()).some((r) => r.includes('retentionDays') && r.includes('Ln 7')),
    );
    await window.screenshot('org-refused');
    await clearNotifications(window);
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Deploy…');
    await dialog(window, 'Support_Desk_Recording');
    await press(window, 'Deploy');
    await notification(window, '1 done');
    assert.equal(retention(), 100);
    await window.until(
      'no refusal any more',
      async () => !(await window.problems()).some((r) => r.includes('recpolicy (org)')),
    );
  });

  it('renews the token once when told 401', async () => {
    const window = theWindow();
    await begin({ ...DEPLOYED, edits: [[SUPPORT, '"retentionDays": 90', '"retentionDays": 100']] });
    orgs.dev.addFaults({ match: { operation: 'replacePolicy' }, do: { kind: 'expire-tokens' } });
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Deploy…');
    await dialog(window, 'Support_Desk_Recording');
    await press(window, 'Deploy');
    await notification(window, '1 done');
    assert.equal(orgs.dev.policy('Support_Desk_Recording').retentionDays, 100);
    await clearNotifications(window);
  });

  it('merges what somebody else changed in the very moment', async () => {
    const window = theWindow();
    await begin({ ...DEPLOYED, edits: [[SUPPORT, '"retentionDays": 90', '"retentionDays": 110']] });
    orgs.dev.addFaults({
      match: { operation: 'replacePolicy' },
      do: { kind: 'second-editor', set: { description: 'Somebody else was here.' } },
    });
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Deploy…');
    await dialog(window, 'Support_Desk_Recording');
    await press(window, 'Deploy');
    await notification(window, '1 done');
    const now = orgs.dev.policy('Support_Desk_Recording');
    assert.deepEqual([now.retentionDays, now.description], [110, 'Somebody else was here.']);
    assert.match(await window.readFile(SUPPORT), /Somebody else was here/);
    await clearNotifications(window);
  });

  it('can be stopped while it plans, and writes nothing then', async () => {
    const window = theWindow();
    await begin({ ...DEPLOYED, edits: [[SUPPORT, '"retentionDays": 90', '"retentionDays": 110']] });
    orgs.dev.addFaults({ match: { operation: 'listPolicies' }, times: 'always', do: { kind: 'hang' } });
    await window.command('Recording Policies: Deploy a Whole Environment…');
    await pick(window, 'dev');
    await window.until('the plan under way', () =>
      orgs.dev.log.some((r) => r.operation === 'listPolicies' && r.ending === 'open'),
    );
    await cancel(window, 'Deploy to dev');
    await notification(window, /cancelled/i);
    assert.equal(await window.page.locator('.monaco-dialog-box').count(), 0, 'nothing is asked any more');
    assert.deepEqual(orgs.dev.writes, []);
  });

  it('can be stopped while it writes, and says what was written', async () => {
    const window = theWindow();
    await begin({
      ...DEPLOYED,
      edits: [
        [SUPPORT, '"retentionDays": 90', '"retentionDays": 111'],
        [SALES, '"retentionDays": 90', '"retentionDays": 91'],
      ],
    });
    await window.command('Recording Policies: Deploy a Whole Environment…');
    await pick(window, 'dev');
    await dialog(window, 'Deploy 2 changes');
    assert.equal(
      await window.page.locator('.notification-toast').count(),
      1,
      'planned under one notification',
    );
    orgs.dev.addFaults({ match: { operation: 'replacePolicy' }, do: { kind: 'delay', ms: 4_000 } });
    await press(window, 'Deploy');
    await window.until('the write under way', () => orgs.dev.log.some((r) => r.method === 'PUT'));
    await toastsOf(window, 'Deploy to dev').waitFor();
    assert.equal(await window.page.locator('.notification-toast').count(), 1, 'written under the same one');
    await window.screenshot('org-progress');
    await cancel(window, 'Deploy to dev');
    const said = await notification(window, /not tried|cancelled/i);
    assert.match(said, /dev/);
    await window.screenshot('org-cancelled');
    assert.ok(orgs.dev.writes.length <= 1);
  });

  it('can be stopped where the name of a protected environment is asked for', async () => {
    const window = theWindow();
    await begin({ connected: ['prod'] });
    await window.openFile(CLAIMS);
    await window.command('Recording Policies: Deploy…');
    await dialog(window, 'Deploy "Claims_Desk_Recording" to prod');
    await press(window, 'Deploy');
    await window.waitForText('.quick-input-widget', 'Type prod to confirm');
    await cancel(window, 'Deploy to prod');
    await window.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await toastsOf(window, 'Deploy to prod').waitFor({ state: 'hidden' });
    assert.deepEqual(orgs.prod.writes, []);
  });

  it('says offline where one looks, not by a notification', async () => {
    const window = theWindow();
    await begin(DEPLOYED);
    orgs.dev.addFaults({ match: { path: '/**' }, times: 'always', do: { kind: 'reset' } });
    await window.command('Recording Policies: Refresh');
    await row(window, 'Offline');
    assert.equal(await window.page.locator('.notification-toast').count(), 0);
    await window.screenshot('org-offline');
    orgs.dev.clearFaults();
    await window.command('Recording Policies: Refresh');
    await window.waitForNoText('.pane-body .monaco-list-row', 'Offline');
  });

  it('retires a policy: disabled, no session left, deleted', async () => {
    const window = theWindow();
    await begin(DEPLOYED);
    const { id } = orgs.dev.policy('Claims_Desk_Recording');
    orgs.dev.startSession('Claims_Desk_Recording', { afterPolls: 1 });
    await window.openFile(CLAIMS);
    await window.command('Recording Policies: Retire…');
    assert.match(await dialog(window, 'Retire "Claims_Desk_Recording" in dev'), /no session runs under it/);
    await press(window, 'Retire');
    await notification(window, /1 session still active|is retired/);
    await window.screenshot('org-retiring');
    await notification(window, 'is retired');
    assert.deepEqual(
      orgs.dev.writes.filter((w) => w.id === id).map((w) => w.action),
      ['update', 'delete'],
    );
    await clearNotifications(window);
    await row(window, 'Claims_Desk_Recording', 'retired');
  });

  it('wants the name of a protected environment typed', async () => {
    const window = theWindow();
    await begin({ connected: ['prod'] });
    await window.openFile(CLAIMS);
    await window.command('Recording Policies: Deploy…');
    await dialog(window, 'Deploy "Claims_Desk_Recording" to prod');
    await press(window, 'Deploy');
    await window.waitForText('.quick-input-widget', 'Type prod to confirm');
    await window.page.locator('.quick-input-widget input').fill('dev');
    await window.press('Enter');
    await window.waitForText('.quick-input-widget', 'Nothing is written until this says prod');
    await window.screenshot('org-protected');
    assert.deepEqual(orgs.prod.writes, []);
    await window.page.locator('.quick-input-widget input').fill('prod');
    await window.press('Enter');
    await notification(window, '1 done');
    assert.equal(orgs.prod.policies().length, 1);
    await clearNotifications(window);
  });

  it('signs out of one org and stays signed in to the other', async () => {
    const window = theWindow();
    await begin({ connected: ['dev', 'prod'] });
    await window.command('Recording Policies: Sign Out of an Org…');
    await pick(window, 'dev');
    await notification(window, 'Signed out of dev');
    await row(window, 'dev', 'not connected');
    await clearNotifications(window);
    const prod = await row(window, 'prod', 'protected');
    assert.ok(!prod.includes('not connected'));
  });

  it('loses nothing when the window is loaded again in the middle of a deploy', async () => {
    const window = theWindow();
    await begin({ connected: ['prod'] });
    orgs.prod.addFaults({
      match: { operation: 'createPolicy' },
      do: { kind: 'hang', when: 'after' },
    });
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Deploy…');
    await dialog(window, 'Deploy "Support_Desk_Recording" to prod');
    await press(window, 'Deploy');
    await enter(window, 'Type prod to confirm', 'prod');
    await window.until('the policy in the org', () => orgs.prod.policies().length === 1);
    await window.reload();
    await window.waitForText('.statusbar-item', 'prod');
    await showTree(window);
    await row(window, 'Interrupted deploy: finish');
    await window.screenshot('org-interrupted');
    // This window keeps secrets in memory only, so that loading it again signs out; a desktop keeps them.
    await connect(window, 'prod');
    await row(window, 'Policies');
    await window.click('.monaco-list-row:has-text("Interrupted deploy: finish")');
    await dialog(window, 'to prod');
    await press(window, 'Deploy');
    await enter(window, 'Type prod to confirm', 'prod');
    await notification(window, 'done');
    assert.deepEqual(
      orgs.prod
        .policies()
        .map((p) => p.name)
        .sort(),
      ['Claims_Desk_Recording', 'Sales_Desk_Recording', 'Support_Desk_Recording'],
    );
  });
});
