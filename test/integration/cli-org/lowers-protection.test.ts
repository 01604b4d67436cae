import { describe, expect, it } from 'vitest';
import type { PolicyBody } from '../../../schemas/org-api';
import { group, policy, rig } from './kit';

const FILE = 'policies/payments.recpolicy.json';
const STRONG = policy({
  retentionDays: 90,
  complianceSettings: {
    maskSensitiveData: true,
    allowedMaskPatterns: ['\\b\\d{4}\\b', '\\b\\d{9}\\b'],
    requireAgentConsent: true,
  },
});

describe('what lowers the protection', () => {
  const changes: readonly [string, Partial<PolicyBody>, string[], string][] = [
    ['a shorter retention', { retentionDays: 30 }, ['/retentionDays'], '90 → 30 days'],
    ['being switched off', { enabled: false }, ['/enabled'], 'not recorded any more'],
    ['best effort', { evaluationMode: 'BEST_EFFORT' }, ['/evaluationMode'], 'best effort in place of strict'],
    [
      'no masks',
      { complianceSettings: { ...STRONG.complianceSettings, maskSensitiveData: false } },
      ['/complianceSettings/maskSensitiveData'],
      'unmasked',
    ],
    [
      'fewer masks',
      { complianceSettings: { ...STRONG.complianceSettings, allowedMaskPatterns: ['\\b\\d{4}\\b'] } },
      ['/complianceSettings/allowedMaskPatterns'],
      '1 mask pattern fewer',
    ],
    [
      'no consent',
      { complianceSettings: { ...STRONG.complianceSettings, requireAgentConsent: false } },
      ['/complianceSettings/requireAgentConsent'],
      'without consent',
    ],
  ];
  it.each(changes)(
    'is marked, counted and told with whom it concerns: %s',
    async (_, change, paths, loss) => {
      const r = await rig();
      await r.write(FILE, STRONG);
      await r.run('deploy -e dev --yes');
      await r.run('facts -e dev');
      await r.write(FILE, { ...STRONG, ...change });
      const json = JSON.parse((await r.run('plan -e dev --format json')).out);
      expect(json.lowersProtection).toBe(paths.length);
      const marked = json.changes[0].fields.filter((f: { lowersProtection: boolean }) => f.lowersProtection);
      expect(marked.map((f: { path: string }) => f.path)).toEqual(paths);
      for (const format of ['pretty', 'markdown']) {
        const { out } = await r.run(`plan -e dev --format ${format}`);
        expect(out).toContain(`Payments, 1 member: ${loss}`);
        expect(out).toContain('Lowers protection: 1');
      }
      const asked = await r.run('deploy -e dev', { answers: ['n'] });
      expect(asked.err).toContain('Lowers protection: 1.');
    },
  );

  it('counts nothing where the protection stays or grows', async () => {
    const r = await rig();
    await r.write(FILE, STRONG);
    await r.run('deploy -e dev --yes');
    await r.write(FILE, { ...STRONG, retentionDays: 120, description: 'new' });
    const json = JSON.parse((await r.run('plan -e dev --format json')).out);
    expect(json).toMatchObject({ lowersProtection: 0, lowered: [] });
    for (const f of json.changes[0].fields) expect(f.lowersProtection).toBe(false);
  });

  it('sees a new policy that wins over a stronger one', async () => {
    const r = await rig();
    await r.write(FILE, STRONG);
    await r.run('deploy -e dev --yes');
    await r.write(
      'policies/new.recpolicy.json',
      policy({ name: 'Short_Recording', priority: 1, retentionDays: 7 }),
    );
    const json = JSON.parse((await r.run('plan -e dev --format json')).out);
    expect(json.lowered).toEqual([
      {
        target: `GROUP:${group.id}`,
        name: expect.any(String),
        losses: ['unmasked', 'without consent', '90 → 7 days'],
      },
    ]);
  });

  it('comes first in every format, and the comment fits a pull request', async () => {
    const r = await rig();
    await r.write(FILE, STRONG);
    await r.run('deploy -e dev --yes');
    for (let i = 0; i < 300; i++)
      await r.write(
        `policies/a${i}.recpolicy.json`,
        policy({
          name: `A${i}_Recording`,
          description: 'x'.repeat(500),
          targets: [{ type: 'SKILL', id: `s${i}` }],
        }),
      );
    await r.write(FILE, { ...STRONG, retentionDays: 30 });
    const { out } = await r.run('plan -e dev --format markdown');
    expect(out.length).toBeLessThan(60_000);
    const [first] = out.split('\n').filter((l) => l.startsWith('#### '));
    expect(first).toContain('Payments_Terminal_Recording');
    expect(out).toContain('<details>');
    expect(out).toMatch(/\d+ more that do not fit here\. Create: \d+\./);
    const json = JSON.parse((await r.run('plan -e dev --format json')).out);
    expect(json.changes[0].name).toBe('Payments_Terminal_Recording');
    const pretty = (await r.run('plan -e dev')).out;
    expect(pretty.indexOf('Payments_Terminal_Recording')).toBeLessThan(pretty.indexOf('A0_Recording'));
  });

  it('names what cannot be undone', async () => {
    const r = await rig();
    await r.write(FILE, STRONG);
    await r.run('deploy -e dev --yes');
    const { out } = await r.run(['retire', 'Payments_Terminal_Recording', '-e', 'dev'], { answers: ['n'] });
    expect(out).toMatch(/- retire {3}.*Payments_Terminal_Recording/);
    expect(out).not.toContain('~ update');
  });
});
