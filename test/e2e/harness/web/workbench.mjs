/** The hands and eyes of a user at a VS Code that runs in the browser alone. */
import { Workbench } from '../workbench.mjs';

export class WebWorkbench extends Workbench {
  /**
   * @param {import('./window.mjs').WebWindow} window
   * @param {{ workspace: string, screenshots: string }} options absolute paths; `workspace` stands behind the virtual folder
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
}
