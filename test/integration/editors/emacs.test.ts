import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documented, firstLine, Rig } from './editor';

const version = firstLine('emacs', [
  '--batch',
  '--eval',
  '(progn (require (quote eglot)) (princ (concat emacs-version "\n")))',
]);
if (version === undefined)
  console.warn(
    'Emacs with eglot is not installed: its tests are skipped (Debian: apt-get install emacs-nox elpa-eglot).',
  );

describe.skipIf(version === undefined)(`Emacs (${version ?? 'skipped: no Emacs with eglot'})`, () => {
  let rig: Rig;
  let seen: Record<string, unknown>;

  beforeAll(async () => {
    rig = await Rig.make();
    const script = readFileSync(new URL('emacs.el', import.meta.url), 'utf8');
    seen = await rig.run('emacs', ['--batch', '-l'], 'script.el', `${documented('elisp')}\n${script}`);
  }, 120_000);
  afterAll(() => rig?.remove());

  it('goes through with what the documentation tells to set up', () => {
    expect(seen['failed']).toBeUndefined();
    expect(seen['done']).toBe(true);
    expect(seen['mode']).toBe('recpolicy-mode');
  });

  it('shows a finding on the number, and one finding only', () => {
    expect(seen['first']).toEqual([
      { text: expect.stringContaining('at most 365'), at: '400', type: 'eglot-error' },
    ]);
  });

  it('offers the fix and tells where the limit comes from', () => {
    expect(seen['actions']).toContainEqual(expect.stringContaining('365'));
    expect(seen['hover']).toMatch(/365/);
  });

  it('renames in every file and formats', () => {
    expect(rig.read('a.recpolicy.json')).toContain('{{card_desk}}');
    expect(rig.read('a.recpolicy.json')).toContain('\n  "enabled": true,\n');
    expect(rig.read('a.recpolicy.json')).toContain('"retentionDays": 365');
    expect(rig.read('recpolicy.config.json')).toContain('"card_desk": "1"');
  });
});
