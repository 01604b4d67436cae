import { describe, expect, it } from 'vitest';
import { CoreDocument } from '../../document/document';
import { fixAllIn } from '../../fix-all/fix-all';
import { atCursor, type CursorOptions } from '../../testing/cursor';
import { applyTextEdits } from '../../testing/text-edits';
import { codeActionsAt, FIX_ALL } from './code-actions';
import { REASON } from './suppress';

async function actions(files: Record<string, string>, options: CursorOptions = {}, only?: string[]) {
  const at = atCursor(files, options);
  const findings = at.workspace.check(at.ctx.doc);
  const offered = await codeActionsAt(at.ctx, {
    findings,
    start: at.offset,
    end: at.offset,
    only,
    read: at.read,
    fixAll: () => fixAllIn(at.workspace, at.ctx.doc.uri, at.text),
  });
  const resultOf = (title: string) => {
    const found = offered.find((o) => o.action.title === title);
    if (found === undefined)
      throw new Error(`not offered: ${offered.map((o) => o.action.title).join(' · ')}`);
    return applyTextEdits(at.ctx.doc, found.action.edit!.changes![at.ctx.doc.uri]!);
  };
  return { at, offered, resultOf, titles: offered.map((o) => o.action.title) };
}

const BAD = '{\r\n\t"retentionDays": 99|9\r\n}';
const CODE = 'retention-out-of-range';

describe('actions on a finding', () => {
  it('hold its fix, with the finding', async () => {
    const { offered, resultOf } = await actions({ 'a.recpolicy.json': BAD });
    expect(resultOf('Set retentionDays to 365')).toBe('{\r\n\t"retentionDays": 365\r\n}');
    const own = offered.find((o) => o.action.title === 'Set retentionDays to 365')!;
    expect(own.finding!.code).toBe(CODE);
    expect(own.action.isPreferred).toBeUndefined();
  });

  it('silence it on its line and then for the file, and the silence holds', async () => {
    for (const title of [`Disable ${CODE} for this line`, `Disable ${CODE} for this file`]) {
      const { resultOf, at } = await actions({ 'a.recpolicy.json': `\ufeff${BAD}` });
      const text = resultOf(title);
      expect(text).toContain(`${CODE} -- ${REASON}\r\n`);
      const { doc } = at.workspace.put(at.ctx.doc.uri, text)!;
      const codes = at.workspace.check(doc).map((f) => f.code);
      expect(codes).not.toContain(CODE);
      expect(codes).not.toContain('unused-directive');
      expect(text.charCodeAt(0)).toBe(0xfeff);
    }
  });

  it('extend a directive that is there', async () => {
    const text = `{\n  // recpolicy-disable-next-line other-code -- known\n  "retentionDays": 99|9\n}`;
    const { resultOf } = await actions({ 'a.recpolicy.json': text });
    expect(resultOf(`Disable ${CODE} for this line`)).toContain(`next-line other-code ${CODE} -- known\n`);
  });

  it('keep the indentation', async () => {
    const { resultOf } = await actions({ 'a.recpolicy.json': BAD });
    expect(resultOf(`Disable ${CODE} for this line`)).toContain('\r\n\t// recpolicy-disable-next-line');
  });

  it('write no directive into a block comment', async () => {
    const { titles } = await actions({ 'a.recpolicy.json': '{ /* a\n b */ "retentionDays": 99|9 }' });
    expect(titles).not.toContain(`Disable ${CODE} for this line`);
    expect(titles).toContain(`Disable ${CODE} for this file`);
  });

  it('offer no silence for faults of syntax', async () => {
    const files = { 'recpolicy.config.json': '{}', 'a.recpolicy.json': '{ "name" =| "x" }' };
    const { titles } = await actions(files);
    expect(titles).toContain('Write ":"');
    expect(titles.filter((t) => /^(?:Disable|Turn) json-syntax/.test(t))).toEqual([]);
  });
});

describe('turning a rule off', () => {
  const title = `Turn ${CODE} off in recpolicy.config.json`;
  it('edits the configuration and keeps its comments', async () => {
    const config = '{\n  // ours\n  "rules": { "x": "off" }\n}\n';
    const { offered, at } = await actions({ 'a.recpolicy.json': BAD, 'recpolicy.config.json': config });
    const { changes } = offered.find((o) => o.action.title === title)!.action.edit!;
    const uri = at.ctx.project.configUri!;
    const text = applyTextEdits(new CoreDocument(uri, '', 'config', config), changes![uri]!);
    expect(text).toContain('// ours');
    const { doc } = { doc: new CoreDocument(uri, '', 'config', text) };
    expect(doc.json.errors).toEqual([]);
    expect(doc.root!.value).toEqual({ rules: { x: 'off', [CODE]: 'off' } });
  });
  it('makes a configuration where there is none and the client can, and leaves a broken one alone', async () => {
    expect((await actions({ 'a.recpolicy.json': BAD })).titles).toContain(title);
    expect(
      (await actions({ 'a.recpolicy.json': BAD }, { abilities: { createFiles: false } })).titles,
    ).not.toContain(title);
    expect(
      (await actions({ 'a.recpolicy.json': BAD, 'recpolicy.config.json': '{ "rules": ' })).titles,
    ).not.toContain(title);
    expect(
      (await actions({ 'a.recpolicy.json': BAD, 'recpolicy.config.json': '{ "rules": [] }' })).titles,
    ).not.toContain(title);
  });
});

describe('kinds', () => {
  it('are given as asked for', async () => {
    const text = '{ "name": "A", |}';
    const all = await actions({ 'a.recpolicy.json': text }, {}, [FIX_ALL]);
    expect(all.offered.every((o) => o.action.kind === FIX_ALL)).toBe(true);
    const fixes = await actions({ 'a.recpolicy.json': BAD }, {}, ['quickfix']);
    expect(fixes.offered.length).toBeGreaterThan(0);
    expect(fixes.offered.every((o) => o.action.kind === 'quickfix')).toBe(true);
    expect((await actions({ 'a.recpolicy.json': BAD }, {}, ['refactor'])).offered).toEqual([]);
    expect((await actions({ 'a.recpolicy.json': BAD }, {}, ['source.organizeImports'])).offered).toEqual([]);
  });
});
