import { describe, expect, it } from 'vitest';
import { project, recpolicy } from '../testing/harness';

const SETTINGS = { enabled: true, roles: [{ name: 'Security Admin', recordSessionActivity: true }] };

describe('recpolicy checklist', () => {
  it('prints the steps of each file, and how many findings it has', async () => {
    const cwd = project({ 'admin.psr.json': SETTINGS, 'a.recpolicy.json': {} });
    const { code, out } = await recpolicy(cwd, 'checklist');
    expect(code).toBe(0);
    expect(out).toContain('The role `Security Admin` is selected.');
    expect(out).toContain('**The file has findings (errors: 2');
    expect(await recpolicy(cwd, 'checklist', 'admin.psr.json')).toMatchObject({ code: 0, out });
  });

  it('ends with 2 where there is no such file', async () => {
    const cwd = project({ 'a.recpolicy.json': {} });
    const none = await recpolicy(cwd, 'checklist');
    expect(none).toMatchObject({ code: 2, out: '' });
    expect(none.err).toContain('No file ends in .psr.json here');
    const other = await recpolicy(cwd, 'checklist', 'a.recpolicy.json');
    expect(other.code).toBe(2);
    expect(other.err).toContain('holds no privileged-session settings');
  });
});
