import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { theWindow } from '../../support/window';

const rows = '.test-explorer .monaco-list-row';

/** Runs all tests, and waits for a failure: the sample has one. */
async function runAll(): Promise<void> {
  const window = theWindow();
  await window.openFile('tests/payments.recpolicy-test.json');
  await window.command('Testing: Focus on Test Explorer View');
  await window.waitForText(rows, 'payments.recpolicy-test.json');
  await window.command('Test: Run All Tests');
  await window.until('results', async () => {
    const labels = await window.page
      .locator(rows)
      .evaluateAll((all) => all.map((r) => r.getAttribute('aria-label') ?? ''));
    return labels.some((label) => /failed/i.test(label));
  });
}

describe('policy tests in the Test Explorer', () => {
  it('runs all of them, each in each environment', async () => {
    const window = theWindow();
    await runAll();
    await window.screenshot('views-tests');
  });

  it('shows at the expectation what was expected', async () => {
    const window = theWindow();
    await runAll();
    await window.command('Test: Peek Output');
    await window.until('the message', async () =>
      (await window.visibleText('.test-output-peek, .test-output-peek-message-container')).some((t) =>
        t.includes('4111 1111 1111 1111'),
      ),
    );
    await window.screenshot('views-tests-peek');
    await window.press('Escape');
  });

  it('has run buttons beside the tests', async () => {
    const window = theWindow();
    await window.openFile('tests/payments.recpolicy-test.json');
    await window.page.locator('.testing-run-glyph').first().waitFor();
    assert.ok((await window.page.locator('.testing-run-glyph').count()) >= 1);
  });
});
