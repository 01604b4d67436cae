import { describe, expect, it } from 'vitest';
import { fixAllIn } from '../fix-all/fix-all';
import type { OrgFacts } from '../index/org-facts';
import { Workspace } from '../index/workspace';
import { ROOT, testServices } from '../testing/check';
import { contextOf, RICH_CLIENT } from '../testing/cursor';
import { applyTextEdits } from '../testing/text-edits';
import { codeActionsAt } from './code-actions/code-actions';
import { codeLenses } from './code-lens/code-lens';
import { completionsAt } from './completion/completion';
import { foldingRanges } from './folding/folding';
import { formatDocument } from './formatting/formatting';
import { hoverAt } from './hover/hover';
import { inlayHints } from './inlay-hints/inlay-hints';
import { documentLinks } from './links/links';
import { selectionRangeAt } from './selection/selection';
import { semanticTokens } from './semantic-tokens/semantic-tokens';
import type { FeatureContext } from './shared/context';
import { documentSymbols } from './symbols/document-symbols';
import { definitionAt } from './variables/definition';
import { highlightsAt, referencesAt } from './variables/references';
import { prepareRename, renameAt } from './variables/rename';
import { workspaceSymbols } from './workspace-symbols/workspace-symbols';

const WHOLE =
  '{ "name": "A {{v}}", "enabled": true, "targets": [{ "type": "GROUP", "id": "{{v}}" }], "retentionDays": 90, "priority": 5, "complianceSettings": { "allowedMaskPatterns": ["\\\\d\\b"] } }';
const TEXTS: Readonly<Record<string, string>> = {
  empty: '',
  blank: ' \r\n\t',
  'byte order mark': `\ufeff${WHOLE}`,
  CRLF: WHOLE.replaceAll(', ', ',\r\n'),
  CR: WHOLE.replaceAll(', ', ',\r'),
  'half-typed key': '{ "name": "x", "ena',
  'half-typed value': '{ "name": "x", "enabled": tr',
  'missing value': '{ "name":\n "enabled": true,\n "targets": [ { "type": , "id" }',
  'missing commas': '{ "name": "x" "targets": [ {"type": "USER"} {"id": 5} ] "priority": }',
  'open variable': '{ "name": "{{ v", "targets": [{ "type": "GROUP", "id": "{{',
  'lone surrogates':
    '{ "name": "\ud800 {{v}} \udc00", "\udfff": ["\\ud800"], "targets": [{ "type": "\ud83d", "id": "\ude00" }] }',
  'prototype names':
    '{ "__proto__": { "name": 1 }, "constructor": [], "toString": "{{__proto__}}", "targets": [{ "type": "__proto__", "id": "constructor" }] }',
  'duplicate keys': '{ "name": "a", "name": "b", "targets": 1, "targets": [], "priority": "x" }',
  'other shapes': '[{ "targets": {} }, [[]], null, -1e999, "x"]',
  scalar: '"{{v}}"',
  'comments only': '// recpolicy-disable a, b -- c\n/* recpolicy-disable-next-line',
  garbage: "}}]] :: ,, 'x' {a: b} \\ \u0000 // ",
  nested: `${'['.repeat(300)}${']'.repeat(300)}`,
};
const PATHS = [
  'a.recpolicy.json',
  'recording-settings.json',
  'a.psr.json',
  'recpolicy.config.json',
  'a.recpolicy-test.json',
];
const CONFIG =
  '{ "environments": { "e": { "variables": { "v": "g", "__proto__": "p" } } }, "priorityBands": { "x": [1, 9] } }';
const ORG: Record<string, OrgFacts> = {
  e: {
    groups: {
      value: new Map([['g', { id: 'g', name: '\ud800', members: 1, activeMembers: 0 }]]),
      asOf: 'never',
      complete: false,
    },
  },
};

/** Calls every feature; what they answer must at least lie within the document. */
async function callAll(ctx: FeatureContext, workspace: Workspace, offsets: readonly number[]): Promise<void> {
  const { doc } = ctx;
  const read = async (uri: string) => (uri === doc.uri ? doc.text : undefined);
  const findings = workspace.check(doc);
  for (const offset of offsets) {
    for (const item of completionsAt(ctx, offset, findings).items) expect(item.label).not.toBe('');
    hoverAt(ctx, offset);
    selectionRangeAt(doc, offset);
    highlightsAt(ctx, offset);
    prepareRename(ctx, offset);
    await definitionAt(ctx, offset, read);
    await referencesAt(ctx, offset, true, read);
    await renameAt(ctx, offset, 'fresh', read);
    await codeActionsAt(ctx, { findings, start: offset, end: offset, only: undefined, read });
  }
  for (const symbol of documentSymbols(doc)) expect(symbol.name).not.toBe('');
  for (const range of foldingRanges(doc)) expect(range.endLine).toBeLessThan(doc.lineStarts.length);
  for (const hint of inlayHints(ctx, 0, doc.text.length))
    expect(hint.position.line).toBeLessThan(doc.lineStarts.length);
  applyTextEdits(doc, formatDocument(doc, { tabSize: 2, insertSpaces: true }));
  const tokens = semanticTokens(ctx);
  expect(tokens.length % 5).toBe(0);
  expect(tokens.every((n) => n >= 0)).toBe(true);
  documentLinks(ctx);
  codeLenses(ctx);
  await workspaceSymbols(workspace.allProjects(), 'a', read);
  fixAllIn(workspace, doc.uri, doc.text);
}

describe.each(Object.entries(TEXTS))('every feature at every place of a document: %s', (_, text) => {
  it.each(PATHS)('%s', async (path) => {
    const workspace = new Workspace([ROOT], testServices(ORG));
    workspace.put(`${ROOT}/recpolicy.config.json`, CONFIG);
    workspace.put(`${ROOT}/other.recpolicy.json`, WHOLE);
    const masks = {
      maskHover: (p: string) => p,
      maskTokens: (p: string) => [{ start: 0, end: p.length + 5, type: 'escape' as const }],
      standardMasks: [{ title: 'Card', pattern: '\\d' }],
    };
    const uri = `${ROOT}/${path}`;
    const offsets = Array.from({ length: Math.min(text.length, 400) + 3 }, (_, i) => i - 1);
    for (const abilities of [
      RICH_CLIENT,
      { ...RICH_CLIENT, snippets: false, markdown: false, insertReplace: false },
    ]) {
      const ctx = contextOf(workspace, uri, text, { org: ORG, masks, abilities });
      // The abilities change how an answer is written, not where it is looked for.
      await callAll(ctx, workspace, abilities === RICH_CLIENT ? offsets : offsets.filter((o) => o % 5 === 0));
    }
  });
});

it('every feature answers while a document is being typed, at its end', async () => {
  const workspace = new Workspace([ROOT], testServices(ORG));
  const uri = `${ROOT}/a.recpolicy.json`;
  for (let end = 0; end <= WHOLE.length; end++) {
    const ctx = contextOf(workspace, uri, WHOLE.slice(0, end), { org: ORG });
    await callAll(ctx, workspace, [end]);
  }
});

it('a huge or deeply nested document is answered, not hung on', async () => {
  const workspace = new Workspace([ROOT], testServices());
  const deep = '['.repeat(100_000);
  const ctx = contextOf(workspace, `${ROOT}/a.recpolicy.json`, deep);
  await callAll(ctx, workspace, [0, 50_000, 100_000]);
  const big = `{ "targets": [${'{ "type": "GROUP", "id": "{{v}}" },\n'.repeat(25_000)}] }`;
  await callAll(contextOf(workspace, `${ROOT}/b.recpolicy.json`, big), workspace, [big.length >> 1]);
});
