import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { connect, enter, type LocalOrgs, row, showTree, startOrgs } from '../../support/org';
import { theWindow } from '../../support/window';

const POLICIES = 2_000;
/** The org lists so many policies on a page. */
const PAGE = 100;

const nameOf = (i: number) => `Department${String(i).padStart(4, '0')}_Desk_Recording`;
const fileOf = (i: number) => `policies/${nameOf(i).toLowerCase()}.recpolicy.json`;
const policy = (i: number) => ({
  name: nameOf(i),
  enabled: true,
  recordingType: 'SCREEN' as const,
  targets: [{ type: 'SKILL' as const, id: `skill-${i}` }],
  retentionDays: 90,
  priority: 200,
  evaluationMode: 'STRICT' as const,
});

describe('two thousand policies, here and in the org', () => {
  let orgs: LocalOrgs;
  before(async () => {
    const window = theWindow();
    orgs = await startOrgs(window);
    for (let i = 0; i < POLICIES; i++) {
      orgs.dev.createPolicy(policy(i));
      await window.writeFile(fileOf(i), `${JSON.stringify(policy(i), null, 2)}\n`);
    }
    await showTree(window);
    orgs.dev.clearLog();
    await connect(window, 'dev');
    await row(window, 'Policies', String(POLICIES));
  });
  after(() => orgs.emulator.stop());

  const lists = () => orgs.dev.log.filter((r) => r.operation === 'listPolicies').length;

  it('stand in the view, for the price of the list pages', async () => {
    const window = theWindow();
    await row(window, nameOf(0), 'in sync');
    // Once for the states, once for what the rules rest on, which is kept for ten minutes.
    await window.until('whole lists', () => lists() === (2 * POLICIES) / PAGE);
    assert.ok(!orgs.dev.log.some((r) => r.operation === 'getPolicy'), 'no request for a single policy');
    await window.screenshot('org-many');
  });

  it('follow a change of one file, and show nothing else', async () => {
    const window = theWindow();
    orgs.dev.clearLog();
    const text = await window.readFile(fileOf(1_234));
    await window.writeFile(fileOf(1_234), text.replace('"retentionDays": 90', '"retentionDays": 91'));
    await window.waitForText('.statusbar-item', '1↑');
    await window.command('Recording Policies: Show Only What Is Changed');
    await row(window, nameOf(1_234), 'changed here');
    await row(window, 'Policies', `1 of ${POLICIES}`);
    assert.equal(lists(), POLICIES / PAGE, 'one list for one change');
    await window.screenshot('org-many-changed');
    await window.command('Recording Policies: Show All Policies');
    await row(window, nameOf(0), 'in sync');
  });

  it('are found by a part of the name', async () => {
    const window = theWindow();
    await window.command('Recording Policies: Filter Policies by Name…');
    await enter(window, 'Part of a name', 'department19');
    await row(window, 'Policies', `100 of ${POLICIES}`);
    await row(window, nameOf(1_900), 'in sync');
    await window.screenshot('org-many-filtered');
  });
});
