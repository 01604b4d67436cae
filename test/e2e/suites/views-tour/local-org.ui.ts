import { fork } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { theWindow } from '../../support/window';

const notification = '.notifications-toasts .notification-list-item';

describe('a local org that runs already', () => {
  it('is found, not started twice, and not stopped', async () => {
    const window = theWindow();
    // By another window, or by `npm start`; where one has the port already, this one just ends.
    const other = fork(join(process.cwd(), 'dist', 'emulator.js'), ['4010'], { silent: true });
    try {
      await new Promise((resolve) => other.once('message', resolve));
      await window.openFile('policies/support-agent-desktop.recpolicy.json');
      await window.waitForText('.codelens-decoration', 'policies on these targets');
      await window.command('Recording Policies: Start Local Org');
      await window.waitForText(notification, 'A local org runs already: acme at http://127.0.0.1:4010');
      await window.command('Notifications: Clear All Notifications');
      await window.press('F1');
      const input = window.page.locator('.quick-input-widget input');
      await input.fill('>Recording Policies: Stop Local Org');
      await window.waitForText('.quick-input-widget .monaco-list-row', /No matching|similar/);
      await window.press('Escape');
    } finally {
      other.kill();
    }
  });
});
