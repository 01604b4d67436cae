import { expect, it } from 'vitest';
import { atCursor, type CursorOptions } from '../../testing/cursor';
import { offsetAt } from '../../text/lines';
import { inlayHints } from './inlay-hints';
import { periodOf } from './period';

/** The document with each hint in guillemets where it stands. */
function shown(files: Record<string, string>, options: CursorOptions = {}): string {
  const { ctx, text } = atCursor(files, options);
  const hints = inlayHints(ctx, 0, text.length);
  let out = text;
  for (const h of [...hints].reverse()) {
    const at = offsetAt(ctx.doc.lineStarts, text.length, h.position);
    out = `${out.slice(0, at)}«${h.label as string}»${out.slice(at)}`;
  }
  return out;
}

it('shows days as months and the band of a priority', () => {
  const config = { 'recpolicy.config.json': '{ "priorityBands": { "base": [1, 9] } }' };
  expect(shown({ 'a.recpolicy.json': '{ "retentionDays": 90, "priority": 5 }', ...config })).toBe(
    '{ "retentionDays": 90«= about 3 months», "priority": 5«base» }',
  );
  expect(shown({ 'a.psr.json': '{ "retention": { "sessionVideoDays": 730, "x": 365 } }' })).toBe(
    '{ "retention": { "sessionVideoDays": 730«= 2 years», "x": 365 } }',
  );
});

it.each([
  [1, undefined],
  [7, '1 week'],
  [14, '2 weeks'],
  [30, 'about 1 month'],
  [180, 'about 6 months'],
  [365, '1 year'],
  [500, 'about 1.4 years'],
  [-30, undefined],
  [1.5, undefined],
  [1e300, undefined],
])('%d days are %s', (days, period) => {
  expect(periodOf(days)).toBe(period);
});

it('shows values of the chosen environment, names from the org, and who wins', () => {
  const config =
    '{ "environments": { "a": { "variables": { "g": "1" } }, "b": { "variables": { "g": "2" } } } }';
  const policy = (name: string, priority: number) =>
    `{ "name": "${name}", "enabled": true, "priority": ${priority}, "targets": [{ "type": "GROUP", "id": "{{g}}" }] }`;
  const groups = new Map([['2', { id: '2', name: 'Pay\nments', members: 1, activeMembers: 1 }]]);
  const org = { b: { groups: { value: groups, asOf: '2026-11-21T11:00:00Z', complete: true } } };
  const files = {
    'x.recpolicy.json': policy('X', 9),
    'y.recpolicy.json': policy('Y', 3),
    'recpolicy.config.json': config,
  };
  expect(shown(files, { environment: 'b', org })).toContain('"{{g}}«= 2»"«Pay ments · Y wins»');
  expect(shown(files)).toContain('"{{g}}«= 1 in a»"«Y wins»');
  const alone = { 'x.recpolicy.json': policy('X', 9), 'recpolicy.config.json': config };
  expect(shown(alone, { environment: 'a' })).toContain('"{{g}}«= 1»" }');
});

it('gives only what lies in the range asked for', () => {
  const { ctx } = atCursor({ 'a.recpolicy.json': '{ "retentionDays": 90 }' });
  expect(inlayHints(ctx, 0, 5)).toEqual([]);
});

it('names the environment where environments differ and none is chosen', () => {
  const config = (b: string) =>
    `{ "environments": { "a": { "variables": { "g": "1" } }, "b": { "variables": { "g": "${b}" } } } }`;
  const policy = (name: string, priority: number, id: string) =>
    `{ "name": "${name}", "enabled": true, "priority": ${priority}, "targets": [{ "type": "GROUP", "id": "${id}" }] }`;
  const files = (b: string) => ({
    'a.recpolicy.json': policy('Mine', 2, '{{g}}'),
    'other.recpolicy.json': policy('Other', 1, '1'),
    'recpolicy.config.json': config(b),
  });
  expect(shown(files('2'))).toContain('«= 1 in a»');
  expect(shown(files('2'))).toContain('«Other wins in a»');
  expect(shown(files('1'))).toContain('«= 1»');
  expect(shown(files('1'))).toContain('«Other wins»');
});
