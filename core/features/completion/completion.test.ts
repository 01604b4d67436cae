import { describe, expect, it } from 'vitest';
import type { CompletionItem, InsertReplaceEdit, TextEdit } from 'vscode-languageserver-types';
import { CoreDocument } from '../../document/document';
import { schemaErrors } from '../../document/schema/validate';
import type { OrgFacts } from '../../index/org-facts';
import { parseJson } from '../../json/parse';
import { type AtCursor, atCursor, type CursorOptions } from '../../testing/cursor';
import { offsetAt } from '../../text/lines';
import { completionsAt } from './completion';
import { SKELETONS } from './skeletons';
import { plainOf } from './snippet';

const PLAIN: CursorOptions = { abilities: { snippets: false, markdown: false, insertReplace: false } };
const CONFIG = JSON.stringify({
  environments: {
    prod: { variables: { payments_group: 'g-1', other: 'x' } },
    test: { variables: { payments_group: 'g-2' } },
  },
  priorityBands: { low: [10, 19], high: [100, 199] },
});

function complete(text: string, options: CursorOptions = PLAIN, path = 'a.recpolicy.json', more = {}) {
  const at = atCursor({ [path]: text, ...more }, options);
  return { at, list: completionsAt(at.ctx, at.offset).items };
}

const labels = (items: readonly CompletionItem[]) => items.map((i) => i.label);

/** The text after an item was accepted. */
function accept(at: AtCursor, items: readonly CompletionItem[], label: string): string {
  const item = items.find((i) => i.label === label);
  if (item === undefined) throw new Error(`${label} is not offered: ${labels(items).join(', ')}`);
  const main = item.textEdit as TextEdit | InsertReplaceEdit;
  const edits = [
    { range: 'range' in main ? main.range : main.replace, newText: main.newText },
    ...(item.additionalTextEdits ?? []),
  ];
  const { lineStarts } = at.ctx.doc.json;
  const offset = (p: { line: number; character: number }) => offsetAt(lineStarts, at.text.length, p);
  let text = at.text;
  for (const e of edits.sort((a, b) => offset(b.range.start) - offset(a.range.start)))
    text = text.slice(0, offset(e.range.start)) + e.newText + text.slice(offset(e.range.end));
  return text;
}

function accepted(
  marked: string,
  label: string,
  options: CursorOptions = PLAIN,
  path?: string,
  more = {},
): string {
  const { at, list } = complete(marked, options, path, more);
  return accept(at, list, label);
}

describe('property names', () => {
  it('are offered without those present, required ones first', () => {
    const { list } = complete('{ "name": "x", |\n "enabled": true }');
    expect(labels(list)).not.toContain('name');
    expect(labels(list)).not.toContain('enabled');
    expect(labels(list).slice(0, 5)).toEqual([
      'recordingType',
      'targets',
      'retentionDays',
      'priority',
      'evaluationMode',
    ]);
    expect(labels(list)).toContain('description');
    expect(labels(list).at(-1)).toBe('$schema');
  });

  it.each([
    ['{|}', '{"retentionDays": 90}'],
    ['{ ret| }', '{ "retentionDays": 90 }'],
    ['{ "ret| }', '{ "retentionDays": 90 }'],
    ['{ "ret|" }', '{ "retentionDays": 90 }'],
    ['{ "ret|": 5 }', '{ "retentionDays": 5 }'],
    ['{ "name": "x", |', '{ "name": "x", "retentionDays": 90'],
    ['{ | "name": "x" }', '{ "retentionDays": 90, "name": "x" }'],
    [
      '{\n "name": "x"\n |\n "enabled": true }',
      '{\n "name": "x",\n "retentionDays": 90,\n "enabled": true }',
    ],
    ['{\n "name": "x" // why\n "re|" }', '{\n "name": "x", // why\n "retentionDays": 90 }'],
    ['{ "name":\n "re|\n "enabled": true }', undefined],
  ])('go into %j', (marked, wanted) => {
    if (wanted === undefined) expect(labels(complete(marked).list)).not.toContain('name');
    else expect(accepted(marked, 'retentionDays')).toBe(wanted);
  });

  it('bring placeholders to clients that have them, and plain text to others', () => {
    expect(accepted('{ | }', 'retentionDays', {})).toBe('{ "retentionDays": ${1:90} }');
    expect(accepted('{ | }', 'evaluationMode', {})).toBe('{ "evaluationMode": "${1|STRICT,BEST_EFFORT|}" }');
    expect(accepted('{ | }', 'enabled')).toBe('{ "enabled": true }');
    expect(JSON.parse(accepted('{ | }', 'targets'))).toEqual({ targets: [{ type: 'GROUP', id: '' }] });
  });

  it('of nested objects are those of their schema', () => {
    expect(labels(complete('{ "targets": [{ "type": "GROUP", | }] }').list)).toEqual(['id']);
    expect(labels(complete('{ "complianceSettings": { "maskSensitiveData": true, "').list)).toEqual([]);
    expect(labels(complete('{ "complianceSettings": { "maskSensitiveData": true, "|').list)).toEqual([
      'allowedMaskPatterns',
      'requireAgentConsent',
    ]);
  });

  it('of the configuration hold rule codes, bands and variables that files use', () => {
    const more = { 'a.recpolicy.json': '{ "name": "{{seen_in_file}}" }' };
    const config = 'recpolicy.config.json';
    const rulesList = complete('{ "rules": { "|" } }', PLAIN, config).list;
    expect(labels(rulesList)).toContain('retention-out-of-range');
    expect(
      labels(complete('{ "environments": { "p": { "variables": { | } } } }', PLAIN, config, more).list),
    ).toEqual(['seen_in_file']);
    expect(accepted('{ "priorityBands": { | } }', 'role', PLAIN, config)).toBe(
      '{ "priorityBands": { "role": [300, 399] } }',
    );
    expect(labels(complete('{ "rules": { "user-target": "|" } }', PLAIN, config).list)).toEqual([
      'off',
      'hint',
      'information',
      'warning',
      'error',
    ]);
  });
});

describe('values', () => {
  it.each([
    ['{ "enabled": | }', 'false', '{ "enabled": false }'],
    ['{ "enabled": t| }', 'true', '{ "enabled": true }'],
    ['{ "enabled": |\n "name": "x" }', 'true', '{ "enabled": true,\n "name": "x" }'],
    ['{ "evaluationMode": "ST|" }', 'BEST_EFFORT', '{ "evaluationMode": "BEST_EFFORT" }'],
    ['{ "evaluationMode": "ST|', 'STRICT', '{ "evaluationMode": "STRICT"'],
    [
      '{ "targets": [{ "type": "G|, "id": "x" }] }',
      'GROUP',
      '{ "targets": [{ "type": "GROUP", "id": "x" }] }',
    ],
    ['{ "targets": [{ "type": | }] }', 'SKILL', '{ "targets": [{ "type": "SKILL" }] }'],
    ['{ "retentionDays": 3| }', '90', '{ "retentionDays": 90 }'],
  ])('go into %j', (marked, label, wanted) => {
    expect(accepted(marked, label)).toBe(wanted);
  });

  it('of enums say what they mean', () => {
    const item = complete('{ "evaluationMode": "|" }', {}).list.find((i) => i.label === 'BEST_EFFORT')!;
    expect(JSON.stringify(item.documentation)).toContain('warning is logged');
  });

  it('are not offered where a colon is missing or behind the document', () => {
    expect(complete('{ "enabled" | }').list).toEqual([]);
    expect(complete('{} |').list).toEqual([]);
  });
});

describe('variables', () => {
  const more = { 'recpolicy.config.json': CONFIG };
  it('are offered inside any string once braces are typed, those of every environment first', () => {
    const { list } = complete('{ "description": "for {{|" }', PLAIN, undefined, more);
    expect(labels(list)).toEqual(['{{payments_group}}', '{{other}}']);
    expect(list[0]!.detail).toBe('prod: g-1, test: g-2');
  });

  it.each([
    ['{ "description": "for {{|" }', '{ "description": "for {{payments_group}}" }'],
    ['{ "description": "for {{pay|}}, x" }', '{ "description": "for {{payments_group}}, x" }'],
    ['{ "description": "a {{ p|aym }} b" }', '{ "description": "a {{payments_group}} b" }'],
    ['{ "description": "a {{p|', '{ "description": "a {{payments_group}}'],
    [
      '{ "targets": [{ "type": "GROUP", "id": "|" }] }',
      '{ "targets": [{ "type": "GROUP", "id": "{{payments_group}}" }] }',
    ],
    [
      '{ "targets": [{ "type": "GROUP", "id": | }] }',
      '{ "targets": [{ "type": "GROUP", "id": "{{payments_group}}" }] }',
    ],
  ])('go into %j', (marked, wanted) => {
    expect(accepted(marked, '{{payments_group}}', PLAIN, undefined, more)).toBe(wanted);
  });

  it('are offered as groups in policy tests', () => {
    const text = '{ "tests": [{ "agent": { "groups": ["|"] } }] }';
    expect(labels(complete(text, PLAIN, 'a.recpolicy-test.json', more).list)).toContain('{{payments_group}}');
  });
});

describe('target ids', () => {
  const groups = new Map(
    Array.from({ length: 1000 }, (_, i) => [
      `id-${i}`,
      { id: `ID-${i}`, name: `Team ${i}`, members: 3, activeMembers: 2 },
    ]),
  );
  const org: Record<string, OrgFacts> = {
    '': {
      groups: { value: groups, asOf: '2026-11-21T10:00:00Z', complete: true },
      names: { value: new Map([['SKILL:s-1', 'French']]), asOf: '2026-11-21T10:00:00Z', complete: false },
    },
  };
  it('come with names, are cut and say so, and narrow as one types', () => {
    const all = atCursor({ 'a.recpolicy.json': '{ "targets": [{ "type": "GROUP", "id": "|" }] }' }, { org });
    const list = completionsAt(all.ctx, all.offset);
    expect(list.items).toHaveLength(200);
    expect(list.isIncomplete).toBe(true);
    expect(list.items[0]!.detail).toContain('120 min old'.replace('120 min', '2 h'));
    const typed = '{ "targets": [{ "type": "GROUP", "id": "Team 777|" }] }';
    expect(accepted(typed, 'Team 777', { ...PLAIN, org })).toContain('"id": "ID-777"');
  });

  it('follow the type of the target', () => {
    const { list } = complete('{ "targets": [{ "type": "SKILL", "id": "|" }] }', { org });
    expect(labels(list)).toEqual(['French']);
    expect(list[0]!.detail).toContain('incomplete');
  });
});

describe('priorities', () => {
  it('are those free on the targets, by band, with one that wins', () => {
    const files = {
      'recpolicy.config.json': '{ "priorityBands": { "low": [10, 19], "high": [100, 199] } }',
      'b.recpolicy.json':
        '{ "name": "B", "enabled": true, "priority": 100, "targets": [{ "type": "GROUP", "id": "G" }] }',
    };
    const { list } = complete(
      '{ "targets": [{ "type": "GROUP", "id": "g" }], "priority": | }',
      PLAIN,
      undefined,
      files,
    );
    expect(list[0]).toMatchObject({ label: '99', labelDetails: { description: 'wins over B (100)' } });
    expect(labels(list).slice(1, 5)).toEqual(['10', '110', '120', '130']);
  });
});

describe('directives', () => {
  it('start with the code found on the next line', () => {
    const at = atCursor({ 'a.recpolicy.json': '{\n  // |\n  "retentionDays": 999\n}' }, PLAIN);
    const findings = at.workspace.check(at.ctx.doc);
    const { items } = completionsAt(at.ctx, at.offset, findings);
    expect(accept(at, items, 'recpolicy-disable-next-line')).toContain(
      '// recpolicy-disable-next-line retention-out-of-range -- reason\n',
    );
  });

  it('offer codes behind them, and none behind the dashes', () => {
    const at = atCursor({ 'a.recpolicy.json': '// recpolicy-disable re|\n{ "retentionDays": 999 }' }, PLAIN);
    const { items } = completionsAt(at.ctx, at.offset, at.workspace.check(at.ctx.doc));
    const found = items.filter((i) => i.labelDetails?.description === 'found here').map((i) => i.label);
    expect(found).toContain('retention-out-of-range');
    expect(items.slice(0, found.length).map((i) => i.label)).toEqual(found);
    expect(accept(at, items, 'retention-out-of-range')).toBe(
      '// recpolicy-disable retention-out-of-range -- reason\n{ "retentionDays": 999 }',
    );
    expect(complete('// recpolicy-disable x -- re|\n{}').list).toEqual([]);
  });
});

describe('policy tests', () => {
  it('know the names of policies and environments', () => {
    const more = {
      'recpolicy.config.json': CONFIG,
      'p.recpolicy.json': '{ "name": "Payments_Card_Recording" }',
    };
    const path = 'a.recpolicy-test.json';
    const policy = '{ "tests": [{ "expect": { "policy": "pay|" } }] }';
    expect(labels(complete(policy, PLAIN, path, more).list)).toContain('Payments_Card_Recording');
    expect(labels(complete('{ "environment": "|" }', PLAIN, path, more).list)).toEqual(['prod', 'test']);
  });
});

describe('masks', () => {
  it('come from the analysis of masks, with the escapes of JSON', () => {
    const masks = { standardMasks: [{ title: 'Card', pattern: '\\d{4}' }] };
    const text = '{ "complianceSettings": { "allowedMaskPatterns": ["|"] } }';
    expect(accepted(text, 'Card', { ...PLAIN, masks })).toContain('["\\\\d{4}"]');
  });
});

describe('skeletons of empty files', () => {
  const PATHS = {
    policy: 'a.recpolicy.json',
    settings: 'recording-settings.json',
    psr: 'a.psr.json',
    config: 'recpolicy.config.json',
    tests: 'a.recpolicy-test.json',
  } as const;
  for (const [kind, path] of Object.entries(PATHS)) {
    it(`of kind ${kind} are valid documents`, () => {
      for (const skeleton of SKELETONS[kind as keyof typeof PATHS]) {
        const text = plainOf(skeleton.body.join('\n'));
        expect(parseJson(text).errors, text).toEqual([]);
        expect(schemaErrors(kind as keyof typeof PATHS, JSON.parse(text)), text).toEqual([]);
        const indented = text.replaceAll('\t', '  ');
        expect(accepted('|', skeleton.label, PLAIN, path)).toBe(indented);
        const crlf = indented.replaceAll('\n', '\r\n');
        expect(accepted('\ufeff// why\r\n|', skeleton.label, PLAIN, path)).toBe(`\ufeff// why\r\n${crlf}`);
      }
    });
  }
});

it('indents what is no snippet as the document is', () => {
  const path = 'recpolicy.config.json';
  expect(accepted('{\n    "rules": {},\n    |\n}', 'environments', PLAIN, path)).toBe(
    '{\n    "rules": {},\n    "environments": {\n        \n    }\n}',
  );
  expect(accepted('{\r\n\t"rules": {},\r\n\t|\r\n}', 'environments', PLAIN, path)).toBe(
    '{\r\n\t"rules": {},\r\n\t"environments": {\r\n\t\t\r\n\t}\r\n}',
  );
});

it('offers the usual choice first', () => {
  expect(labels(complete('{ "targets": [{ "type": "|" }] }').list)).toEqual([
    'GROUP',
    'USER',
    'LOCATION',
    'SKILL',
  ]);
});

it('keeps the quote of a string when a client inserts rather than replaces', () => {
  const { list } = complete('{ "evaluationMode": "S|TRICT" }', {});
  const edit = list[0]!.textEdit as InsertReplaceEdit;
  expect(edit.insert).toEqual(edit.replace);
  expect(new CoreDocument('', '', 'policy', '').root).toBeUndefined();
});
