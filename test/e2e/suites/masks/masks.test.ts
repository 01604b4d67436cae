import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import {
  closeAllEditors,
  codeOf,
  hoverAt,
  openDocument,
  rangeOf,
  replaceText,
  waitForCode,
  waitForDiagnostics,
} from '../../support';

const FILE = 'policies/masks.recpolicy.json';

describe('masks', () => {
  afterEach(closeAllEditors);

  it('marks the hot spot of an unsafe pattern, whatever escapes come before it', async () => {
    const document = await openDocument(FILE);
    await waitForCode(FILE, 'mask-unsafe-regex');
    const found = await waitForDiagnostics(FILE, 'the hot spot', (all) =>
      all.some((one) => codeOf(one) === 'mask-unsafe-regex'),
    );
    const unsafe = found.find((one) => codeOf(one) === 'mask-unsafe-regex')!;
    assert.equal(document.getText(unsafe.range), '(\\\\d+[ -]?)+');
    assert.match(unsafe.message, /Try it on/);
  });

  it('takes the finding back when the pattern is mended', async () => {
    const document = await openDocument(FILE);
    await waitForCode(FILE, 'mask-unsafe-regex');
    await replaceText(document, '(\\\\d+[ -]?)+', '\\\\d{4}');
    await waitForDiagnostics(FILE, 'no unsafe pattern', (all) =>
      all.every((one) => codeOf(one) !== 'mask-unsafe-regex'),
    );
  });

  it('tells in a hover what a pattern hides of the samples, what stays readable, and what it costs', async () => {
    const document = await openDocument(FILE);
    await waitForCode(FILE, 'mask-delimiter-intolerant');
    const hover = await hoverAt(document, rangeOf(document, '5[1-5]').start);
    assert.match(hover, /Card numbers/);
    assert.match(hover, /stays readable/);
    assert.match(hover, /linear/);
  });
});
