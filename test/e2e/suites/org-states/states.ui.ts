/** A project in which every state that a policy can be in is there, looked at in each theme. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import {
  clearNotifications,
  connect,
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

const FILES = ['support', 'sales', 'claims'];

describe('the view of an org', () => {
  let orgs: LocalOrgs;
  before(async () => {
    const window = theWindow();
    orgs = await startOrgs(window);
    await showTree(window);
    await connect(window, 'dev');
    const text = await window.readFile('policies/claims.recpolicy.json');
    const another = (name: string, edit: (text: string) => string = (t) => t) =>
      window.writeFile(
        `policies/${name.toLowerCase()}.recpolicy.json`,
        edit(text.replace('Claims_Desk', name).replace('220', String(300 + name.length))),
      );
    await another('Off', (t) => t.replace('"enabled": true', '"enabled": false'));
    await another('Merge_Both');
    await another('Gone');
    await window.command('Recording Policies: Deploy a Whole Environment…');
    await pick(window, 'dev');
    await dialog(window, 'to dev');
    await press(window, 'Deploy');
    await notification(window, `${FILES.length + 3} done`);
    await clearNotifications(window);
    await another('New_Here');
    await window.writeFile('policies/broken.recpolicy.json', '{ "name": "Broken", ');
    const edit = async (name: string, from: string, to: string) =>
      window.writeFile(
        `policies/${name}.recpolicy.json`,
        (await window.readFile(`policies/${name}.recpolicy.json`)).replace(from, to),
      );
    await edit('support', '"retentionDays": 90', '"retentionDays": 120');
    await edit('merge_both', '"retentionDays": 90', '"retentionDays": 120');
    orgs.dev.updatePolicy('Merge_Both_Recording', { retentionDays: 45 });
    orgs.dev.updatePolicy('Sales_Desk_Recording', { retentionDays: 45 });
    orgs.dev.deletePolicy('Gone_Recording');
    const {
      id: _id,
      version: _version,
      ...policy
    } = orgs.dev.policy('Claims_Desk_Recording') as never as Record<string, unknown>;
    orgs.dev.createPolicy({ ...policy, name: 'Only_There_Recording', priority: 400 } as never);
    await window.command('Recording Policies: Refresh');
  });
  after(() => orgs.emulator.stop());

  for (const theme of ['dark', 'light', 'high-contrast'] as const)
    describe(`in the theme ${theme}`, () => {
      before(() => theWindow().useTheme(theme));

      it('names each state by icon, in words and for a screen reader', async () => {
        const window = theWindow();
        await row(window, 'Claims_Desk_Recording', 'in sync');
        await row(window, 'Support_Desk_Recording', 'changed here');
        await row(window, 'Sales_Desk_Recording', 'changed in the org');
        await row(window, 'Merge_Both_Recording', 'conflict');
        await row(window, 'New_Here_Recording', 'only here');
        await row(window, 'Only_There_Recording', 'only in the org');
        await row(window, 'Gone_Recording', 'deleted in the org');
        await row(window, 'Off_Recording', 'disabled');
        await row(window, 'Broken', 'blocked');
        await window.openFile('policies/support.recpolicy.json');
        await window.waitForText('.codelens-decoration', 'changed here');
        await window.screenshot(`org-states-${theme}`);
      });

      it('shows only what is changed', async () => {
        const window = theWindow();
        await window.command('Recording Policies: Show Only What Is Changed');
        await window.waitForNoText('.pane-body .monaco-list-row', 'Claims_Desk_Recording');
        await row(window, 'Support_Desk_Recording', 'changed here');
        await window.command('Recording Policies: Show All Policies');
        await row(window, 'Claims_Desk_Recording', 'in sync');
      });

      it('asks before a deploy, in full', async () => {
        const window = theWindow();
        await window.openFile('policies/support.recpolicy.json');
        await window.command('Recording Policies: Deploy…');
        assert.match(await dialog(window, 'to dev'), /retentionDays: 90 → 120/);
        await window.screenshot(`org-confirm-${theme}`);
        await press(window, 'Cancel');
      });
    });
});
