import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consoleChecklist } from './checklist';

const source = { path: 'admin-console.psr.json', errors: 0, warnings: 0 };
const sample = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../samples/${name}/admin-console.psr.json`, import.meta.url), 'utf8'),
  );
const headings = (markdown: string) => markdown.split('\n').filter((l) => l.startsWith('## '));
const steps = (markdown: string) => markdown.split('\n').filter((l) => l.startsWith('- [ ] '));

describe('consoleChecklist', () => {
  it('goes through the pages of the console in their order', () => {
    expect(headings(consoleChecklist(sample('clean'), source))).toEqual([
      '## Admin > Organization > Licensing',
      '## Admin > Organization > Settings',
      '## Admin > Security > Privileged Session Recording',
      '## Admin > Security > Roles',
      '## Admin > Security > Audit Logs',
      '## Storage outside the console',
      '## The export of the audit log (outside the console)',
      '## Check that it works',
    ]);
  });

  it('makes a step of each value of the file', () => {
    const markdown = consoleChecklist(sample('clean'), source);
    for (const text of [
      '**Enable Privileged Session Recording** is on.',
      'The role `Organization Admin` is selected.',
      '`Billing Manager` has the tags `Financial Control`.',
      'by IP address range: `203.0.113.0/24`.',
      '**Retention Settings**: **Access Logs** are kept **365 days**.',
      '**Mask PII in Logs** is on.',
      'The list of patterns holds `\\b\\d{3}[- ]?\\d{2}[- ]?\\d{4}\\b`',
      'at most 40 requests a minute.',
      'masks `ipAddress`, `userAgent`',
      '**Audit Log Storage Class**',
      'needs the scope `org.settings.edit`',
      'out to `*.genesys.cloud` and to the SIEM',
      'A storage bucket (S3 or compatible)',
      'Every region and cluster has the same patterns',
      'for forensic use only. Entries appear 5 to 10 seconds after',
      'No `session_id` stands out',
    ])
      expect(steps(markdown).join('\n')).toContain(text);
    expect(markdown).not.toContain('findings');
  });

  it('selects only recorded roles, and says what is off', () => {
    const markdown = consoleChecklist(sample('tour'), { ...source, errors: 3, warnings: 2 });
    expect(markdown).toContain('**The file has findings (errors: 3, warnings: 2).**');
    expect(markdown).toContain(
      '`Billing Manager`, tab **Audit Logging**: **Record Session Activity** is not ticked.',
    );
    expect(markdown).not.toContain('The role `Billing Manager` is selected.');
    expect(markdown).toContain('**Access Logs** are kept **without end**');
    expect(markdown).toContain('**Mask PII in Logs** is off.');
    expect(markdown).not.toContain('The list of patterns holds');
  });

  it('takes an absent flag for one that is off, and says that no retention is given', () => {
    const markdown = consoleChecklist({ enabled: true, roles: [{ name: 'Reviewer' }] }, source);
    expect(markdown).toContain(
      '`Reviewer`, tab **Audit Logging**: **Record Session Activity** is not ticked.',
    );
    expect(markdown).not.toContain('The role `Reviewer` is selected.');
    expect(markdown).toContain('The file does not say it, and the default of 30 days is too short.');
  });

  it('asks for nothing of a recording that is off', () => {
    const markdown = consoleChecklist({ enabled: false, roles: [{ name: 'Admin' }] }, source);
    expect(markdown).toContain('**Enable Privileged Session Recording** is off.');
    expect(markdown).not.toContain('is selected');
    expect(markdown).not.toContain('A session starts');
  });

  it.each([undefined, null, [], 'x', {}, { roles: [1, null, { name: 2 }], retention: [], triggers: 'x' }])(
    'makes a document of whatever the file holds: %j',
    (value) => {
      const markdown = consoleChecklist(value, source);
      expect(headings(markdown)).toHaveLength(6);
      expect(markdown).toContain('The file does not say whether sessions are recorded.');
    },
  );

  it('keeps names from making boxes, links or headings', () => {
    const name = 'x`](command:a)\n- [ ] fake\n## fake <b>';
    const markdown = consoleChecklist(
      { enabled: true, roles: [{ name }], retention: { accessLogDays: '*[x](http://evil)*' } },
      source,
    );
    expect(markdown).not.toMatch(/^- \[ \] fake|^## fake/m);
    expect(markdown).toContain('`` x`](command:a) - [ ] fake ## fake <b> ``');
    expect(markdown).toContain('are kept `*[x](http://evil)*`.');
  });
});
