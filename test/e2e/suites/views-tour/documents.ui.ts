import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { frameWith } from '../../support/frames';
import { theWindow } from '../../support/window';

const picker = '.quick-input-widget .monaco-list-row';

async function openMap() {
  const window = theWindow();
  await window.openFile('policies/support-agent-desktop.recpolicy.json');
  // The palette lists what is there when it opens: the extension must be.
  await window.waitForText('.codelens-decoration', 'policies on these targets');
  await window.command('Recording Policies: Show Policy Map');
  await window.waitForText(picker, 'dev');
  await window.press('Enter');
  return frameWith('svg g.node');
}

describe('documents about policies', () => {
  it('draws the policy map in the Markdown preview', async () => {
    const window = theWindow();
    const frame = await openMap();
    const nodes = await frame.locator('svg g.node').allTextContents();
    assert.ok(
      nodes.some((text) => text.includes('Support_AgentDesktop_Recording')),
      nodes.join('\n'),
    );
    assert.ok(nodes.some((text) => text.includes('{{support_agents}}')));
    assert.match((await frame.locator('svg').allTextContents()).join('\n'), /collides 100|collides \d+/);
    assert.match((await frame.locator('table').first().textContent()) ?? '', /Collision: /);
    await window.screenshot('views-map');
  });

  it('lists the steps in the console, to be saved beside the file', async () => {
    const window = theWindow();
    await openMap();
    await window.openFile('admin-console.psr.json');
    await window.command('Recording Policies: Show Console Checklist');
    await window.waitForText('.tab.active', 'admin-console.checklist.md');
    await window.waitForText(
      '.editor-instance .view-lines',
      'Privileged session recording: steps in the console',
    );
    await window.screenshot('views-checklist');
    await window.command('Markdown: Open Preview');
    const frame = await frameWith('h2:has-text("Admin > Security > Roles")');
    const headings = await frame.locator('h2').allInnerTexts();
    assert.deepEqual(headings.slice(0, 4), [
      'Admin > Organization > Licensing',
      'Admin > Security > Privileged Session Recording',
      'Admin > Security > Roles',
      'Admin > Security > Audit Logs',
    ]);
    await window.screenshot('views-checklist-preview');
    const tabs = await window.visibleText('.tab');
    assert.ok(
      tabs.some((tab) => tab.includes('Map of dev')),
      `the map is still there: ${tabs.join(', ')}`,
    );
  });
});
