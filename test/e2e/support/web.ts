/** What a reviewer does in a VS Code that runs in the browser alone, on a folder that is on no disk. */
import assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import { theWebWindow, type WebWorkbench } from './window';

const BROKEN = 'policies/broken.recpolicy.json';
const SUPPORT = 'policies/support.recpolicy.json';
const SALES = 'policies/sales.recpolicy.json';
const PAYMENTS = 'policies/payments.recpolicy.json';

const lines = '.editor-instance .view-lines';
const picker = '.quick-input-widget .monaco-list-row';

/** Waits until a row of the Problems list holds all of the texts. */
async function problem(window: WebWorkbench, ...texts: string[]): Promise<void> {
  await window.until(`a problem with ${texts.join(' and ')}`, async () =>
    (await window.problems()).some((row) => texts.every((text) => row.includes(text))),
  );
}

async function noProblem(window: WebWorkbench, text: string): Promise<void> {
  await window.until(`no problem with ${text}`, async () =>
    (await window.problems()).every((row) => !row.includes(text)),
  );
}

/** Puts the cursor into the first place of a file (as it is on disk) that holds the text. */
async function goToText(window: WebWorkbench, file: string, text: string, offset = 1): Promise<void> {
  const lines = (await window.readFile(file)).split('\n');
  const line = lines.findIndex((one) => one.includes(text));
  assert.ok(line >= 0, `${file} holds ${text}`);
  await window.goTo(line + 1, lines[line]!.indexOf(text) + 1 + offset);
}

/** Types over a word in the active editor, by the editor's own search. */
async function overtype(window: WebWorkbench, text: string, instead: string): Promise<void> {
  await window.press('Mod+H');
  await window.waitForText('.find-widget.visible', '');
  await window.page.locator('.find-widget.visible .find-part textarea').fill(text);
  await window.page.locator('.find-widget.visible .replace-part textarea').fill(instead);
  await window.press('Mod+Alt+Enter');
  await window.press('Escape');
  await window.waitForText(lines, instead);
}

/** @param name as it stands in the names of the pictures */
export function authoringInTheBrowser(name: string): void {
  before(async () => {
    const window = theWebWindow();
    await window.waitForText('.explorer-folders-view', 'policies');
    await window.openFile(BROKEN);
  });

  it('lists findings of files that are open and of files that are not', async () => {
    const window = theWebWindow();
    await problem(window, 'Retention of 400 days');
    await problem(window, 'Backtracking of degree 3');
    const rows = await window.problems();
    assert.equal(rows.filter((row) => row.includes('Retention of 400 days')).length, 1, rows.join('\n'));
    assert.ok(!rows.some((row) => row.startsWith('support.recpolicy.json')), rows.join('\n'));
    await window.screenshot(`${name}-problems`);
  });

  it('mends a finding at the light bulb', async () => {
    const window = theWebWindow();
    await goToText(window, BROKEN, '400,');
    await window.pressFor('Mod+.', '.action-widget .monaco-list-row', '365');
    await window.screenshot(`${name}-quick-fix`);
    await window.press('Enter');
    await window.waitForText(lines, '"retentionDays": 365');
    await noProblem(window, 'Retention of 400 days');
    await window.press('Mod+S');
    await window.until('the file', async () => /: 365/.test(await window.readFile(BROKEN)));
  });

  it('explains a field and a target on hover', async () => {
    const window = theWebWindow();
    await window.openFile(SUPPORT);
    await goToText(window, SUPPORT, 'retentionDays');
    await window.pressFor('Mod+K Mod+I', '.monaco-hover', '365');
    await window.press('Escape');
    await goToText(window, SUPPORT, 'support_agents', 4);
    await window.pressFor('Mod+K Mod+I', '.monaco-hover', 'Support_AgentDesktop_Recording');
    await window.screenshot(`${name}-hover`);
    await window.press('Escape');
  });

  it('completes as one types', async () => {
    const window = theWebWindow();
    await window.openFile(SALES);
    await goToText(window, SALES, '"enabled"');
    await window.press('End Enter');
    await window.pressFor('Control+Space', '.suggest-widget .monaco-list-row', 'complianceSettings');
    await window.screenshot(`${name}-completion`);
    await window.press('Escape Mod+Z');
  });

  it('shows a collision on both files as it is typed, and takes it back', async () => {
    const window = theWebWindow();
    await window.openFile(SALES);
    await overtype(window, '{{sales_agents}}', '{{support_agents}}');
    await overtype(window, '210', '200');
    await window.until('two findings', async () => {
      const rows = await window.problems();
      return rows.filter((row) => row.includes('priority-collision')).length === 2;
    });
    await window.screenshot(`${name}-collision`);
    await window.openFile(SALES);
    await overtype(window, '200', '210');
    await overtype(window, '{{support_agents}}', '{{sales_agents}}');
    await noProblem(window, 'priority-collision');
  });

  it('renames a variable in every file', async () => {
    const window = theWebWindow();
    await window.openFile(SUPPORT);
    await goToText(window, SUPPORT, 'support_agents', 3);
    await window.pressFor('F2', '.rename-box', '');
    await window.page.locator('.rename-box input').fill('support_staff');
    await window.press('Enter');
    await window.waitForText(lines, '{{support_staff}}');
    await window.command('File: Save All');
    await window.until(
      'the configuration',
      async () =>
        ((await window.readFile('recpolicy.config.json')).match(/"support_staff"/g) ?? []).length === 2,
    );
    await noProblem(window, 'unresolved-variable');
  });

  it('has the last word on a mask from a worker of its own', async () => {
    const window = theWebWindow();
    await window.openFile(PAYMENTS);
    await problem(window, 'mask-unsafe-regex', 'degree 3');
    await goToText(window, PAYMENTS, '5[1-5]');
    await window.pressFor('Mod+K Mod+I', '.monaco-hover', 'Card numbers');
    await window.screenshot(`${name}-masks`);
    await window.press('Escape');
  });

  it('follows files that others write, make and delete', async () => {
    const window = theWebWindow();
    const text = await window.readFile(SUPPORT);
    await window.writeFile('policies/twin.recpolicy.json', text.replace('200', '201'));
    await problem(window, 'duplicate-policy-name');
    await window.writeFile(
      'policies/twin.recpolicy.json',
      text.replace('200', '201').replace('Support_AgentDesktop', 'Support_Twin'),
    );
    await noProblem(window, 'duplicate-policy-name');
    await problem(window, 'Support_AgentDesktop_Recording', 'shadowed-policy');
    await window.deleteFile('policies/twin.recpolicy.json');
    await noProblem(window, 'shadowed-policy');
  });

  it('says who wins for a target', async () => {
    const window = theWebWindow();
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Show Effective Policy…');
    await window.waitForText(picker, '{{payments_agents}}');
    await window.type('payments_agents');
    await window.waitForText(`${picker}.focused`, '{{payments_agents}}');
    await window.press('Enter');
    await window.waitForText('.tree-explorer-viewlet-tree-view .message', 'recordings are kept 90 days');
    await window.waitForText('.pane-body .monaco-list-row', 'Wins: Payments_CardEntry_Recording');
    await window.screenshot(`${name}-effective`);
  });

  it('says that orgs are reached from elsewhere, and offers none of it', async () => {
    const window = theWebWindow();
    await window.waitForText(
      '.pane-body .welcome-view',
      'from the command line. Checking and editing work here.',
    );
    const commands = await window.commandsLike('Recording Policies: ');
    assert.ok(
      commands.some((title) => title.includes('Show Effective Policy')),
      commands.join('\n'),
    );
    for (const title of ['Deploy', 'Pull', 'Connect', 'Sign Out', 'Local Org', 'Orphan', 'Audit', 'Retire'])
      assert.ok(!commands.some((one) => one.includes(title)), `${title}: ${commands.join('\n')}`);
    assert.equal(await window.page.locator('.editor-actions [aria-label*="Deploy"]').count(), 0);
    assert.deepEqual(await window.visibleText('.codelens-decoration a:has-text("Deploy")'), []);
  });

  it('says in the status bar that policies are checked', async () => {
    const window = theWebWindow();
    await window.openFile(SUPPORT);
    await window.page
      .locator('.statusbar-item[id="status.editor.mode"], .statusbar [aria-label*="Recording Polic"]')
      .first()
      .hover();
    await window.click(
      '.statusbar .statusbar-item[aria-label*="Editor Language Status"], .statusbar [id="status.languageStatus"]',
    );
    await window.waitForText('.hover-language-status', 'Recording policies are checked');
    await window.screenshot(`${name}-status`);
    await window.press('Escape');
  });

  it('makes a new policy', async () => {
    const window = theWebWindow();
    await window.command('Recording Policies: New Policy');
    await window.until('the box or a list of folders', async () => {
      const text = (await window.visibleText('.quick-input-widget')).join();
      return text.includes('Name of the policy') || text.includes('In which folder');
    });
    if ((await window.visibleText('.quick-input-widget')).join().includes('In which folder'))
      await window.press('Enter');
    await window.waitForText('.quick-input-widget', 'Name of the policy');
    await window.press('Mod+A');
    await window.type('Claims_Desk_Recording');
    await window.press('Enter');
    await window.waitForText('.tab.active', 'claims-desk.recpolicy.json');
    await window.waitForText(lines, '"Claims_Desk_Recording"');
    await window.press('Escape Escape');
  });

  it('runs policy tests', async () => {
    const window = theWebWindow();
    const rows = '.test-explorer .monaco-list-row';
    await window.openFile('tests/payments.recpolicy-test.json');
    await window.command('Testing: Focus on Test Explorer View');
    await window.waitForText(rows, 'payments.recpolicy-test.json');
    await window.command('Test: Run All Tests');
    const results = () =>
      window.page.locator(rows).evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
    await window.until('a failure', async () => (await results()).some((label) => /failed/i.test(label)));
    await window.screenshot(`${name}-tests`);
    await window.press('Escape');
  });

  it('goes on with a new language server where the old one is ended', async () => {
    const window = theWebWindow();
    await window.openFile(BROKEN);
    await problem(window, 'description-retention-mismatch');
    await window.command('Recording Policies: Restart Language Server');
    await window.openFile(BROKEN);
    await overtype(window, '400 days', '401 days');
    await problem(window, '401 days');
    await problem(window, 'mask-unsafe-regex', 'degree 3');
  });

  it('has nothing to complain of in its log', async () => {
    const window = theWebWindow();
    await window.command('Recording Policies: Show Output');
    const log = '.output-view .view-lines, .panel .output-view-container .view-lines';
    await window.waitForText(log, 'The language server runs in a Web Worker.');
    await window.screenshot(`${name}-output`);
    const lines = (await window.visibleText(log)).join('\n');
    assert.doesNotMatch(lines, /\[(?:error|warning)\]/i, lines);
  });

  after(() => {
    const window = theWebWindow();
    assert.deepEqual(window.missing, [], 'the extension asks for files that it does not have');
    const ours = window.console.filter((line) => /recpolicy(?!-e2e)|extension\/dist\//i.test(line));
    assert.deepEqual(ours, [], 'the extension leaves warnings or errors in the console');
  });
}

/** What needs the built-in Markdown preview. */
export function documentsInTheBrowser(name: string): void {
  it('opens the page of a rule', async () => {
    const window = theWebWindow();
    await window.openFile(PAYMENTS);
    await goToText(window, PAYMENTS, 'x*x*x');
    await window.command('Recording Policies: Explain Finding');
    await window.waitForText('.tab.active', 'mask-too-broad');
    await window.frameWith('h1:has-text("mask-too-broad")');
    await window.screenshot(`${name}-explain`);
  });

  it('opens the page of a rule from the code of a finding', async () => {
    const window = theWebWindow();
    await window.problems();
    await window.click('.markers-panel a:has-text("mask-delimiter-intolerant")');
    await window.waitForText('.tab.active', 'mask-delimiter-intolerant');
    await window.frameWith('h1:has-text("mask-delimiter-intolerant")');
    await window.screenshot(`${name}-code-link`);
  });

  it('shows the policy map', async () => {
    const window = theWebWindow();
    await window.openFile(SUPPORT);
    await window.command('Recording Policies: Show Policy Map');
    await window.waitForText(picker, 'dev');
    await window.press('Enter');
    // The preview of the rule's page stands beside it, with a table perhaps.
    const frame = await window.frameWith('body:has(table):has-text("Support_AgentDesktop_Recording")');
    assert.match((await frame.locator('body').textContent()) ?? '', /Support_AgentDesktop_Recording/);
    await window.screenshot(`${name}-map`);
  });

  it('lists the steps in the console', async () => {
    const window = theWebWindow();
    await window.openFile('console.psr.json');
    await window.command('Recording Policies: Show Console Checklist');
    await window.waitForText(lines, 'steps in the console');
    await window.screenshot(`${name}-checklist`);
  });
}
