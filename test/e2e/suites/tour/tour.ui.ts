import { describe, it } from 'mocha';
import { theWindow } from '../../support/window';

describe('the tour', () => {
  it('shows a newcomer what is wrong at a glance', async () => {
    const window = theWindow();
    await window.openFile('policies/support-override.recpolicy.json');
    await window.waitForText('.codelens-decoration', 'tied: the last write wins');
    await window.until('findings of files nobody opened', async () =>
      (await window.problems()).some((row) => row.includes('the whole internet')),
    );
    await window.goTo(8, 17);
    await window.screenshot('tour-findings');
  });

  it('shows the cascade on a target', async () => {
    const window = theWindow();
    await window.openFile('policies/payments-trainee.recpolicy.json');
    await window.goTo(6, 48);
    await window.pressFor('Mod+K Mod+I', '.monaco-hover', 'Payments_CardEntry_Recording');
    await window.screenshot('tour-hover');
    await window.press('Escape');
  });
});
