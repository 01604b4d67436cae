/**
 * The hands and eyes of a user at VS Code's window, by what the window shows. Every wait is for something
 * that can be seen.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { themes } from './themes.mjs';

const modifier = process.platform === 'darwin' ? 'Meta' : 'Control';
const quickInput = '.quick-input-widget';

export class Workbench {
  /**
   * @param {import('playwright-core').Page} page
   * @param {object} options
   * @param {string} options.workspace absolute path
   * @param {string} options.screenshots absolute path
   * @param {number} options.timeout of each wait, in milliseconds
   * @param {import('playwright-core').BrowserContext} [options.context] for a second window
   * @param {string} [options.url] for a second window
   * @param {string} [options.stateHome] where the product keeps what it knows of projects on this machine,
   *   absolute path
   */
  constructor(page, { workspace, screenshots, timeout, context, url, stateHome }) {
    /** Playwright's page, for whatever this class does not offer. */
    this.page = page;
    /** Absolute path of the folder that is open: this run's own copy. */
    this.workspace = workspace;
    this.screenshots = screenshots;
    this.context = context;
    this.url = url;
    this.stateHome = stateHome;
    this.timeout = timeout;
    page.setDefaultTimeout(timeout);
  }

  /** Absolute path of a file of the workspace. @param {string} file relative to it */
  path(file) {
    return join(this.workspace, file);
  }

  /** @param {string} file relative to the workspace */
  readFile(file) {
    return readFile(this.path(file), 'utf8');
  }

  /**
   * Writes a file behind the editor's back, as another program would. @param {string} file relative to the
   * workspace @param {string} text
   */
  async writeFile(file, text) {
    await mkdir(dirname(this.path(file)), { recursive: true });
    await writeFile(this.path(file), text);
  }

  /**
   * Saves a picture as `test-results/screenshots/NAME.png`. @param {string} name @param {string} [selector]
   * only this part of the window @returns {Promise<string>} its absolute path
   */
  async screenshot(name, selector) {
    const path = join(this.screenshots, `${name}.png`);
    await mkdir(dirname(path), { recursive: true });
    if (selector) await this.page.locator(selector).first().screenshot({ path, animations: 'disabled' });
    else await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }

  /**
   * Presses keys, several separated by spaces; `Mod` is Control, or Command on a Mac. @param {string} keys
   * e.g. `Mod+S`, `Mod+K Mod+I`
   */
  async press(keys) {
    for (const key of keys.split(' ')) await this.page.keyboard.press(key.replace('Mod', modifier));
  }

  /** @param {string} text typed into whatever has the focus */
  async type(text) {
    await this.page.keyboard.type(text);
  }

  /**
   * Clicks the first match of a Playwright selector: CSS, or `text=Deploy`. @param {string} selector @param
   * {{ button?: 'left' | 'right', double?: boolean }} [options]
   */
  async click(selector, { button = 'left', double = false } = {}) {
    const target = this.page.locator(selector).first();
    if (double) await target.dblclick({ button });
    else await target.click({ button });
  }

  /** Rests the pointer on the first match of a selector. @param {string} selector */
  async hover(selector) {
    await this.page.locator(selector).first().hover();
  }

  /**
   * The text of each visible match of a selector, in document order, non-breaking spaces as plain ones.
   * @param {string} selector @returns {Promise<string[]>}
   */
  async visibleText(selector) {
    const texts = await this.page.locator(selector).filter({ visible: true }).allInnerTexts();
    return texts.map((text) => text.replaceAll('\u00a0', ' '));
  }

  /**
   * Waits until a visible match of the selector holds the text. @param {string} selector @param {string |
   * RegExp} text @returns {Promise<string>} that match's text
   */
  async waitForText(selector, text) {
    const match = this.page.locator(selector).filter({ hasText: text, visible: true }).first();
    await match.waitFor();
    // biome-ignore lint/performance/useDomNodeTextContent: what a user sees, not what the page holds
    return (await match.innerText()).replaceAll('\u00a0', ' ');
  }

  /**
   * Presses keys until what they open is there: a widget asked for while its answer is still being worked out
   * closes by itself, and a person presses again. @param {string} keys @param {string} selector @param
   * {string | RegExp} text @returns {Promise<string>} the match's text
   */
  async pressFor(keys, selector, text) {
    const match = this.page.locator(selector).filter({ hasText: text, visible: true }).first();
    const deadline = Date.now() + this.timeout;
    for (;;) {
      await this.press(keys);
      const left = deadline - Date.now();
      try {
        await match.waitFor({ timeout: Math.max(1, Math.min(4000, left)) });
        break;
      } catch (error) {
        if (Date.now() >= deadline) throw error;
        await this.press('Escape');
      }
    }
    return this.waitForText(selector, text);
  }

  /**
   * Waits until no visible match of the selector holds the text. @param {string} selector @param {string |
   * RegExp} text
   */
  async waitForNoText(selector, text) {
    await this.until(
      `no "${text}" in ${selector}`,
      async () => (await this.page.locator(selector).filter({ hasText: text, visible: true }).count()) === 0,
    );
  }

  /**
   * Waits until the probe answers something other than undefined, null or false.
   * @template T
   * @param {string} what for the message where it never does
   * @param {() => Promise<T> | T} probe
   * @returns {Promise<NonNullable<T>>}
   */
  async until(what, probe) {
    const deadline = Date.now() + this.timeout;
    for (;;) {
      const answer = await probe();
      if (answer) return answer;
      if (Date.now() > deadline) throw new Error(`Waited ${this.timeout} ms in vain for: ${what}`);
      // One frame of the window: nothing it shows can change faster.
      await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(undefined))));
    }
  }

  /**
   * Runs a command by its title, as a user does through the command palette. @param {string} title e.g.
   * `Recording Policies: New Policy`
   */
  async command(title) {
    this.lastCommand = title;
    await this.#choose('F1', `>${title}`, title);
  }

  /** The command that was run last. @type {string | undefined} */
  lastCommand;

  /**
   * Opens the list at the top of the window, types, and clicks the first row that holds a text. A window that
   * is still loading takes the focus, and the list closes: then it is asked for again, as a person does.
   * @param {string} keys @param {string} text @param {string} row
   */
  async #choose(keys, text, row) {
    const input = this.page.locator(`${quickInput} input.input`);
    const found = this.page.locator(`${quickInput} .monaco-list-row`).filter({ hasText: row }).first();
    const chosen = this.page
      .locator(`${quickInput} .monaco-list-row.focused`)
      .filter({ hasText: row })
      .first();
    const deadline = Date.now() + this.timeout;
    const timeout = this.timeout / 2;
    for (;;) {
      try {
        await this.press(keys);
        await input.waitFor({ timeout });
        await input.fill(text, { timeout });
        // Enter goes to the row that has the focus, so that row must be the one that is meant. A click would
        // do, too, but its end can reach the list that the command opens in the same place.
        const focused = await chosen.waitFor({ timeout: 2_000 }).then(
          () => true,
          () => false,
        );
        if (focused) await this.press('Enter');
        else await found.click({ timeout, noWaitAfter: true });
        return;
      } catch (error) {
        if (Date.now() >= deadline) throw error;
        await this.press('Escape');
      }
    }
  }

  /**
   * Opens a file in the editor, for good (not as a preview). @param {string} file relative to the workspace
   */
  async openFile(file) {
    const name = file.split('/').at(-1) ?? file;
    // By its whole path: that needs no search of the workspace, which takes seconds in a window just opened.
    await this.#choose('Mod+P', this.path(file), name);
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-lines').first().waitFor();
  }

  /**
   * Puts the cursor somewhere in the active editor. @param {number} line one-based, as the editor shows it
   * @param {number} [column] one-based
   */
  async goTo(line, column = 1) {
    await this.press('Control+G');
    const input = this.page.locator(`${quickInput} input.input`);
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /**
   * Shows the Problems list and tells its rows, files and findings alike, as they read. @returns
   * {Promise<string[]>}
   */
  async problems() {
    const rows = '.markers-panel .monaco-list-row';
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.command('View: Focus Problems');
    await panel.waitFor();
    return this.visibleText(rows);
  }

  /**
   * Loads the window again by the command, which, unlike the browser's own reload, lets VS Code keep what is
   * open.
   */
  async reload() {
    const loaded = this.page.waitForEvent('load', { timeout: 60_000 });
    await this.command('Developer: Reload Window');
    await loaded;
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  }

  /** Opens a second window on the same folder. @returns {Promise<Workbench>} */
  async secondWindow() {
    if (!this.context || !this.url) throw new Error('A second window needs a window whose address is known.');
    const page = await this.context.newPage();
    await page.goto(this.url);
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    const { workspace, screenshots, context, url, timeout } = this;
    return new Workbench(page, { workspace, screenshots, context, url, timeout });
  }

  /** Changes the colour theme, and waits until the window has it. @param {keyof typeof themes} theme */
  async useTheme(theme) {
    const { label, mark } = themes[theme];
    const row = this.page.locator(`${quickInput} .monaco-list-row`).filter({ hasText: label, visible: true });
    // A window that is still loading takes the focus, and the list closes: then it is asked for again.
    await this.until('the list of colour themes', async () => {
      await this.command('Preferences: Color Theme');
      return row
        .first()
        .waitFor({ timeout: this.timeout / 4 })
        .then(
          () => true,
          () => this.press('Escape').then(() => false),
        );
    });
    await this.page.locator(`${quickInput} input.input`).fill(label);
    await row.first().click();
    await this.page.locator(`.monaco-workbench.${mark}`).waitFor();
    await this.page.locator(quickInput).waitFor({ state: 'hidden' });
  }
}
