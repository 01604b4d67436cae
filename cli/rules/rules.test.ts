import { describe, expect, it } from 'vitest';
import { rules } from '../../core/generated/rules';
import { project, recpolicy } from '../testing/harness';

describe('recpolicy rules', () => {
  it('lists every rule, for people and for programs', async () => {
    const cwd = project({});
    const { code, out } = await recpolicy(cwd, 'rules');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(rules.length);
    const json = JSON.parse((await recpolicy(cwd, 'rules', '--format', 'json')).out);
    expect(json.rules.map((r: { code: string }) => r.code)).toEqual(rules.map((r) => r.code));
  });

  it('shows the page of one', async () => {
    const { code, out } = await recpolicy(project({}), 'rules', 'user-target');
    expect(code).toBe(0);
    expect(out).toMatch(/^# user-target\n[\s\S]*## Why/);
  });

  it('knows no other', async () => {
    const { code, out, err } = await recpolicy(project({}), 'rules', 'user-targt');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Did you mean user-target?');
  });
});
