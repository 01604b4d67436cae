import assert from 'node:assert/strict';
import { before, describe } from 'mocha';
import { answer, clearNotifications, dialog, notification, pick, press, row } from '../../support/org';
import { steps } from '../../support/steps';
import { theWindow } from '../../support/window';

const FILE = 'policies/claims-handling.recpolicy.json';
const NAME = 'Claims_Handling_Recording';
/** Where the sample says that its environment `dev` is. */
const DEV = 'http://127.0.0.1:4011';

interface Payload {
  readonly name: string;
  readonly description?: string;
  readonly retentionDays: number;
}

interface State {
  readonly policies: readonly { readonly payload: Payload }[];
}

/** The policy by the local org's own account, not the editor's. */
async function payload(): Promise<Payload> {
  const state = (await (await fetch(`${DEV}/__emulator/state`)).json()) as State;
  const found = state.policies.find((p) => p.payload.name === NAME);
  assert.ok(found, `${NAME} in the org`);
  return found.payload;
}

const inOrg = async () => (await payload()).retentionDays;

/** Whether the org has the description that stands in the sample. */
const described = async () => (await payload()).description?.startsWith('Claims are disputed late') === true;

/** A button of the step of the walkthrough with this title. */
async function pressStep(title: string, button: string): Promise<void> {
  const window = theWindow();
  const step = window.page.locator('.getting-started-step').filter({ hasText: title });
  await step.first().waitFor();
  if (!(await step.locator('.monaco-button').first().isVisible())) await step.first().click();
  await step.locator('.monaco-button', { hasText: button }).first().click();
}

describe('a newcomer goes through the walkthrough', () => {
  // This suite starts the local org itself; one of an earlier window may be on its way out.
  before(() =>
    theWindow().until(`nothing answers at ${DEV}`, () =>
      fetch(`${DEV}/__emulator`).then(
        () => false,
        () => true,
      ),
    ),
  );

  const step = steps('from the first look to a deploy undone');

  step('opens at the walkthrough, with nothing configured', async () => {
    const window = theWindow();
    await window.page.locator('.activitybar [aria-label^="Recording Policies"]').first().waitFor();
    await window.command('Recording Policies: Open Walkthrough');
    await window.waitForText('.gettingStartedContainer', 'Mend a finding');
    await window.screenshot('walkthrough-1-open');
  });

  step('mends a finding by its fix', async () => {
    const window = theWindow();
    await pressStep('Mend a finding', 'Show a Finding and Its Fixes');
    await window.waitForText('.action-widget .monaco-list-row', '365');
    await window.screenshot('walkthrough-2-mend');
    await window.page.locator('.action-widget .monaco-list-row', { hasText: '365' }).first().click();
    await window.waitForText('.view-lines', '"retentionDays": 365');
    await window.press('Mod+S');
    await window.until('the file as mended', async () => (await window.readFile(FILE)).includes('365'));
  });

  step('starts the local org', async () => {
    const window = theWindow();
    await window.command('Recording Policies: Open Walkthrough');
    await pressStep('Start the local org', 'Start Local Org');
    await notification(window, 'The local org runs: acme at');
    await window.screenshot('walkthrough-3-local-org');
  });

  step('connects, without anything to type', async () => {
    const window = theWindow();
    await answer(window, 'The local org runs', 'Connect');
    await pick(window, 'dev');
    await pick(window, "The local org's own client");
    await answer(window, 'Connected to', 'Show Policies');
    await row(window, NAME, 'changed here');
    await window.screenshot('walkthrough-4-connected');
  });

  step('deploys the policy, having seen it and said yes', async () => {
    const window = theWindow();
    await window.page.locator('.pane-body .monaco-list-row', { hasText: NAME }).first().click();
    await window.page.locator('.tab.active', { hasText: 'claims-handling' }).waitFor();
    await window.click('.codelens-decoration a:has-text("Deploy to dev")');
    const asked = await dialog(window, `Deploy "${NAME}" to dev`);
    assert.match(asked, /description: /);
    await window.page.locator('.monaco-diff-editor .modified .view-lines').first().waitFor();
    assert.equal(await described(), false, 'nothing is written before the yes');
    await window.screenshot('walkthrough-5-confirm');
    await press(window, 'Deploy');
    await notification(window, '1 done');
    assert.equal(await described(), true);
    const started = Number(await window.page.evaluate('performance.timeOrigin'));
    console.log(
      `      from the opening of the window to the first deploy: ${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
    await row(window, NAME, 'in sync');
    await clearNotifications(window);
  });

  step('sees that somebody else changed the same field', async () => {
    const window = theWindow();
    await window.openFile(FILE);
    await window.command('Recording Policies: Change a Policy in the Local Org as Another User');
    await answer(window, 'Jo Okafor', 'Change It Here Too');
    assert.equal(await inOrg(), 335);
    // The number is selected: typing replaces it.
    await window.waitForText('.statusbar-item', '(3 selected)');
    await window.type('180');
    await window.press('Mod+S');
    await window.until('the file as changed', async () => (await window.readFile(FILE)).includes('180'));
    await window.command('Recording Policies: Deploy…');
    const said = await notification(window, /conflict/);
    assert.match(said, new RegExp(NAME));
    assert.equal(await inOrg(), 335, 'nothing is overwritten');
    await row(window, NAME, 'conflict');
    await window.screenshot('walkthrough-6-conflict');
  });

  step('merges in the merge editor and deploys', async () => {
    const window = theWindow();
    await answer(window, /conflict/, 'Merge…');
    await window.page.locator('.merge-editor').waitFor();
    await window.waitForText('.merge-editor', '335');
    await window.screenshot('walkthrough-7-merge');
    // Neither side's value, but one agreed upon.
    const value = window.page.locator('.merge-editor .result .view-line span', { hasText: /^180$/ });
    await value.last().dblclick();
    await window.type('250');
    await window.waitForText('.merge-editor .result .view-lines', '"retentionDays": 250');
    await window.screenshot('walkthrough-7-merged');
    await window.press('Mod+S');
    await answer(window, 'Does the file now say', 'Deploy…');
    assert.match(await dialog(window, `Deploy "${NAME}" to dev`), /retentionDays: 335 → 250/);
    assert.equal(await inOrg(), 335);
    await press(window, 'Deploy');
    await notification(window, '1 done');
    assert.equal(await inOrg(), 250);
    await row(window, NAME, 'in sync');
    await window.screenshot('walkthrough-8-deployed');
  });

  step('undoes the deploy', async () => {
    const window = theWindow();
    await answer(window, '1 done', 'Undo');
    assert.match(await dialog(window, 'Put back 1 change'), /retentionDays: 250 → 335/);
    assert.equal(await inOrg(), 250);
    await press(window, 'Put Back');
    await notification(window, '1 of 1 put back');
    assert.equal(await inOrg(), 335);
    assert.match(await window.readFile(FILE), /"retentionDays": 250/, 'the file is left as it is');
    await row(window, NAME, 'changed here');
    await window.screenshot('walkthrough-9-undone');
  });
});
