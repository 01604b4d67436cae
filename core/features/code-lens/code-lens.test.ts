import { expect, it } from 'vitest';
import { atCursor, type CursorOptions } from '../../testing/cursor';
import { codeLenses } from './code-lens';

const policy = (name: string, priority: number, ids: string[], enabled = true) =>
  JSON.stringify({
    name,
    enabled,
    priority,
    retentionDays: 30,
    targets: ids.map((id) => ({ type: 'GROUP', id })),
  });

function titles(files: Record<string, string>, options: CursorOptions = {}) {
  return codeLenses(atCursor(files, options).ctx).map((l) => l.command!.title);
}

it('says who wins', () => {
  const b = { 'b.recpolicy.json': policy('B', 5, ['1']) };
  expect(titles({ 'a.recpolicy.json': policy('A', 1, ['1']), ...b })).toEqual([
    '2 policies on these targets, this one wins',
  ]);
  expect(titles({ 'a.recpolicy.json': policy('A', 9, ['1']), ...b })).toEqual([
    '2 policies on these targets, B wins',
  ]);
  expect(titles({ 'a.recpolicy.json': policy('A', 9, ['1', '2']), ...b })).toEqual([
    '2 policies on these targets, this one wins on 1 of 2',
  ]);
  expect(titles({ 'a.recpolicy.json': policy('A', 5, ['1']), ...b })).toEqual([
    '2 policies on these targets, tied: the last write wins',
  ]);
  expect(titles({ 'a.recpolicy.json': policy('A', 5, ['3']), ...b })).toEqual([
    'the only policy on its targets',
  ]);
  expect(titles({ 'a.recpolicy.json': policy('A', 5, ['1'], false), ...b })).toEqual([
    'disabled: takes no part on its targets',
  ]);
});

it('is one for each environment, or for the chosen one', () => {
  const files = {
    'a.recpolicy.json': policy('A', 1, ['{{g}}']),
    'recpolicy.config.json':
      '{ "environments": { "p": { "variables": { "g": "1" } }, "t": { "variables": { "g": "2" } }, "u": {} } }',
  };
  expect(titles(files)).toEqual(['p: the only policy on its targets', 't: the only policy on its targets']);
  expect(titles(files, { environment: 't' })).toEqual(['the only policy on its targets']);
});

it('runs a command only where there is one', () => {
  const files = { 'a.recpolicy.json': policy('A', 1, ['1']) };
  const lens = codeLenses(atCursor(files, { abilities: { commands: false } }).ctx)[0]!;
  expect(lens.command!.command).toBe('');
  expect(codeLenses(atCursor(files).ctx)[0]!.command!.command).not.toBe('');
  expect(titles({ 'a.psr.json': '{}' })).toEqual([]);
});
