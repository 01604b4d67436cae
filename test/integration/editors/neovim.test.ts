import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documented, firstLine, Rig } from './editor';

const version = firstLine('nvim', ['--version']);
if (version === undefined)
  console.warn('Neovim is not installed: its tests are skipped (Debian: apt-get install neovim).');

describe.skipIf(version === undefined)(`Neovim (${version ?? 'skipped: not installed'})`, () => {
  let rig: Rig;
  let seen: Record<string, unknown>;

  beforeAll(async () => {
    rig = await Rig.make();
    const script = readFileSync(new URL('neovim.lua', import.meta.url), 'utf8');
    seen = await rig.run(
      'nvim',
      ['--headless', '--clean', '-n', '-S'],
      'script.lua',
      `${documented('lua')}\n${script}`,
    );
  }, 120_000);
  afterAll(() => rig?.remove());

  it('goes through with what the documentation tells to set up', () => {
    expect(seen['failed']).toBeUndefined();
    expect(seen['done']).toBe(true);
  });

  it('shows a finding with its range, severity and message', () => {
    expect(seen['first']).toEqual([
      {
        code: 'retention-out-of-range',
        lnum: 11,
        col: 19,
        end_col: 22,
        severity: 1,
        message: expect.stringContaining('at most 365'),
      },
    ]);
  });

  it('offers the fix and tells where the limit comes from', () => {
    expect(seen['actions']).toContainEqual(expect.stringContaining('365'));
    expect(seen['hover']).toMatch(/365/);
  });

  it('completes in plain text, as it knows no snippets', () => {
    const items = seen['completion'] as { label: string; format: number }[];
    expect(items.map((item) => item.label).join()).toContain('complianceSettings');
    expect(items.filter((item) => item.format !== 1)).toEqual([]);
  });

  it('renames in every file and formats', () => {
    expect(rig.read('a.recpolicy.json')).toContain('{{card_desk}}');
    expect(rig.read('a.recpolicy.json')).toContain('\n  "enabled": true,\n');
    expect(rig.read('a.recpolicy.json')).toContain('"retentionDays": 365');
    expect(rig.read('recpolicy.config.json')).toContain('"card_desk": "1"');
  });

  it('has no error in its log of the server', () => {
    const errors = (seen['log'] as string[]).filter((line) => line.startsWith('[ERROR]'));
    expect(errors).toEqual([]);
  });
});
