/** The hands and eyes of a user at a VS Code that runs in the browser alone. */
import { rm } from 'node:fs/promises';
import { Workbench } from '../workbench.mjs';

export class WebWorkbench extends Workbench {
  /**
   * @param {import('./window.mjs').WebWindow} window
   * @param {{ workspace: string, screenshots: string, timeout: number }} options absolute paths; `workspace`
   *   stands behind the virtual folder; `timeout` of each wait, milliseconds
   */
  constructor(window, options) {
    super(window.page, { ...options, context: window.context, url: window.url });
    /** Warnings and errors of the browser's console, extension host and workers included, as they came. */
    this.console = window.console;
    /** Requests of the extension under test for files that it does not have. */
    this.missing = window.missing;
  }

  /** Opens a file in the editor, for good. @param {string} file relative to the workspace */
  async openFile(file) {
    const name = file.split('/').at(-1) ?? file;
    await this.command('Virtual Files: Open File by Path');
    await this.page.locator('.quick-input-widget', { hasText: 'Path below the folder' }).waitFor();
    await this.page.locator('.quick-input-widget input.input').fill(file);
    await this.press('Enter');
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-lines').first().waitFor();
  }

  /** Deletes a file behind the editor's back. @param {string} file relative to the workspace */
  async deleteFile(file) {
    await rm(this.path(file));
  }

  /**
   * Titles of the commands that the palette offers for a text. @param {string} text @returns
   * {Promise<string[]>}
   */
  async commandsLike(text) {
    await this.press('F1');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(`>${text}`);
    const rows = this.page.locator('.quick-input-widget .monaco-list-row');
    await rows.filter({ hasText: text }).first().waitFor();
    /** @type {Set<string>} */
    const titles = new Set();
    // The list draws only what is in view.
    for (let before = -1; before < titles.size; ) {
      before = titles.size;
      for (const title of await this.visibleText('.quick-input-widget .monaco-list-row'))
        if (title.includes(text)) titles.add(title);
      for (let i = 0; i < 8; i++) await this.press('ArrowDown');
    }
    await this.press('Escape');
    return [...titles];
  }

  /**
   * The frame (of a webview) that holds a match of the selector. @param {string} selector @returns
   * {Promise<import('playwright-core').Frame>}
   */
  frameWith(selector) {
    return this.until(`a frame with ${selector}`, async () => {
      // The workbench itself is a frame too, and has tables of its own.
      for (const frame of this.page.frames())
        if (
          frame !== this.page.mainFrame() &&
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0))
        )
          return frame;
      return undefined;
    });
  }
}
