import { describe, it } from 'mocha';
import { theWindow } from '../../support/window';

const FILE = 'policies/masks.recpolicy.json';

describe('masks as a person sees them', () => {
  it('underlines the part that backtracks and says how to try it', async () => {
    const window = theWindow();
    await window.openFile(FILE);
    await window.until('the finding', async () =>
      (await window.problems()).some((row) => row.includes('Exponential backtracking')),
    );
    await window.goTo(12, 30);
    await window.pressFor('Mod+K Mod+I', '.monaco-hover', 'Exponential backtracking');
    await window.screenshot('masks-unsafe');
    await window.press('Escape');
  });

  it('colours the parts of a pattern and shows a table of what it hides', async () => {
    const window = theWindow();
    await window.openFile(FILE);
    await window.waitForText('.codelens-decoration', 'masks some card');
    await window.goTo(13, 12);
    await window.pressFor('Mod+K Mod+I', '.monaco-hover', 'Own samples');
    await window.screenshot('masks-table');
    await window.press('Escape');
  });
});
