import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-types';
import type { OrgFacts } from '../../index/org-facts';
import { atCursor, type CursorOptions } from '../../testing/cursor';
import { hoverAt } from './hover';

const CONFIG = `{
  "environments": {
    "prod": { "minimumRetentionDays": 90, "variables": { "pay": "G-1" } },
    "test": { "variables": {} }
  },
  "rules": { "retention-out-of-range": "warning" },
  "priorityBands": { "base": [1, 99] }
}`;
const EVIL = '[x](command:evil) <img src=x> $(flame) https://evil.test `a` **b**';
const org: Record<string, OrgFacts> = {
  prod: {
    groups: {
      value: new Map([['g-1', { id: 'G-1', name: EVIL, members: 9, activeMembers: 7 }]]),
      asOf: '2026-11-21T11:30:00Z',
      complete: false,
    },
  },
  test: { minimumRetentionDays: { value: 30, asOf: '2026-11-20T11:00:00Z', complete: true } },
};

function hover(text: string, options: CursorOptions = {}, path = 'a.recpolicy.json', more = {}) {
  const files = {
    [path]: text,
    ...(path === 'recpolicy.config.json' ? {} : { 'recpolicy.config.json': CONFIG }),
    ...more,
  };
  const at = atCursor(files, { org, ...options });
  const found = hoverAt(at.ctx, at.offset);
  if (found === undefined) return undefined;
  const { start, end } = found.range!;
  const line = at.text.split('\n')[start.line]!;
  return { text: (found.contents as MarkupContent).value, range: line.slice(start.character, end.character) };
}

describe('fields', () => {
  it('tell what they do, their limits with the source of each, and the default', () => {
    const h = hover('{ "reten|tionDays": 30 }')!;
    expect(h.range).toBe('"retentionDays"');
    expect(h.text).toContain('**Retention \\(days\\)** · required');
    expect(h.text).toContain('before it is deleted');
    expect(h.text).toContain('Limit: 1 to 365 days');
    expect(h.text).toContain('prod: at least 90 days (recpolicy.config.json)');
    expect(h.text).toContain('test: at least 30 days (org data 25 h old)');
    expect(h.text).toContain('Default: `90`');
    expect(h.text).toContain('(command:recpolicy.explainFinding?%5B%22retention-out-of-range%22%5D)');
  });

  it('list allowed values with their meaning, the present one strong', () => {
    const h = hover('{ "evaluationMode": "BEST|_EFFORT" }')!;
    expect(h.range).toBe('"BEST_EFFORT"');
    expect(h.text).toContain('- **`BEST_EFFORT`**: The best matching rule');
    expect(h.text).toContain('- `STRICT`: ');
  });

  it('link to the page of a rule by its address for other clients than ours', () => {
    const h = hover('{ "reten|tionDays": 30 }', { abilities: { commands: false } })!;
    expect(h.text).toContain('(https://example.test/rules/retention-out-of-range)');
  });

  it('are plain text for clients without Markdown', () => {
    const h = hover('{ "priority|": 5 }', { abilities: { markdown: false } })!;
    expect(h.text).not.toMatch(/[`*\\]/);
    expect(h.text).toContain('Bands of this project: base 1–99');
  });

  it('owned by the org are called that', () => {
    expect(hover('{ "et|ag": "1" }')!.text).toContain('The org owns this field');
    expect(hover('{ "unkno|wn": "1" }')).toBeUndefined();
    expect(hover('{ | }')).toBeUndefined();
  });
});

describe('variables', () => {
  it('show their value in each environment', () => {
    const h = hover('{ "description": "for {{ p|ay }} only" }')!;
    expect(h.range).toBe('{{ pay }}');
    expect(h.text).toContain('- prod: `G-1`');
    expect(h.text).toContain('- test: no value');
  });

  it('tell in the configuration how many files use them', () => {
    const more = {
      'a.recpolicy.json': '{ "name": "{{pay}}" }',
      'b.recpolicy.json': '{ "name": "{{pay}} {{pay}}" }',
    };
    const h = hover(CONFIG.replace('"pay"', '"p|ay"'), {}, 'recpolicy.config.json', more)!;
    expect(h.text).toContain('Used in 2 files');
  });
});

describe('targets', () => {
  const policy = (name: string, priority: number, enabled = true) =>
    JSON.stringify({
      name,
      enabled,
      priority,
      retentionDays: 30,
      targets: [{ type: 'GROUP', id: 'g-1' }],
    });
  it('show the whole cascade, winner first, and the group with the age of the data', () => {
    const more = {
      'b.recpolicy.json': policy('Later', 20),
      'c.recpolicy.json': policy('First', 10),
      'd.recpolicy.json': policy('Off', 1, false),
    };
    const text =
      '{ "name": "Mine", "enabled": true, "priority": 30, "targets": [{ "type": "GROUP", "id": "{{pa|y}}" }] }';
    const h = hover(text, { environment: 'prod' }, 'a.recpolicy.json', more)!;
    expect(h.text).toContain('7 active members (org data 30 min old, incomplete)');
    const order = ['First', 'Later', 'Mine'].map((n) => h.text.indexOf(`**${n}**`));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(h.text).toMatch(/First.*\*\*wins\*\*/);
    expect(h.text).not.toContain('Off');
  });

  it('never let a name from the org act as markup', () => {
    const h = hover('{ "targets": [{ "type": "GROUP", "id": "G|-1" }] }', { environment: 'prod' })!;
    expect(h.text).not.toMatch(/(?<!\\)\[x|(?<!\\)<img|(?<!\\)\$\(|https:\/\/evil|(?<!\\)`a|\]\(command/);
    expect(h.text).toContain('\\[x\\]');
  });

  it('say a tie when two share the lowest number', () => {
    const more = { 'b.recpolicy.json': policy('B', 5), 'c.recpolicy.json': policy('C', 5) };
    const h = hover(
      '{ "targets": [{ "type": "GROUP", "id": "g|-1" }] }',
      { environment: 'prod' },
      'a.recpolicy.json',
      more,
    )!;
    expect(h.text.match(/\*\*ties\*\*/g)).toHaveLength(2);
  });
});

describe('rules', () => {
  it('are explained in directives', () => {
    const h = hover('// recpolicy-disable retention-out|-of-range -- why\n{}')!;
    expect(h.range).toBe('retention-out-of-range');
    expect(h.text).toContain('Severity: warning in this project, error by default');
  });
  it('are explained in the configuration', () => {
    expect(
      hover('{ "rules": { "retention-ou|t-of-range": "off" } }', {}, 'recpolicy.config.json')!.text,
    ).toContain('Retention outside');
    expect(hover('{ "rules": { "no-su|ch": "off" } }', {}, 'recpolicy.config.json')!.text).toContain(
      'There is no rule `no-such`',
    );
  });
});

describe('policy tests and masks', () => {
  it('know variables of the environment a test holds in, wherever its file is', () => {
    const environments = {
      prod: { include: ['policies/**'], variables: { g: 'in-prod' } },
      dev: { include: ['policies/**'], variables: { g: 'in-dev' } },
    };
    const more = { 'recpolicy.config.json': JSON.stringify({ environments }) };
    const text = '{ "tests": [{ "agent": { "groups": ["{{g|}}"] } }] }';
    const all = hover(text, {}, 'tests/a.recpolicy-test.json', more)!.text;
    expect(all).toContain('in-prod');
    expect(all).toContain('in-dev');
    const one = hover(text.replace('{', '{ "environment": "dev",'), {}, 'tests/a.recpolicy-test.json', more)!;
    expect(one.text).toContain('in-dev');
    expect(one.text).not.toContain('in-prod');
  });

  it('show the policy a test names', () => {
    const more = { 'p.recpolicy.json': '{ "name": "Pay_Recording", "priority": 7, "enabled": true }' };
    const text = '{ "tests": [{ "expect": { "policy": "pay_re|cording" } }] }';
    expect(hover(text, {}, 'a.recpolicy-test.json', more)!.text).toContain('p.recpolicy.json');
    expect(hover(text.replace('pay_', 'other_'), {}, 'a.recpolicy-test.json', more)!.text).toContain(
      'No policy',
    );
  });
  it('leave mask patterns to their analysis, and describe the field without it', () => {
    const text = '{ "complianceSettings": { "allowedMaskPatterns": ["\\\\d|"] } }';
    expect(hover(text, { masks: { maskHover: (p) => `masks ${p}` } })!.text).toBe('masks \\d');
    expect(hover(text)!.text).toContain('Mask pattern');
  });
});
