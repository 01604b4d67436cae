import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, recpolicy } from '../testing/harness';

const CROOKED = '{"enabled":true, // recorded\n      "roles":[]}\n';

describe('recpolicy format', () => {
  it('changes white space alone, and nothing the second time', async () => {
    const cwd = project({ 'admin.psr.json': CROOKED });
    const first = await recpolicy(cwd, 'format');
    expect(first).toMatchObject({ code: 0, out: 'admin.psr.json\n1 of 1 file formatted.\n' });
    const text = readFileSync(join(cwd, 'admin.psr.json'), 'utf8');
    expect(text).not.toBe(CROOKED);
    expect(text.replace(/\s/g, '')).toBe(CROOKED.replace(/\s/g, ''));
    expect(await recpolicy(cwd, 'format')).toMatchObject({ code: 0, out: '0 of 1 file formatted.\n' });
  });

  it('writes nothing with --check, and exits with 1 where something would change', async () => {
    const cwd = project({ 'admin.psr.json': CROOKED });
    const { code, out } = await recpolicy(cwd, 'format', '--check');
    expect(code).toBe(1);
    expect(out).toContain('1 of 1 file would change. Run recpolicy format to change it.');
    expect(readFileSync(join(cwd, 'admin.psr.json'), 'utf8')).toBe(CROOKED);
    await recpolicy(cwd, 'format', '--quiet');
    expect(await recpolicy(cwd, 'format', '--check', '--quiet')).toMatchObject({ code: 0, out: '' });
  });

  it('leaves a broken file as it is, and says so', async () => {
    const cwd = project({ 'admin.psr.json': '{"enabled": ' });
    const { code, err } = await recpolicy(cwd, 'format');
    expect(code).toBe(1);
    expect(err).toContain('admin.psr.json has a syntax error, so it was not formatted.');
    expect(readFileSync(join(cwd, 'admin.psr.json'), 'utf8')).toBe('{"enabled": ');
  });
});
