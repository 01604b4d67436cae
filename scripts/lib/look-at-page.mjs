/**
 * Looks at a served VS Code with a headless browser: is the workbench there, and is the extension at work in
 * it?
 */
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { provideBrowser } from './browser.mjs';
import { inRepo } from './repo.mjs';

/** @returns {Promise<string>} the extension's name as users read it */
async function displayName() {
  const { displayName: name } = JSON.parse(await readFile(inRepo('package.json'), 'utf8'));
  const key = /^%(.+)%$/.exec(name)?.[1];
  return key ? JSON.parse(await readFile(inRepo('package.nls.json'), 'utf8'))[key] : name;
}

/**
 * @param {string} url
 * @param {string} picture where to save what it looks like, absolute
 * @returns {Promise<{ workbench: boolean, active: boolean }>} `active`: VS Code's own list of running
 *   extensions has it
 */
export async function lookAtPage(url, picture) {
  const { path } = await provideBrowser();
  const browser = await chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const appears = (/** @type {import('playwright-core').Locator} */ locator) =>
      locator.waitFor({ timeout: 45_000 }).then(
        () => true,
        () => false,
      );
    await page.goto(url);
    const workbench = await appears(page.locator('.monaco-workbench .part.statusbar'));
    if (!workbench) return { workbench, active: false };
    await page.screenshot({ path: picture });
    // The list shows only the rows there is room for.
    await page.setViewportSize({ width: 1280, height: 3000 });
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill('>Developer: Show Running Extensions');
    await page.locator('.quick-input-widget .monaco-list-row').first().click();
    const row = page
      .locator('.runtime-extensions-editor .monaco-list-row')
      .filter({ hasText: await displayName() });
    const active = await appears(row.filter({ hasText: /Activation: \d+ms/ }).first());
    return { workbench, active };
  } finally {
    await browser.close();
  }
}
