/** A local org for tests at the window, and the parts of the window that speak of orgs. */
import { type Emulator, type OrgHandle, startEmulator } from '../../../emulator';
import type { Workbench } from './window';

/** Groups of the local orgs that test policies target, by variable name. */
const GROUPS = { support: 'Support Agents', sales: 'Sales Agents', claims: 'Claims Agents' };

export interface LocalOrgs {
  readonly emulator: Emulator;
  /** Behind the environment `dev`. */
  readonly dev: OrgHandle;
  /** Behind the protected environment `prod`. */
  readonly prod: OrgHandle;
}

/**
 * Starts both local orgs on free ports, without policies, and points the project of the workspace at them.
 */
export async function startOrgs(window: Workbench, more: Record<string, unknown> = {}): Promise<LocalOrgs> {
  const emulator = await startEmulator({ limits: 'none' });
  const [prod, dev] = [emulator.org('acme'), emulator.org('acme-test')];
  for (const org of [prod, dev]) for (const { id } of org.policies()) org.deletePolicy(id);
  for (const org of [prod, dev]) org.clearLog();
  const entry = (org: OrgHandle, rest: object) => ({
    orgDomain: org.name,
    apiBaseUrl: org.url,
    ...rest,
    variables: Object.fromEntries(
      Object.entries(GROUPS).map(([key, name]) => [key, org.dump().groups.find((g) => g.name === name)!.id]),
    ),
  });
  const config = { environments: { dev: entry(dev, {}), prod: entry(prod, { protected: true }) }, ...more };
  await window.writeFile('recpolicy.config.json', `${JSON.stringify(config, null, 2)}\n`);
  return { emulator, dev, prod };
}

const TOAST = '.notification-toast';
const DIALOG = '.monaco-dialog-box';

/** Waits for a notification that holds the text; hands back all of it. */
export const notification = (window: Workbench, text: string | RegExp): Promise<string> =>
  window.waitForText(TOAST, text);

/** The notifications on the screen with this title: that of work under way stands before a colon. */
export const toastsOf = (window: Workbench, title: string) =>
  window.page.locator(TOAST).filter({
    has: window.page.locator('.notification-list-item-message', { hasText: new RegExp(`^${title}(:|$)`) }),
  });

/** Waits for the notification of work under way, and presses its Cancel. */
export async function cancel(window: Workbench, title: string): Promise<void> {
  await toastsOf(window, title).locator('.monaco-button', { hasText: 'Cancel' }).click();
}

/** Presses a button of a notification. */
export async function answer(window: Workbench, text: string | RegExp, button: string): Promise<void> {
  await notification(window, text);
  await window.page
    .locator(TOAST)
    .filter({ hasText: text })
    .locator('.monaco-button', { hasText: button })
    .first()
    .click();
}

export async function clearNotifications(window: Workbench): Promise<void> {
  await window.command('Notifications: Clear All Notifications');
  await window.until('no notification', async () => (await window.page.locator(TOAST).count()) === 0);
}

/** Waits for the question in the middle of the window; hands back what it says. */
export const dialog = (window: Workbench, text: string | RegExp): Promise<string> =>
  window.waitForText(DIALOG, text);

export async function press(window: Workbench, button: string): Promise<void> {
  await window.page.locator(`${DIALOG} .monaco-button`, { hasText: button }).first().click();
  await window.page.locator(DIALOG).waitFor({ state: 'hidden' });
}

/**
 * Picks a row of a list at the top of the window. VS Code closes the list where something else takes the
 * focus; then the command that asked is run once more, as a person does.
 */
export async function pick(window: Workbench, text: string): Promise<void> {
  // A pointer that rests where the list comes up has the row explained, and the explanation covers the row.
  await window.page.mouse.move(1, 1);
  const row = window.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: text }).first();
  try {
    await row.click({ timeout: window.timeout / 2 });
  } catch (error) {
    if (window.lastCommand === undefined || (await row.isVisible())) throw error;
    await window.command(window.lastCommand);
    await row.click();
  }
}

/** Types into the box at the top of the window and takes that. */
export async function enter(window: Workbench, prompt: string, text: string): Promise<void> {
  await window.waitForText('.quick-input-widget', prompt);
  await window.page.locator('.quick-input-widget input').fill(text);
  await window.press('Enter');
}

const ROW = '.pane-body .monaco-list-row';

export async function showTree(window: Workbench): Promise<void> {
  // A window just opened does not know of the extension yet, and the palette does not look again.
  await window.page.locator('.activitybar [aria-label^="Recording Policies"]').first().waitFor();
  await window.command('Focus on Recording Policies View');
  await window.page.locator(ROW).first().waitFor();
}

/** Waits for a row of the tree whose label for screen readers holds all of the texts. */
export async function row(window: Workbench, ...texts: string[]): Promise<string> {
  return window.until(`a row with ${texts.join(' and ')}`, async () => {
    const labels = await window.page
      .locator(ROW)
      .evaluateAll((rows) => rows.map((r) => `${r.getAttribute('aria-label')} ${r.textContent}`));
    return labels.find((label) => texts.every((t) => label.includes(t)));
  });
}

/** Whether the tree shows an environment as connected. */
export async function isConnected(window: Workbench, environment: string): Promise<boolean> {
  const start = `Environment ${environment},`;
  const label = await window.until(`the row of ${environment}`, async () => {
    const labels = await window.page
      .locator(ROW)
      .evaluateAll((rows) => rows.map((r) => r.getAttribute('aria-label') ?? ''));
    return labels.find((one) => one.startsWith(start));
  });
  return !label.includes('not connected');
}

/** Connects with the local org's own client. */
export async function connect(window: Workbench, environment: string): Promise<void> {
  await window.command('Recording Policies: Connect Org…');
  await pick(window, environment);
  await pick(window, "The local org's own client");
  await notification(window, 'Connected to');
  await clearNotifications(window);
}
