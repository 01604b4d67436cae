import { describe, expect, it } from 'vitest';
import type { OrgFacts } from '../../index/org-facts';
import { Workspace } from '../../index/workspace';
import { ROOT, testServices } from '../../testing/check';
import { PICTURE_LIMITS, policyMap } from './map';
import { mermaidText } from './mermaid';

const NOW = Date.parse('2026-11-21T12:00:00Z');

interface Row {
  readonly name: string;
  readonly ids: readonly string[];
  readonly priority: number;
  readonly days?: number;
}

function mapOf(rows: readonly Row[], facts?: OrgFacts, config = '{}'): string {
  const workspace = new Workspace([ROOT], testServices());
  workspace.put(`${ROOT}/recpolicy.config.json`, config);
  for (const [i, { name, ids, priority, days = 30 }] of rows.entries()) {
    const targets = ids.map((id) => ({ type: 'GROUP', id }));
    const value = { name, enabled: true, targets, retentionDays: days, priority, evaluationMode: 'STRICT' };
    workspace.put(`${ROOT}/${i}.recpolicy.json`, JSON.stringify(value));
  }
  const index = workspace.projectOf(`${ROOT}/x.recpolicy.json`).environments[0]!;
  return policyMap(index, { facts, now: NOW });
}

const chartOf = (markdown: string) => /```mermaid\n([\s\S]*?)\n```/.exec(markdown)![1]!.split('\n');

describe('policyMap', () => {
  it('draws the winner solid, losers dashed, ties thick, each with a word', () => {
    const markdown = mapOf([
      { name: 'A', ids: ['g1'], priority: 100, days: 90 },
      { name: 'B', ids: ['g1', 'g2'], priority: 200 },
      { name: 'C', ids: ['g2'], priority: 200 },
    ]);
    expect(chartOf(markdown)).toEqual([
      'flowchart LR',
      '  n0(["group g1"])',
      '  n1["A<br/>90 days"]',
      '  n0 -->|"wins 100"| n1',
      '  n2["B<br/>30 days"]',
      '  n0 -.->|"loses 200"| n2',
      '  n3(["group g2"])',
      '  n3 ==>|"collides 200"| n2',
      '  n4["C<br/>30 days"]',
      '  n3 ==>|"collides 200"| n4',
    ]);
    expect(markdown).toContain('| group g1 | A (100) | 90 days | B (200) |');
    expect(markdown).toContain('| group g2 | **Collision:** B (200), C (200) | 30 days | – |');
  });

  it('shows policies that only the org has, and how old that is', () => {
    const facts: OrgFacts = {
      remoteOnly: {
        asOf: '2026-11-21T10:00:00Z',
        complete: true,
        value: [
          {
            id: 'p9',
            name: 'Legacy',
            enabled: true,
            priority: 50,
            retentionDays: 10,
            targets: [{ type: 'GROUP', id: 'g1' }],
          },
        ],
      },
      names: { asOf: '2026-11-21T10:00:00Z', complete: true, value: new Map([['GROUP:g1', 'Desk']]) },
    };
    const markdown = mapOf([{ name: 'A', ids: ['g1'], priority: 100 }], facts);
    expect(chartOf(markdown)).toContain('  n1[/"Legacy<br/>10 days<br/>only in the org"/]');
    expect(chartOf(markdown)).toContain('  n0(["group #8220;Desk#8221;"])');
    expect(markdown).toContain('1 that only the org has (org data 2 h old)');
  });

  it('names targets by their variables where the org is not known', () => {
    const config = JSON.stringify({ environments: { prod: { variables: { desk: 'G1' } } } });
    const markdown = mapOf([{ name: 'A', ids: ['g1'], priority: 100 }], undefined, config);
    expect(markdown).toContain('# Policy map of prod');
    expect(chartOf(markdown)[1]).toBe('  n0(["group #123;#123;desk#125;#125;"])');
  });

  it('cuts a big project within what Mermaid takes and says what it left out', () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({
      name: `Policy \u{1F4F9}${'"<&'.repeat(40)} ${i}`,
      ids: [`g${i}`, `g${i + 1}`, `g${i + 2}`],
      priority: 100 + (i % 7),
    }));
    const markdown = mapOf(many);
    const chart = chartOf(markdown);
    const arrows = chart.filter((l) => l.includes('|"')).length;
    expect(arrows).toBeGreaterThan(30);
    expect(arrows).toBeLessThanOrEqual(PICTURE_LIMITS.arrows);
    expect(chart.filter((l) => /\["/.test(l) && !/\(\[/.test(l)).length).toBeLessThanOrEqual(
      PICTURE_LIMITS.policies,
    );
    expect(chart.join('\n').length).toBeLessThan(50_000);
    expect(markdown).toMatch(/Left out: 19\d\d targets/);
    expect(markdown).toMatch(/150\d more targets are left out of the table/);
  });

  it('shows the first policies of a target that has more than the picture holds', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ name: `P${i}`, ids: ['g'], priority: i }));
    const markdown = mapOf(many);
    expect(chartOf(markdown).filter((l) => l.includes('|"'))).toHaveLength(PICTURE_LIMITS.policies);
    expect(markdown).toContain('and 40 of the lines');
    expect(markdown).toContain('and 94 more');
  });

  it('lets no name break the graph, make a link, HTML or a table cell', () => {
    const hostile = [
      '"] --> evil["x',
      'a"]; click n0 "javascript:alert(1)"',
      '<img src=x onerror=alert(1)>',
      '[x](command:workbench.action.quit)',
      '```\n# injected\n```mermaid',
      '| a | b |\n| - | - |',
      '%%{init: {"securityLevel":"loose"}}%%',
      '`**bold**` $(icon) #quot; end',
      '\u202Egnp.exe \u0000 \ud800',
      '',
    ];
    const markdown = mapOf(
      hostile.map((name, i) => ({ name, ids: [name || 'g', `h${i}`], priority: i + 1 })),
    );
    for (const line of chartOf(markdown).slice(1)) {
      expect(line).toMatch(
        /^ {2}n\d+(\(\[|\[)"(?:[\p{L}\p{N} ]|#\d+;|<br\/>)+"(\]\)|\])$|^ {2}n\d+ (-->|-\.->|==>)\|"(?:[\p{L}\p{N} ]|#\d+;)+"\| n\d+$/u,
      );
    }
    expect(markdown.match(/```/g)).toHaveLength(2);
    const rest = markdown.replace(/```mermaid[\s\S]*?```/, '');
    expect(rest).not.toMatch(/(?<!\\)\]\(|(?<!\\)<img|^# injected/m);
    for (const row of rest.split('\n').filter((l) => l.startsWith('|')))
      expect(row.replace(/\\./g, '').match(/\|/g)).toHaveLength(5);
  });

  it('says so where there is nothing', () => {
    expect(mapOf([])).toContain('No enabled policy has a target here.');
  });
});

describe('mermaidText', () => {
  it('keeps letters of any script and makes an entity of everything else', () => {
    expect(mermaidText('Zoë 客服_1.-"#;')).toBe('Zoë 客服#95;1#46;#45;#34;#35;#59;');
  });
  it('never is empty, and shows what cannot be shown as such', () => {
    expect(mermaidText(' \n ')).toBe('#63;');
    expect(mermaidText('a\u202eb')).toBe('a#65533;b');
  });
});
